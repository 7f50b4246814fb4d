import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, api } from '@/api';
import { count, dateTime } from '@/shared/format';
import { Await, Sheet } from '@/shared/ui';
import type { StockLot } from './CorrectStock';
import './i18n';

/** 出入库记录: what changed a lot, newest first, and the same as a sheet to keep. */
export function StockHistory({ lot }: { lot: StockLot }) {
  const { t } = useTranslation('ordering');
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        {t('phone.stock.history')}
      </button>
      <Sheet title={t('phone.stock.historyOf', { name: lot.productName })} open={open} onClose={() => setOpen(false)}>
        <Movements lot={lot} />
        <button type="button" className="button block" onClick={() => setOpen(false)}>
          {t('phone.stock.close')}
        </button>
      </Sheet>
    </>
  );
}

function Movements({ lot }: { lot: StockLot }) {
  const { t } = useTranslation(['ordering', 'shared']);
  const [correctionsOnly, setCorrectionsOnly] = useState(false);
  const moved = useInfiniteQuery({
    queryKey: ['stock-history', lot.lotId, correctionsOnly],
    queryFn: ({ pageParam }) =>
      api.get('/api/stock/lots/{lotId}/movements', {
        path: { lotId: lot.lotId },
        query: { correctionsOnly, cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  return (
    <>
      <label className="row">
        <input
          type="checkbox"
          checked={correctionsOnly}
          onChange={(event) => setCorrectionsOnly(event.target.checked)}
        />
        {t('phone.stock.withoutOrders')}
      </label>
      <Await of={moved} height={160}>
        {(found) => (
          <ul className="lines">
            {found.pages
              .flatMap((page) => page.items)
              .map((row) => (
                <li key={row.id} className="stack-s">
                  <div className="row-between">
                    <strong>
                      {row.reason ? t(`phone.stock.reasons.${row.reason}`) : t(`phone.stock.kinds.${row.kind}`)}
                    </strong>
                    <span>{t('phone.stock.change', { packs: signed(row.asked ?? changeOf(row)) })}</span>
                  </div>
                  <div className="muted small">
                    {dateTime(row.at)}
                    {row.byName && <> · {row.byName}</>}
                  </div>
                  {row.note && <div className="small">{row.note}</div>}
                </li>
              ))}
          </ul>
        )}
      </Await>
      {moved.hasNextPage && (
        <button type="button" className="button block" onClick={() => void moved.fetchNextPage()}>
          {t('shared:more')}
        </button>
      )}
      <a
        className="button block"
        href={addressOf('/api/stock/lots/{lotId}/movements.xlsx', {
          path: { lotId: lot.lotId },
          query: { correctionsOnly },
        })}
        download
      >
        {t('phone.stock.xlsx')}
      </a>
    </>
  );
}

/** Reserving moves packs without changing how many there are: then what is free tells the story. */
const changeOf = (row: { onHandChange: number; availableChange: number }) => row.onHandChange || row.availableChange;

const signed = (packs: number) => (packs > 0 ? `+${count(packs)}` : count(packs));
