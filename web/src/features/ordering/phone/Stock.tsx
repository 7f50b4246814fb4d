import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { addressOf, api } from '@/api';
import { count } from '@/shared/format';
import { Await, EmptyState, PageHeading, StatusTag } from '@/shared/ui';
import { CorrectStock, type StockLot } from './CorrectStock';
import { StockHistory } from './StockHistory';
import { WarningRule, type Warnings } from './WarningRule';
import './i18n';
import './phone.css';

const shows = ['all', 'low', 'expiring', 'growing'] as const;
type Show = (typeof shows)[number];

/** 库存: the supplier's lots, first expired first, with what is free and what orders hold, and what runs low. */
export default function Stock() {
  const { t } = useTranslation(['ordering', 'shared']);
  const [search, setSearch] = useSearchParams();
  const show = shows.find((one) => one === search.get('show')) ?? 'all';
  const warnings = useQuery({ queryKey: ['stock-warnings'], queryFn: () => api.get('/api/stock/warnings') }).data;
  const counts: Partial<Record<Show, number>> = { low: warnings?.low.length, expiring: warnings?.expiring };
  return (
    <div className="stack">
      <PageHeading question={t('phone.stock.question')} lead={t('phone.stock.lead')} />
      <div className="row" role="group" aria-label={t('phone.stock.show')}>
        {shows.map((one) => (
          <button
            key={one}
            type="button"
            className="chip"
            aria-pressed={one === show}
            onClick={() => setSearch(one === 'all' ? {} : { show: one }, { replace: true })}
          >
            {t(`phone.stock.shows.${one}`)}
            {counts[one] ? ` ${count(counts[one])}` : ''}
          </button>
        ))}
      </div>
      {show === 'low' ? <Low warnings={warnings} /> : <Lots show={show} />}
      {warnings?.mayChange && <WarningRule key={`${warnings.lowPacks}/${warnings.expiryDays}`} warnings={warnings} />}
    </div>
  );
}

/** 快卖完: packs of which few are left, with the way to more of them. */
function Low({ warnings }: { warnings: Warnings | undefined }) {
  const { t } = useTranslation('ordering');
  if (!warnings) return null;
  if (warnings.low.length === 0)
    return <EmptyState title={t('phone.stock.noneLow', { packs: warnings.lowPacks })} picture="walnut-paper" />;
  return (
    <section className="card">
      <ul className="lines">
        {warnings.low.map((row) => (
          <li key={row.packId}>
            <Link to={`/supplier/products/${row.productId}`} className="row-between plain">
              <span>
                <strong>{row.productName}</strong>
                <br />
                <span className="muted small">{row.packName}</span>
              </span>
              <span className="nowrap">
                {row.left === 0 ? t('phone.stock.soldOut') : t('phone.stock.left', { packs: count(row.left) })} ›
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Lots({ show }: { show: Show }) {
  const { t } = useTranslation(['ordering', 'shared']);
  const query = { atHand: true, expiring: show === 'expiring', growing: show === 'growing' };
  const lots = useInfiniteQuery({
    queryKey: ['stock-lots', show],
    queryFn: ({ pageParam }) => api.get('/api/stock/lots', { query: { ...query, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  return (
    <Await of={lots} height={400}>
      {(found) => {
        const rows = found.pages.flatMap((page) => page.items);
        if (rows.length === 0)
          return show === 'all' ? (
            <EmptyState title={t('phone.stock.none')}>{t('phone.stock.noneNext')}</EmptyState>
          ) : (
            <EmptyState title={t(`phone.stock.noneOf.${show}`)} picture="walnut-paper" />
          );
        return (
          <>
            {rows.map((lot) => (
              <Lot key={lot.lotId} lot={lot} />
            ))}
            {lots.hasNextPage && (
              <button type="button" className="button block" onClick={() => void lots.fetchNextPage()}>
                {t('shared:more')}
              </button>
            )}
            <a className="button block" href={addressOf('/api/stock/lots.xlsx', { query })} download>
              {t('phone.stock.xlsx')}
            </a>
          </>
        );
      }}
    </Await>
  );
}

function Lot({ lot }: { lot: StockLot }) {
  const { t } = useTranslation('ordering');
  return (
    <section className="card stack-s" aria-label={`${lot.productName} ${lot.packName}`}>
      <div className="row-between">
        <h2>{lot.productName}</h2>
        {lot.isStopped && !lot.isRecalled && <StatusTag family="problem">{t('phone.stock.stopped')}</StatusTag>}
        {lot.isExpected && !lot.isRecalled && <StatusTag family="due">{t('phone.stock.growing')}</StatusTag>}
        {lot.isRecalled && <StatusTag family="problem">{t('phone.stock.recalled')}</StatusTag>}
      </div>
      <div className="muted small">
        {lot.packName} ·{' '}
        <span className="nowrap">
          {t(lot.isExpected ? 'phone.stock.expected' : 'phone.stock.harvested', { on: lot.harvestedOn })}
        </span>
        {lot.shipBy && lot.isExpected && (
          <>
            {' · '}
            <span className="nowrap">{t('phone.stock.shipBy', { on: lot.shipBy })}</span>
          </>
        )}
        {lot.bestBefore && (
          <>
            {' · '}
            <span className="nowrap">{t('phone.stock.bestBefore', { on: lot.bestBefore })}</span>
          </>
        )}
      </div>
      <div>
        <strong>
          {t(lot.isStopped ? 'phone.stock.kept' : 'phone.stock.available', { packs: count(lot.available) })}
        </strong>{' '}
        · {t('phone.stock.reserved', { packs: count(lot.reserved) })}
      </div>
      {lot.isStopped && !lot.isRecalled && <p className="muted small">{t('phone.stock.stoppedNext')}</p>}
      {lot.missing > 0 && !lot.isRecalled && (
        <p className="field-error">{t('phone.stock.missing', { packs: count(lot.missing) })}</p>
      )}
      <div className="row">
        {lot.isExpected && !lot.isRecalled && (
          <Link className="button primary" to={`/supplier/products/${lot.productId}`}>
            {t('phone.stock.toHarvest')}
          </Link>
        )}
        {!lot.isRecalled && <CorrectStock lot={lot} />}
        <StockHistory lot={lot} />
      </div>
    </section>
  );
}
