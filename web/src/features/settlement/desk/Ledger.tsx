import { useInfiniteQuery } from '@tanstack/react-query';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/shared/desk';
import { dateTime, yuan } from '@/shared/format';
import { http, query, type Page } from '@/shared/http';
import { Await, PageHeading } from '@/shared/ui';
import '../i18n';

interface Entry {
  number: number;
  at: string;
  kind: string;
  memo: string;
  hash: string;
  postings: { account: string; amountFen: number }[];
}

export default function Ledger() {
  const { t } = useTranslation('settlement');
  const entries = useInfiniteQuery({
    queryKey: ['entries'],
    queryFn: ({ pageParam }) => http.get<Page<Entry>>(`/api/ledger/entries${query({ cursor: pageParam, size: 50 })}`),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const columns: TableColumnsType<Entry> = [
    { title: t('ledger.number'), dataIndex: 'number', fixed: 'left' },
    { title: t('ledger.at'), dataIndex: 'at', render: (at: string) => dateTime(at) },
    { title: t('ledger.memo'), dataIndex: 'memo' },
    {
      title: t('ledger.postings'),
      dataIndex: 'postings',
      render: (postings: Entry['postings']) =>
        postings.map((posting, index) => (
          <div key={index} className="row-between">
            <span className="muted">{posting.account}</span>
            <span>{yuan(posting.amountFen)}</span>
          </div>
        )),
    },
    { title: t('ledger.hash'), dataIndex: 'hash', render: (hash: string) => <code>{hash.slice(0, 12)}</code> },
  ];
  return (
    <div className="stack">
      <PageHeading question={t('ledger.question')} />
      <Await of={entries} height={400}>
        {(found) => (
          <DataTable
            rows={found.pages.flatMap((page) => page.items)}
            columns={columns}
            rowKey={(row) => String(row.number)}
            empty={t('ledger.none')}
            onMore={entries.hasNextPage ? () => void entries.fetchNextPage() : undefined}
          />
        )}
      </Await>
    </div>
  );
}
