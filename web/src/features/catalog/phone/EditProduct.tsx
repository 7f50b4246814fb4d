import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { api, type Schema } from '@/api';
import { useIntent } from '@/shared/http';
import {
  Await,
  ErrorSummary,
  faultOf,
  PageHeading,
  ProblemAlert,
  stillWrong,
  TextField,
  type Fault,
} from '@/shared/ui';
import { PriceReason } from '../origin/phone/PriceLine';
import { changedProduct, editOf, faultsOfEdit, type Edit, type ShownProduct } from './edit';
import './i18n';
import './listing.css';
import { Price, Tiers, useFarAbove } from './PacksStep';

/** What somebody else saved meanwhile beside what is typed here; neither is lost until one is chosen. */
function Conflict({
  productId,
  edit,
  onMine,
  onTheirs,
}: {
  productId: string;
  edit: Edit;
  onMine: (theirs: ShownProduct) => void;
  onTheirs: (theirs: ShownProduct) => void;
}) {
  const { t } = useTranslation('catalog');
  const found = useQuery({
    queryKey: ['product', productId, 'meanwhile'],
    queryFn: () => api.get('/api/products/{productId}', { path: { productId } }),
    gcTime: 0,
  });
  return (
    <Await of={found} height={200}>
      {(theirs) => {
        const now = editOf(theirs);
        const tiers = (pack: Edit['packs'][number] | undefined) =>
          pack ? [pack.price, ...pack.tiers.map((tier) => `${tier.from}→${tier.price}`)].join('；') : '—';
        const rows = [
          ...theirs.packs.map((pack, index) => [pack.name, tiers(edit.packs[index]), tiers(now.packs[index])] as const),
          [t('listing.shelf'), edit.shelfDays, now.shelfDays] as const,
          [t('listing.description'), edit.description, now.description] as const,
        ].filter(([, mine, other]) => mine !== other);
        return (
          <section className="card stack-s" role="alert" aria-labelledby="conflict">
            <h2 id="conflict">{t('edit.conflict')}</h2>
            <p>{t('edit.conflictWhat')}</p>
            {rows.map(([name, mine, other]) => (
              <dl key={name} className="stack-s break">
                <dt>
                  <strong>{name}</strong>
                </dt>
                <dd>
                  {t('edit.mine')}：{mine || '—'}
                </dd>
                <dd>
                  {t('edit.theirs')}：{other || '—'}
                </dd>
              </dl>
            ))}
            <div className="row">
              {theirs.packs.length === edit.packs.length && (
                <button type="button" className="button primary" onClick={() => onMine(theirs)}>
                  {t('edit.useMine')}
                </button>
              )}
              <button type="button" className="button" onClick={() => onTheirs(theirs)}>
                {t('edit.useTheirs')}
              </button>
            </div>
          </section>
        );
      }}
    </Await>
  );
}

function Form({ product: read }: { product: ShownProduct }) {
  const { t } = useTranslation('catalog');
  const navigate = useNavigate();
  const [product, setProduct] = useState(read);
  const [edit, setEdit] = useState<Edit>(() => editOf(product));
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [attempt, setAttempt] = useState(0);
  const like = { name: product.name, category: product.categoryCode, origin: product.originCode };
  const isFar = useFarAbove(edit.packs, like);
  const back = `/supplier/products/${product.productId}`;
  const save = useIntent(
    (body: { version: number; product: Schema<'ProductBody'> }, key) =>
      api.put('/api/products/{productId}', { path: { productId: product.productId }, body, key }),
    {
      refresh: [['own-products'], ['product', product.productId]],
      onSuccess: () => void navigate(back, { replace: true }),
    },
  );
  const shown = stillWrong(faults, faultsOfEdit(edit, t));
  const submit = () => {
    const found = faultsOfEdit(edit, t);
    setFaults(found);
    setAttempt((count) => count + 1);
    if (found.length === 0) save.mutate({ version: product.version, product: changedProduct(product, edit) });
  };
  return (
    <form
      className="stack wizard"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Link className="button link start" to={back}>
        ‹ {product.name}
      </Link>
      <PageHeading question={t('edit.question')} lead={product.name} />
      <ErrorSummary faults={shown} attempt={attempt} />
      <p className="alert note small">{t('edit.recognition')}</p>
      {product.packs.map((pack, index) => {
        const parts = {
          pack: edit.packs[index]!,
          index,
          faults: shown,
          set: (change: object) =>
            setEdit((now) => ({
              ...now,
              packs: now.packs.map((one, at) => (at === index ? { ...one, ...change } : one)),
            })),
        };
        return (
          <section key={pack.packId} className="card stack" aria-label={pack.name}>
            <h2>{pack.name}</h2>
            <Price {...parts} like={like} />
            <Tiers {...parts} />
          </section>
        );
      })}
      {isFar && (
        <PriceReason
          value={edit.priceReason ?? ''}
          onChange={(priceReason) => setEdit((now) => ({ ...now, priceReason }))}
        />
      )}
      <TextField
        label={t('listing.description')}
        name="description"
        optional
        lines={4}
        hint={product.descriptionEn ? t('edit.english') : undefined}
        value={edit.description}
        onChange={(description) => setEdit((now) => ({ ...now, description }))}
      />
      <TextField
        label={t('listing.shelf')}
        name="shelfDays"
        optional
        inputMode="numeric"
        value={edit.shelfDays}
        onChange={(shelfDays) => setEdit((now) => ({ ...now, shelfDays }))}
        error={faultOf(shown, 'shelfDays')}
      />
      <p className="muted small">{t('edit.orders')}</p>
      {save.error?.code === 'changed-meanwhile' ? (
        <Conflict
          productId={product.productId}
          edit={edit}
          onMine={(theirs) => {
            setProduct(theirs);
            save.mutate({ version: theirs.version, product: changedProduct(theirs, edit) });
          }}
          onTheirs={(theirs) => {
            setProduct(theirs);
            setEdit(editOf(theirs));
            save.reset();
          }}
        />
      ) : (
        <ProblemAlert problem={save.error} />
      )}
      <button type="submit" className="button primary block big-act" disabled={save.isPending}>
        {t('edit.act')}
      </button>
    </form>
  );
}

/** 改商品: text and prices of what is listed; another name, kind or place is another product. */
export default function EditProduct() {
  const { productId = '' } = useParams();
  const product = useQuery({
    queryKey: ['product', productId, 'editing'],
    queryFn: () => api.get('/api/products/{productId}', { path: { productId } }),
    // What is being typed belongs to the version that was read.
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <Await of={product} height={500}>
      {(found) => <Form key={found.version} product={found} />}
    </Await>
  );
}
