import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schema } from '@/api';
import { date, mass, parseCount, parseYuan, priceOf, pricePerMass, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import {
  Await,
  ChoiceField,
  DueText,
  EmptyState,
  PageHeading,
  ProblemAlert,
  RegionName,
  Sheet,
  StatusTag,
  TextField,
} from '@/shared/ui';
import './i18n';
import './phone.css';

type Demand = Schema<'ListDemandsRow'>;
type Product = Schema<'ListOwnProductsItem'>;

const isLike = (product: Product, demand: Demand) =>
  product.state === 'public' &&
  ((demand.categoryCode !== null && product.categoryCode === demand.categoryCode) ||
    demand.title.includes(product.name));

/** What was offered already; the same pack offered again replaces it. */
function Offered({ demandId }: { demandId: string }) {
  const { t, i18n } = useTranslation('ordering');
  const demand = useQuery({
    queryKey: ['demand', demandId],
    queryFn: () => api.get('/api/demands/{demandId}', { path: { demandId } }),
  });
  if (!demand.data?.offers.length) return null;
  return (
    <ul className="lines" aria-label={t('phone.demands.offered')}>
      {demand.data.offers.map((offer) => (
        <li key={offer.id} className="stack-s">
          <div className="row-between">
            <span>
              {offer.productName} {offer.packName} × {offer.quantity}
            </span>
            <span>{yuan(offer.unitPriceFen)}</span>
          </div>
          <div className="row">
            <StatusTag family={offer.state === 'awarded' ? 'done' : offer.state === 'open' ? 'theirs' : 'ended'}>
              {t(`phone.demands.states.${offer.state}`, { defaultValue: offer.state })}
            </StatusTag>
            <span className="muted small">{mass(offer.massGrams, i18n.language)}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Offer({ demand, products, onClose }: { demand: Demand; products: readonly Product[]; onClose: () => void }) {
  const { t, i18n } = useTranslation(['ordering', 'shared']);
  const like = products.filter((product) => isLike(product, demand));
  const packs = (like.length > 0 ? like : products.filter((product) => product.state === 'public')).flatMap((product) =>
    product.packs.map((pack) => ({ ...pack, label: `${product.name} ${pack.name}` })),
  );
  const [packId, setPack] = useState(packs[0]?.packId ?? '');
  const pack = packs.find((one) => one.packId === packId);
  const [quantity, setQuantity] = useState(() =>
    packs[0] ? String(Math.max(1, Math.ceil(demand.massGrams / packs[0].massGrams))) : '',
  );
  const [price, setPrice] = useState('');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const offer = useIntent(
    (body: Schema<'OfferForDemandRequest'>, key) =>
      api.post('/api/demands/{demandId}/offers', { path: { demandId: demand.id }, body, key }),
    { refresh: [['demand', demand.id]], onSuccess: onClose },
  );
  const [count, fen] = [parseCount(quantity), parseYuan(price)];
  const perKg = fen && pack ? priceOf(fen, pack.massGrams, 1000) : undefined;
  const isDear = perKg !== undefined && demand.highestFenPerKg !== null && perKg > demand.highestFenPerKg;
  const submit = () => {
    setTried(true);
    if (count && fen && packId) offer.mutate({ packId, quantity: count, unitPriceFen: fen, note: note.trim() || null });
  };
  return (
    <Sheet title={t('phone.demands.offer')} open onClose={onClose}>
      <p>
        {demand.buyerName} · {demand.title} · {mass(demand.massGrams, i18n.language)}
      </p>
      {packs.length === 0 ? (
        <p className="alert note">{t('phone.demands.noPack')}</p>
      ) : (
        <>
          <ChoiceField
            label={t('phone.demands.pack')}
            value={packId}
            onChange={setPack}
            choices={packs.map((one) => ({ value: one.packId, label: one.label }))}
          />
          <TextField
            label={t('phone.demands.quantity', { unit: pack?.unit ?? '' })}
            inputMode="numeric"
            value={quantity}
            onChange={setQuantity}
            error={tried && !count ? t('phone.demands.wrongQuantity') : undefined}
            hint={count && pack ? mass(count * pack.massGrams, i18n.language) : undefined}
          />
          <TextField
            label={t('phone.demands.price', { unit: pack?.unit ?? '' })}
            inputMode="decimal"
            value={price}
            onChange={setPrice}
            error={tried && !fen ? t('phone.demands.wrongPrice') : undefined}
            hint={fen && pack ? pricePerMass(fen, pack.massGrams, i18n.language) : undefined}
          />
          {isDear && <p className="alert warn">{t('phone.demands.dear', { price: yuan(demand.highestFenPerKg) })}</p>}
          <TextField label={t('phone.demands.note')} optional lines={2} value={note} onChange={setNote} />
          <ProblemAlert problem={offer.error} />
          <button type="button" className="button primary block" disabled={offer.isPending} onClick={submit}>
            {t('phone.demands.offer')}
          </button>
        </>
      )}
      <button type="button" className="button block" onClick={onClose}>
        {t('shared:cancel')}
      </button>
    </Sheet>
  );
}

function Card({ demand, products, mayOffer }: { demand: Demand; products: readonly Product[]; mayOffer: boolean }) {
  const { t, i18n } = useTranslation('ordering');
  const [offering, setOffering] = useState(false);
  const like = products.find((product) => isLike(product, demand));
  return (
    <li className="card stack-s">
      <div className="row-between">
        <strong>{demand.title}</strong>
        <span>{mass(demand.massGrams, i18n.language)}</span>
      </div>
      <span className="muted small">
        {demand.buyerName} · <RegionName code={demand.deliveryRegion} />
      </span>
      <span className="small">
        {t('phone.demands.wanted', { date: date(demand.wantedOn) })}
        {demand.highestFenPerKg !== null && ` · ${t('phone.demands.most', { price: yuan(demand.highestFenPerKg) })}`}
      </span>
      {demand.note && <p>{demand.note}</p>}
      <div className="row">
        {like && <StatusTag family="yours">{t('phone.demands.like', { name: like.name })}</StatusTag>}
        <StatusTag family="due">
          {t('phone.demands.closes')} <DueText at={demand.closesOn} />
        </StatusTag>
      </div>
      <Offered demandId={demand.id} />
      {mayOffer && (
        <button type="button" className={`button block ${like ? 'primary' : ''}`} onClick={() => setOffering(true)}>
          {t('phone.demands.offer')}
        </button>
      )}
      {offering && <Offer demand={demand} products={products} onClose={() => setOffering(false)} />}
    </li>
  );
}

/** 求购: who wants what, those that fit the own products first and why, and an offer. */
export default function Demands() {
  const { t } = useTranslation(['ordering', 'shared']);
  const session = useSession().data;
  const demands = useInfiniteQuery({
    queryKey: ['demands'],
    queryFn: ({ pageParam }) => api.get('/api/demands', { query: { size: 30, cursor: pageParam || undefined } }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const products =
    useQuery({
      queryKey: ['own-products', 'for-demands'],
      queryFn: () => api.get('/api/products/mine', { query: { size: 100 } }),
    }).data?.items ?? [];
  return (
    <div className="stack">
      <PageHeading question={t('phone.demands.question')} lead={t('phone.demands.lead')} />
      <Await of={demands} height={300}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items);
          const fits = (demand: Demand) => products.some((product) => isLike(product, demand));
          const sorted = [...rows.filter(fits), ...rows.filter((demand) => !fits(demand))];
          if (rows.length === 0)
            return <EmptyState title={t('phone.demands.none')}>{t('phone.demands.noneNext')}</EmptyState>;
          return (
            <>
              <ul className="stack">
                {sorted.map((demand) => (
                  <Card
                    key={demand.id}
                    demand={demand}
                    products={products}
                    mayOffer={has(session, ['supplier', 'village-agent'])}
                  />
                ))}
              </ul>
              {demands.hasNextPage && (
                <button type="button" className="button block" onClick={() => void demands.fetchNextPage()}>
                  {t('shared:more')}
                </button>
              )}
            </>
          );
        }}
      </Await>
    </div>
  );
}
