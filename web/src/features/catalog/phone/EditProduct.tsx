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
import { changedProduct, editOf, faultsOfEdit, type Edit, type ShownProduct } from './edit';
import './i18n';
import './listing.css';
import { Price, Tiers } from './PacksStep';

function Form({ product }: { product: ShownProduct }) {
  const { t } = useTranslation('catalog');
  const navigate = useNavigate();
  const [edit, setEdit] = useState<Edit>(() => editOf(product));
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [attempt, setAttempt] = useState(0);
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
            <Price {...parts} category={product.categoryCode} />
            <Tiers {...parts} />
          </section>
        );
      })}
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
      <ProblemAlert problem={save.error} />
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
