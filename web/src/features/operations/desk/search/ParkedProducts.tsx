import { useInfiniteQuery } from '@tanstack/react-query';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, type Schema } from '@/api';
import { PagedTable } from '@/shared/desk';
import { dateTime } from '@/shared/format';
import { http, query, useIntent, type Page } from '@/shared/http';
import { EmptyState, ProblemAlert } from '@/shared/ui';

type Row = Schema<'RetryParkedProductsRow'>;
const path = '/api/search-engine/parked';

/** 搁置的产品: what the cluster refuses, with its reason; a change of the product sends it again by itself. */
export function ParkedProducts() {
  const { t } = useTranslation('operations');
  const rows = useInfiniteQuery({
    queryKey: [path],
    queryFn: ({ pageParam }) => http.get<Page<Row>>(`${path}${query({ cursor: pageParam || undefined, size: 50 })}`),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const retry = useIntent(
    (productId: string, key) => api.post('/api/search-engine/parked/retry', { body: { productIds: [productId] }, key }),
    { refresh: [[path], ['/api/search-engine']] },
  );
  const columns: TableColumnsType<Row> = [
    { title: t('search.parkedAt'), dataIndex: 'parkedAt', width: 160, render: (at: string) => dateTime(at) },
    { title: t('search.product'), dataIndex: 'name', width: 220 },
    { title: t('search.supplier'), dataIndex: 'supplierName', width: 220 },
    { title: t('messages.error'), dataIndex: 'error', className: 'search-error' },
    {
      title: t('search.act'),
      key: 'act',
      width: 120,
      render: (_, row) => (
        <button
          type="button"
          className="button small"
          disabled={retry.isPending}
          onClick={() => retry.mutate(row.productId)}
        >
          {t('search.again')}
        </button>
      ),
    },
  ];
  return (
    <section className="card stack">
      <h2>{t('search.parked')}</h2>
      <p className="muted">{t('search.parkedWhy')}</p>
      <ProblemAlert problem={retry.error} />
      <PagedTable
        of={rows}
        height={160}
        columns={columns}
        rowKey={(row) => row.productId}
        empty={<EmptyState title={t('search.noneParked')} />}
      />
    </section>
  );
}
