import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api } from '@/api';
import { count, date, mass, parseCount, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { Await, ConfirmAct, DueText, EmptyState, PageHeading, StatusTag, useRegion } from '@/shared/ui';
import { useDemand, type Demand, type DemandOffer } from '../api';
import '../ordering.css';
import { AwardForm } from './AwardForm';
import './buying.css';
import { DemandState } from './Demands';
import './i18n';

/** How many packs of each offer are taken, by the offer's id. */
export type Shares = Readonly<Record<string, string>>;

const massOf = (offer: DemandOffer) => (offer.quantity > 0 ? offer.massGrams / offer.quantity : 0);

function Matrix({
  demand,
  offers,
  shares,
  onShare,
}: {
  demand: Demand;
  offers: readonly DemandOffer[];
  shares: Shares;
  onShare: (id: string, packs: string) => void;
}) {
  const { t, i18n } = useTranslation('buying');
  const best = Math.min(...offers.map((offer) => offer.fenPerKg));
  const open = demand.state === 'open';
  const row = (name: string, cell: (offer: DemandOffer) => ReactNode) => (
    <tr>
      <th scope="row">{name}</th>
      {offers.map((offer) => (
        <td key={offer.id} className={offer.fenPerKg === best ? 'best' : undefined}>
          {cell(offer)}
        </td>
      ))}
    </tr>
  );
  return (
    <div className="table-scroll card">
      <table className="plain-table matrix">
        <thead>
          <tr>
            <th scope="col">{t('matrix.supplier')}</th>
            {offers.map((offer) => (
              <th key={offer.id} scope="col" className={offer.fenPerKg === best ? 'best' : undefined}>
                <strong>{offer.supplierName}</strong>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {row(t('matrix.perKg'), (offer) => (
            <>
              <strong>{yuan(offer.fenPerKg)}</strong>
              {offer.fenPerKg === best && <div className="small">{t('matrix.best')}</div>}
              {demand.highestFenPerKg !== null && offer.fenPerKg > demand.highestFenPerKg && (
                <div>
                  <StatusTag family="due">
                    {t('matrix.above', { amount: yuan(offer.fenPerKg - demand.highestFenPerKg) })}
                  </StatusTag>
                </div>
              )}
            </>
          ))}
          {row(t('matrix.goods'), (offer) => `${offer.productName} ${offer.packName}`)}
          {row(t('matrix.packPrice'), (offer) => yuan(offer.unitPriceFen))}
          {row(t('matrix.offered'), (offer) => (
            <>
              {t('matrix.packs', { count: offer.quantity })} · {mass(offer.massGrams, i18n.language)}
              {offer.massGrams < demand.massGrams && <div className="muted small">{t('matrix.part')}</div>}
            </>
          ))}
          {row(t('matrix.sum'), (offer) => yuan(offer.unitPriceFen * offer.quantity))}
          {row(t('matrix.note'), (offer) => offer.note || '—')}
          {!open &&
            row(t('demand.state'), (offer) =>
              offer.orderId ? (
                <Link to={`/buyer/orders/${offer.orderId}`}>{t('matrix.order')}</Link>
              ) : (
                t(`matrix.states.${offer.state}`)
              ),
            )}
          {open &&
            row(t('matrix.take'), (offer) => (
              <span className="row">
                <input
                  className="input quantity right"
                  inputMode="numeric"
                  aria-label={t('matrix.takeOf', { supplier: offer.supplierName })}
                  value={shares[offer.id] ?? ''}
                  onChange={(event) => onShare(offer.id, event.target.value)}
                />
                <button
                  type="button"
                  className="button link small"
                  aria-label={t('matrix.allOf', { supplier: offer.supplierName })}
                  onClick={() => onShare(offer.id, String(offer.quantity))}
                >
                  {t('matrix.all')}
                </button>
              </span>
            ))}
        </tbody>
      </table>
    </div>
  );
}

function Withdraw({ demand }: { demand: Demand }) {
  const { t } = useTranslation('buying');
  const [asking, setAsking] = useState(false);
  const withdraw = useIntent(
    (demandId: string, key) => api.post('/api/demands/{demandId}/withdrawal', { path: { demandId }, key }),
    { refresh: [['demand', demand.id], ['demands']], onSuccess: () => setAsking(false) },
  );
  return (
    <>
      <button type="button" className="button" onClick={() => setAsking(true)}>
        {t('demand.withdraw')}
      </button>
      <ConfirmAct
        act={t('demand.withdraw')}
        open={asking}
        onClose={() => setAsking(false)}
        onAct={() => withdraw.mutate(demand.id)}
        pending={withdraw.isPending}
        problem={withdraw.error}
        danger
      >
        <p>{t('demand.withdrawWhat', { title: demand.title })}</p>
      </ConfirmAct>
    </>
  );
}

function Detail({ demand, offers }: { demand: Demand; offers: readonly DemandOffer[] }) {
  const { t, i18n } = useTranslation('buying');
  const session = useSession().data;
  const [shares, setShares] = useState<Shares>({});
  const [awarding, setAwarding] = useState(false);
  const region = useRegion(demand.deliveryRegion).data;
  const taken = offers
    .map((offer) => ({ offer, packs: parseCount(shares[offer.id] ?? '') ?? 0 }))
    .filter((choice) => choice.packs > 0);
  const tooMany = taken.some((choice) => choice.packs > choice.offer.quantity);
  const grams = taken.reduce((sum, choice) => sum + choice.packs * massOf(choice.offer), 0);
  const fen = taken.reduce((sum, choice) => sum + choice.packs * choice.offer.unitPriceFen, 0);
  const mine = has(session, ['buyer']) && demand.state === 'open';
  return (
    <div className="stack">
      <PageHeading question={demand.title} lead={<DemandState demand={demand} />}>
        {mine && <Withdraw demand={demand} />}
      </PageHeading>
      <dl className="facts card">
        <dt>{t('demand.mass')}</dt>
        <dd>{mass(demand.massGrams, i18n.language)}</dd>
        <dt>{t('demand.highest')}</dt>
        <dd>
          {demand.highestFenPerKg ? t('demand.perKg', { price: yuan(demand.highestFenPerKg) }) : t('demand.noHighest')}
        </dd>
        <dt>{t('demand.region')}</dt>
        <dd>{region?.fullName ?? ''}</dd>
        <dt>{t('demand.wantedOn')}</dt>
        <dd>{date(demand.wantedOn)}</dd>
        <dt>{t('demand.closesOn')}</dt>
        <dd>
          {date(demand.closesOn)} {demand.state === 'open' && <DueText at={demand.closesOn} />}
        </dd>
        {demand.note && (
          <>
            <dt>{t('demand.note')}</dt>
            <dd>{demand.note}</dd>
          </>
        )}
      </dl>
      <h2>{t('matrix.title', { count: offers.length })}</h2>
      {offers.length === 0 ? (
        <EmptyState title={t('matrix.none')}>
          {t('matrix.noneNext')} <Link to={`/search?q=${encodeURIComponent(demand.title)}`}>{t('matrix.search')}</Link>
        </EmptyState>
      ) : (
        <>
          <Matrix
            demand={demand}
            offers={offers}
            shares={shares}
            onShare={(id, packs) => setShares((now) => ({ ...now, [id]: packs }))}
          />
          {mine && (
            <div className="row sticky-sum">
              <span>
                {t('matrix.taken', { mass: mass(grams, i18n.language), of: mass(demand.massGrams, i18n.language) })} ·{' '}
                <strong>{yuan(fen)}</strong>
              </span>
              {tooMany && <StatusTag family="problem">{t('matrix.tooMany')}</StatusTag>}
              <button
                type="button"
                className="button primary"
                disabled={taken.length === 0 || tooMany}
                onClick={() => setAwarding(true)}
              >
                {t('matrix.award', { count: count(taken.length) })}
              </button>
            </div>
          )}
        </>
      )}
      {awarding && (
        <AwardForm
          demand={demand}
          choices={taken.map((choice) => ({ offerId: choice.offer.id, quantity: choice.packs }))}
          amount={fen}
          suppliers={new Set(taken.map((choice) => choice.offer.supplierId)).size}
          onClose={() => setAwarding(false)}
        />
      )}
    </div>
  );
}

export default function DemandPage() {
  const { demandId = '' } = useParams();
  const demand = useDemand(demandId);
  return (
    <Await of={demand} height={500}>
      {(found) => <Detail demand={found.demand} offers={found.offers} />}
    </Await>
  );
}
