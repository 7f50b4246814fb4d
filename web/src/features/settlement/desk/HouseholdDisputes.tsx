import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schema } from '@/api';
import { PagedTable } from '@/shared/desk';
import { yuan } from '@/shared/format';
import { EmptyState } from '@/shared/ui';
import { moment } from './cells';
import { useRows } from './use-rows';

type Dispute = Schema<'AnswerPayoutDispute'>;

/** 农户说没收到: payments whose household, or its agent, says that nothing came. */
export function HouseholdDisputes() {
  const { t } = useTranslation('settlement');
  const disputes = useRows<Dispute>('/api/household-disputes');
  const columns: TableColumnsType<Dispute> = [
    { title: t('disputes.answered'), dataIndex: 'answeredAt', width: 150, render: moment },
    { title: t('payouts.party'), dataIndex: 'name', width: 140, render: (name: string | null) => name ?? '—' },
    {
      title: t('transfers.amount'),
      dataIndex: 'amountFen',
      align: 'right',
      width: 130,
      render: yuan,
    },
    { title: t('disputes.paid'), dataIndex: 'paidAt', width: 150, render: moment },
    { title: t('payouts.number'), dataIndex: 'batchNumber', width: 160 },
    { title: t('disputes.note'), dataIndex: 'note', render: (note: string | null) => note ?? '—' },
  ];
  return (
    <PagedTable
      of={disputes}
      height={260}
      columns={columns}
      rowKey={(row) => row.itemId}
      empty={<EmptyState title={t('disputes.none')}>{t('disputes.noneNext')}</EmptyState>}
    />
  );
}
