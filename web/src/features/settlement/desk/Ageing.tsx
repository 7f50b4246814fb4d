import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schema } from '@/api';
import { PagedTable } from '@/shared/desk';
import { date, yuan } from '@/shared/format';
import { EmptyState, StatusTag } from '@/shared/ui';
import { orderLink } from './cells';
import { useRows } from './use-rows';

type Age = Schema<'ListReceivablesAge'>;
type Late = Schema<'ListReceivablesRow'>;

const spans = ['notDueFen', 'late1To30Fen', 'late31To60Fen', 'late61To90Fen', 'lateOver90Fen'] as const;

/** 账龄: who owes how much for how long, and which orders these are. */
export function Ageing() {
  const { t } = useTranslation('settlement');
  const ages = useRows<Age>('/api/receivables/ageing');
  const late = useRows<Late>('/api/receivables');
  const columns: TableColumnsType<Age> = [
    { title: t('ageing.buyer'), dataIndex: 'buyerName', width: 240, fixed: 'left' },
    { title: t('ageing.orders'), dataIndex: 'lateOrders', align: 'right', width: 90 },
    ...spans.map((span) => ({
      title: t(`ageing.${span}`),
      dataIndex: span,
      align: 'right' as const,
      width: 130,
      render: (fen: number) => (fen === 0 ? <span className="muted">—</span> : yuan(fen)),
    })),
    {
      title: t('ageing.oldest'),
      dataIndex: 'oldestDaysLate',
      align: 'right',
      width: 110,
      render: (days: number) => (days > 0 ? t('ageing.days', { count: days }) : '—'),
    },
  ];
  const orders: TableColumnsType<Late> = [
    {
      title: t('ledger.order'),
      dataIndex: 'number',
      width: 170,
      render: orderLink,
    },
    { title: t('ageing.buyer'), dataIndex: 'buyerName' },
    {
      title: t('ageing.outstanding'),
      dataIndex: 'outstandingFen',
      align: 'right',
      width: 150,
      render: yuan,
    },
    { title: t('ageing.due'), dataIndex: 'dueOn', width: 130, render: (day: string) => date(day) },
    {
      title: t('ageing.late'),
      dataIndex: 'daysLate',
      width: 130,
      render: (days: number) => (
        <StatusTag family={days > 0 ? 'problem' : 'theirs'}>
          {days > 0 ? t('ageing.days', { count: days }) : t('ageing.notLate')}
        </StatusTag>
      ),
    },
  ];
  return (
    <div className="stack">
      <PagedTable
        of={ages}
        height={260}
        columns={columns}
        rowKey={(row) => row.buyerId}
        empty={<EmptyState title={t('ageing.none')} />}
      />
      <h2>{t('ageing.open')}</h2>
      <PagedTable
        of={late}
        height={260}
        columns={orders}
        rowKey={(row) => row.orderId}
        empty={<EmptyState title={t('ageing.none')} />}
      />
    </div>
  );
}
