import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api, type Schema } from '@/api';
import { date, parseCount, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import {
  Await,
  ChoiceField,
  ConfirmAct,
  EmptyState,
  PageHeading,
  ProblemAlert,
  Sheet,
  StatusTag,
  TextField,
} from '@/shared/ui';
import { PriceNoticePanel } from '../origin/phone/PriceNoticePanel';
import { YieldPanel } from '../origin/phone/YieldPanel';
import './i18n';
import './listing.css';
import { OwnLots } from './OwnLots';
import { useOwnProduct, type OwnProduct } from './own';
import { faultsOfHarvest, noPresale, presaleBody, type Presale } from './presale';
import { PresaleFields } from './PresaleFields';
import { RecognitionPanel } from './RecognitionPanel';

/** 补一批货: a new harvest of one pack. */
function NewLot({ product, open, onClose }: { product: OwnProduct; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('catalog');
  const today = date(new Date());
  const [packId, setPack] = useState(product.packs[0]?.packId ?? '');
  const [quantity, setQuantity] = useState('');
  const [harvestedOn, setHarvested] = useState(today);
  const [presale, setPresale] = useState<Presale>(noPresale);
  const [tried, setTried] = useState(false);
  const lot = useIntent(
    (body: Schema<'OpenLotRequest'>, key) =>
      api.post('/api/products/{productId}/lots', { path: { productId: product.productId }, body, key }),
    { refresh: [['own-products'], ['lots']] },
  );
  const count = parseCount(quantity);
  const faults = faultsOfHarvest(presale, harvestedOn, today, t);
  const submit = () => {
    setTried(true);
    if (count && faults.length === 0)
      lot.mutate({ packId, quantity: count, harvestedOn, presale: presaleBody(presale) });
  };
  return (
    <Sheet title={t('own.moreStock')} open={open} onClose={onClose}>
      {lot.isSuccess ? (
        <>
          <p role="status">{t('own.stockDone')}</p>
          <button type="button" className="button primary block" onClick={onClose}>
            {t('shared:close')}
          </button>
        </>
      ) : (
        <>
          <p>{t('own.stockWhat')}</p>
          <ChoiceField
            label={t('own.pack')}
            value={packId}
            onChange={setPack}
            choices={product.packs.map((pack) => ({ value: pack.packId, label: pack.name }))}
          />
          <TextField
            label={t('own.howMany')}
            inputMode="numeric"
            value={quantity}
            onChange={setQuantity}
            error={tried && !count ? t('own.wrongQuantity') : undefined}
          />
          <PresaleFields
            presale={presale}
            set={(change) => setPresale((now) => ({ ...now, ...change }))}
            harvestedOn={harvestedOn}
            setHarvested={setHarvested}
            faults={tried ? faults : []}
          />
          <ProblemAlert problem={lot.error} />
          <button type="button" className="button primary block" disabled={lot.isPending} onClick={submit}>
            {t('own.stockAct')}
          </button>
        </>
      )}
    </Sheet>
  );
}

function Shelf({ product }: { product: OwnProduct }) {
  const { t } = useTranslation('catalog');
  const [asking, setAsking] = useState(false);
  const shelve = useIntent(
    (isPublic: boolean, key) =>
      api.post('/api/products/{productId}/shelf', {
        path: { productId: product.productId },
        body: { version: product.version, isPublic },
        key,
      }),
    { refresh: [['own-products']], onSuccess: () => setAsking(false) },
  );
  if (product.state === 'withdrawn')
    return (
      <>
        <ProblemAlert problem={shelve.error} />
        <button type="button" className="button block" disabled={shelve.isPending} onClick={() => shelve.mutate(true)}>
          {t('own.shelveOn')}
        </button>
      </>
    );
  return (
    <>
      <button type="button" className="button block" onClick={() => setAsking(true)}>
        {t('own.shelveOff')}
      </button>
      <ConfirmAct
        act={t('own.shelveOff')}
        open={asking}
        onClose={() => setAsking(false)}
        onAct={() => shelve.mutate(false)}
        pending={shelve.isPending}
        problem={shelve.error}
      >
        <p>{t('own.shelveOffWhat', { name: product.name })}</p>
      </ConfirmAct>
    </>
  );
}

/** One own product: stock, recognition, and taking it off the shelf. */
export default function OwnProductPage() {
  const { t, i18n } = useTranslation(['catalog', 'shared']);
  const inEnglish = i18n.language === 'en';
  const unit = (name: string) => t(`listing.units.${name}`, { defaultValue: name });
  const { productId = '' } = useParams();
  const [adding, setAdding] = useState(false);
  const found = useOwnProduct(productId);
  return (
    <Await of={found} height={500}>
      {(product) =>
        product === null ? (
          <EmptyState title={t('shared:notYours')} picture="walnut-paper">
            <Link to="/supplier/products">{t('own.all')}</Link>
          </EmptyState>
        ) : (
          <div className="stack">
            <Link className="button link start" to="/supplier/products">
              ‹ {t('own.all')}
            </Link>
            <PageHeading
              question={inEnglish && product.nameEn ? product.nameEn : product.name}
              lead={
                <>
                  {product.originName}
                  {product.listedForName && ` · ${t('own.listedFor', { name: product.listedForName })}`}
                </>
              }
            />
            <section className="card stack-s">
              <div className="row-between">
                <StatusTag family={product.state === 'public' ? 'done' : 'ended'}>
                  {t(product.state === 'public' ? 'own.onSale' : 'own.withdrawn')}
                </StatusTag>
                <Link to={`/products/${product.productId}`}>{t('own.see')}</Link>
              </div>
              <ul className="lines">
                {product.packs.map((pack) => (
                  <li key={pack.packId}>
                    <div className="row-between">
                      <strong>{inEnglish && pack.nameEn ? pack.nameEn : pack.name}</strong>
                      <span>
                        {yuan(pack.tiers[0]?.priceFen)}/{unit(pack.unit)}
                      </span>
                    </div>
                    <div className="row-between muted small">
                      <span>{t('own.left', { count: pack.available, unit: unit(pack.unit) })}</span>
                      <span>{t('own.sold', { count: pack.sold, unit: unit(pack.unit) })}</span>
                    </div>
                  </li>
                ))}
              </ul>
            </section>
            <PriceNoticePanel productId={product.productId} />
            <YieldPanel productId={product.productId} />
            <RecognitionPanel product={product} />
            <OwnLots product={product} />
            <button type="button" className="button block" onClick={() => setAdding(true)}>
              ＋ {t('own.moreStock')}
            </button>
            <Link className="button block" to={`/supplier/products/${product.productId}/edit`}>
              {t('own.edit')}
            </Link>
            {adding && <NewLot product={product} open onClose={() => setAdding(false)} />}
            <Shelf product={product} />
          </div>
        )
      }
    </Await>
  );
}
