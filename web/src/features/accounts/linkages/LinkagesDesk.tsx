import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { api, type Schema } from '@/api';
import { PagedTable } from '@/shared/desk';
import { date, percent } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { Await, ChoiceField, EmptyState, PageHeading, ProblemAlert, Sheet, StatusTag, TextField } from '@/shared/ui';
import './i18n';
import { LinkForm, linkKinds } from './LinkForm';

type Row = Schema<'ListLinkagesRow'>;

function EndAct({ row, supplierId }: { row: Row; supplierId: string }) {
  const { t } = useTranslation(['linkages', 'shared']);
  const [open, setOpen] = useState(false);
  const [lastDay, setLastDay] = useState(date(new Date()));
  const end = useIntent(
    (day: string, key) =>
      api.post('/api/linkages/{linkageId}/end', { path: { linkageId: row.id }, body: { lastDay: day }, key }),
    { refresh: [['linkages', supplierId]], onSuccess: () => setOpen(false) },
  );
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        {t('end')}
      </button>
      <Sheet title={t('end')} open={open} onClose={() => setOpen(false)}>
        <p>{t('endWhat', { name: row.maskedName })}</p>
        <TextField label={t('endOn')} name="lastDay" type="date" value={lastDay} onChange={setLastDay} />
        <ProblemAlert problem={end.error} />
        <div className="row">
          <button type="button" className="button danger" disabled={end.isPending} onClick={() => end.mutate(lastDay)}>
            {t('end')}
          </button>
          <button type="button" className="button" onClick={() => setOpen(false)}>
            {t('shared:close')}
          </button>
        </div>
      </Sheet>
    </>
  );
}

function Linkages({ supplierId, mayChange }: { supplierId: string; mayChange: boolean }) {
  const { t } = useTranslation('linkages');
  const [search] = useSearchParams();
  const asked = {
    kind: search.get('kind') || undefined,
    inForce: search.get('inForce') ? search.get('inForce') === 'true' : undefined,
    sort: search.get('sort') || undefined,
  };
  const rows = useInfiniteQuery({
    queryKey: ['linkages', supplierId, asked],
    queryFn: ({ pageParam }) =>
      api.get('/api/suppliers/{supplierId}/linkages', {
        path: { supplierId },
        query: { ...asked, size: 50, cursor: pageParam || undefined },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const columns: TableColumnsType<Row> = [
    { title: t('household'), dataIndex: 'maskedName', fixed: 'left' },
    { title: t('village'), dataIndex: 'villageName' },
    { title: t('kind'), render: (_, row) => t(`kinds.${row.kind}`) },
    { title: t('share'), align: 'right', render: (_, row) => percent(row.shareBasisPoints / 10_000, 2) },
    { title: t('from'), dataIndex: 'validFrom', className: 'nowrap' },
    { title: t('to'), className: 'nowrap', render: (_, row) => row.validTo ?? t('open') },
    {
      title: t('state'),
      render: (_, row) => (
        <StatusTag family={row.isInForce ? 'done' : 'ended'}>{t(row.isInForce ? 'inForce' : 'notInForce')}</StatusTag>
      ),
    },
    ...(mayChange
      ? [
          {
            title: t('end'),
            render: (_: unknown, row: Row) => (row.isInForce ? <EndAct row={row} supplierId={supplierId} /> : null),
          },
        ]
      : []),
  ];
  const any = { value: '', label: t('all') };
  const words = new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
  return (
    <PagedTable
      of={rows}
      height={400}
      columns={columns}
      rowKey={(row) => row.id}
      total={rows.data?.pages[0]?.total}
      exportTo={`/api/suppliers/${supplierId}/linkages.xlsx?${words}`}
      empty={t('none')}
      filters={[
        {
          name: 'kind',
          label: t('kind'),
          choices: [any, ...linkKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))],
        },
        {
          name: 'inForce',
          label: t('state'),
          choices: [any, { value: 'true', label: t('inForce') }, { value: 'false', label: t('notInForce') }],
        },
        {
          name: 'sort',
          label: t('sort'),
          choices: [
            { value: '', label: t('recorded') },
            { value: 'newest', label: t('newest') },
            { value: 'share', label: t('largest') },
          ],
        },
      ]}
    />
  );
}

/** 联农带农: a supplier's households with their parts, and linking or ending one. */
export default function LinkagesDesk() {
  const { t } = useTranslation('linkages');
  const session = useSession().data;
  const [search, setSearch] = useSearchParams();
  const region = session?.posts.find((post) => post.regionCode && post.role.endsWith('official'))?.regionCode ?? '';
  const sellers = useQuery({
    queryKey: ['sellers', region],
    queryFn: () => api.get('/api/sellers', { query: { region } }),
    enabled: region.length > 0,
  });
  const mayChange = has(session, ['town-official', 'county-official']);
  return (
    <div className="stack">
      <PageHeading question={t('question')} lead={t('lead')} />
      <Await of={sellers} height={500}>
        {(found) => {
          const supplier = search.get('supplier') ?? found.items[0]?.id;
          if (!supplier) return <EmptyState title={t('noSupplier')} />;
          return (
            <>
              <ChoiceField
                label={t('supplier')}
                name="supplier"
                value={supplier}
                onChange={(next) =>
                  setSearch((now) => {
                    now.set('supplier', next);
                    return now;
                  })
                }
                choices={found.items.map((one) => ({ value: one.id, label: one.name }))}
              />
              <Linkages supplierId={supplier} mayChange={mayChange} />
              {mayChange && <LinkForm key={supplier} supplierId={supplier} />}
            </>
          );
        }}
      </Await>
    </div>
  );
}
