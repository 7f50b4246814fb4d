import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { api } from '@/api';
import { count, date } from '@/shared/format';
import { query } from '@/shared/http';
import { PagedTable } from '@/shared/desk';
import { Await, PageHeading, Sheet, StatusTag } from '@/shared/ui';
import '../i18n';
import { RecallAct, type LotItem } from '../RecallAct';
import './desk.css';

const states = ['', 'recalled', 'suspicious'] as const;
const sorts = ['newest', 'scans'] as const;

function Standing({ lot }: { lot: LotItem }) {
  const { t } = useTranslation('catalog');
  if (lot.recall)
    return (
      <span className="stack-s">
        <StatusTag family="problem">{t('lots.recalledOn', { on: date(lot.recall.recalledAt) })}</StatusTag>
        <span className="small muted">{lot.recall.reason}</span>
      </span>
    );
  if (lot.isSuspicious) return <StatusTag family="due">{t('lots.suspicious')}</StatusTag>;
  return <StatusTag family="done">{t('lots.sound')}</StatusTag>;
}

/** 谁收到了: the orders that hold or got packs of a recalled lot. */
function Affected({ lot }: { lot: LotItem }) {
  const { t } = useTranslation('catalog');
  const [open, setOpen] = useState(false);
  const orders = useQuery({
    queryKey: ['recalls', lot.lotId],
    queryFn: () => api.get('/api/orders/recalls', { query: { lotId: lot.lotId, size: 100 } }),
    enabled: open,
  });
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        {t('lots.affected')}
      </button>
      <Sheet title={t('lots.affectedOf', { code: lot.code })} open={open} onClose={() => setOpen(false)}>
        <Await of={orders} height={120}>
          {(page) =>
            page.items.length === 0 ? (
              <p>{t('lots.affectedNone')}</p>
            ) : (
              <ul className="lines">
                {page.items.map((row) => (
                  <li key={row.orderId}>
                    <strong>{row.buyerName}</strong>
                    <div className="muted small">
                      {row.number} · {t('lots.affectedPacks', { shipped: row.shipped, held: row.held })}
                    </div>
                  </li>
                ))}
              </ul>
            )
          }
        </Await>
        <button type="button" className="button" onClick={() => setOpen(false)}>
          {t('shared:close')}
        </button>
      </Sheet>
    </>
  );
}

/** 批次与溯源: which lots are looked at, whose labels may have been copied, and which are recalled. */
export default function LotsDesk() {
  const { t } = useTranslation(['catalog', 'shared']);
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped] = useState(search.get('q') ?? '');
  const asked = { q: search.get('q') ?? '', state: search.get('state') ?? '', sort: search.get('sort') ?? '' };
  const lots = useInfiniteQuery({
    queryKey: ['lots', asked],
    queryFn: ({ pageParam }) =>
      api.get('/api/lots', {
        query: {
          q: asked.q || undefined,
          state: asked.state || undefined,
          sort: asked.sort || undefined,
          size: 50,
          cursor: pageParam || undefined,
        },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const columns: TableColumnsType<LotItem> = [
    {
      title: t('lots.code'),
      fixed: 'left',
      render: (_, lot) => (
        <a href={`/trace/${lot.lotId}`} className="nowrap">
          {lot.code}
        </a>
      ),
    },
    {
      title: t('lots.product'),
      render: (_, lot) => (
        <span>
          {lot.productName} <span className="muted">{lot.packName}</span>
        </span>
      ),
    },
    { title: t('lots.supplier'), dataIndex: 'supplierName' },
    { title: t('lots.origin'), dataIndex: 'originName' },
    { title: t('lots.harvested'), dataIndex: 'harvestedOn', className: 'nowrap' },
    { title: t('lots.packs'), align: 'right', render: (_, lot) => count(lot.quantity) },
    { title: t('lots.scans'), align: 'right', render: (_, lot) => count(lot.scans) },
    {
      title: t('lots.busiest'),
      align: 'right',
      render: (_, lot) => (lot.busiestDay ? `${count(lot.busiestScans)} (${lot.busiestDay})` : '0'),
    },
    { title: t('lots.state'), render: (_, lot) => <Standing lot={lot} /> },
    {
      title: t('lots.acts'),
      render: (_, lot) => (lot.recall ? <Affected lot={lot} /> : lot.mayRecall ? <RecallAct lot={lot} /> : null),
    },
  ];
  return (
    <div className="stack">
      <PageHeading question={t('lots.question')} lead={t('lots.lead')} />
      <form
        role="search"
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          setSearch((now) => {
            if (typed.trim()) now.set('q', typed.trim());
            else now.delete('q');
            return now;
          });
        }}
      >
        <label className="row small">
          {t('lots.find')}
          <input className="input" type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </label>
        <button type="submit" className="button">
          {t('lots.findAct')}
        </button>
      </form>
      <PagedTable<LotItem>
        of={lots}
        height={500}
        columns={columns}
        rowKey={(lot) => lot.lotId}
        total={lots.data?.pages[0]?.total}
        filters={[
          {
            name: 'state',
            label: t('lots.state'),
            choices: states.map((value) => ({ value, label: t(`lots.states.${value || 'all'}`) })),
          },
          {
            name: 'sort',
            label: t('lots.sort'),
            choices: sorts.map((value) => ({
              value: value === 'newest' ? '' : value,
              label: t(`lots.sorts.${value}`),
            })),
          },
        ]}
        exportTo={`/api/lots.xlsx${query(asked)}`}
        empty={t('lots.none')}
      />
    </div>
  );
}
