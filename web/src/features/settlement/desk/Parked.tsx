import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, type Schema } from '@/api';
import { PagedTable } from '@/shared/desk';
import { yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { EmptyState, ProblemAlert } from '@/shared/ui';
import { moment, orderLink } from './cells';
import { useRows } from './use-rows';

type Instruction = Schema<'ResumeInstructionRow'>;

/** 搁置的支付指令: what the gateway was told again and again in vain; once its cause is mended, it goes on. */
export function Parked() {
  const { t } = useTranslation('settlement');
  const parked = useRows<Instruction>('/api/gateway-instructions');
  const resume = useIntent(
    (instructionId: string, key) =>
      api.post('/api/gateway-instructions/{instructionId}/resumption', { path: { instructionId }, key }),
    { refresh: [['/api/gateway-instructions']] },
  );
  const columns: TableColumnsType<Instruction> = [
    {
      title: t('parked.since'),
      dataIndex: 'parkedAt',
      width: 150,
      render: moment,
    },
    { title: t('parked.kind'), dataIndex: 'kind', width: 120, render: (kind: string) => t(`parked.kinds.${kind}`) },
    {
      title: t('ledger.order'),
      dataIndex: 'orderNumber',
      width: 170,
      render: orderLink,
    },
    {
      title: t('transfers.amount'),
      dataIndex: 'amountFen',
      align: 'right',
      width: 130,
      render: yuan,
    },
    {
      title: t('parked.why'),
      dataIndex: 'lastError',
      render: (why: string | null, row) => (
        <>
          {why ?? '—'} <span className="muted small">{t('parked.attempts', { count: row.attempts })}</span>
        </>
      ),
    },
    {
      title: t('parked.act'),
      key: 'act',
      width: 130,
      render: (_, row) => (
        <button
          type="button"
          className="button small"
          disabled={resume.isPending}
          onClick={() => resume.mutate(row.id)}
        >
          {t('parked.resume')}
        </button>
      ),
    },
  ];
  return (
    <div className="stack">
      <ProblemAlert problem={resume.error} />
      <PagedTable
        of={parked}
        height={260}
        columns={columns}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('parked.none')}>{t('parked.noneNext')}</EmptyState>}
      />
    </div>
  );
}
