import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { count } from '@/shared/format';
import { Await, EmptyState, PageHeading, StatusTag } from '@/shared/ui';
import { CorrectStock, type StockLot } from './CorrectStock';
import { StockHistory } from './StockHistory';
import './i18n';
import './phone.css';

/** 库存: the supplier's lots, first expired first, with what is free and what orders hold. */
export default function Stock() {
  const { t } = useTranslation(['ordering', 'shared']);
  const lots = useInfiniteQuery({
    queryKey: ['stock-lots'],
    queryFn: ({ pageParam }) => api.get('/api/stock/lots', { query: { cursor: pageParam, atHand: true } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  return (
    <div className="stack">
      <PageHeading question={t('phone.stock.question')} lead={t('phone.stock.lead')} />
      <Await of={lots} height={400}>
        {(found) => {
          const rows = found.pages.flatMap((page) => page.items);
          if (rows.length === 0)
            return <EmptyState title={t('phone.stock.none')}>{t('phone.stock.noneNext')}</EmptyState>;
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
            </>
          );
        }}
      </Await>
    </div>
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
        {!lot.isRecalled && <CorrectStock lot={lot} />}
        <StockHistory lot={lot} />
      </div>
    </section>
  );
}
