import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { api, type Schema } from '@/api';
import { PagedTable } from '@/shared/desk';
import { yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { ConfirmAct, EmptyState, MoneyText, StatusTag, TextField, type StatusFamily } from '@/shared/ui';
import { moment, orderLink } from './cells';
import { useRows } from './use-rows';

type Refund = Schema<'PayRefundRow'>;

const families: Record<Refund['state'], StatusFamily> = {
  pending: 'theirs',
  processing: 'theirs',
  'awaiting-finance': 'yours',
  succeeded: 'done',
  failed: 'problem',
};
const states = Object.keys(families) as Refund['state'][];

/** Money that came by transfer goes back by the bank; the checker enters the bank's serial number. */
function Pay({ refund, onClose }: { refund: Refund; onClose: () => void }) {
  const { t } = useTranslation('settlement');
  const [serial, setSerial] = useState('');
  const pay = useIntent(
    (bankSerial: string, key) =>
      api.post('/api/refunds/{refundId}/payment', { path: { refundId: refund.id }, body: { bankSerial }, key }),
    { refresh: [['/api/refunds'], ['/api/ledger/entries']], onSuccess: onClose },
  );
  return (
    <ConfirmAct
      act={t('refunds.pay')}
      open
      onClose={onClose}
      onAct={() => pay.mutate(serial.trim())}
      pending={pay.isPending}
      problem={pay.error}
      disabled={!serial.trim()}
    >
      <div className="stack">
        <p>
          {t('refunds.payWhat', {
            buyer: refund.buyerName,
            number: refund.orderNumber,
            amount: yuan(refund.amountFen),
          })}
        </p>
        <MoneyText fen={refund.amountFen} inWords />
        <TextField label={t('settle.serial')} name="bankSerial" value={serial} onChange={setSerial} />
      </div>
    </ConfirmAct>
  );
}

/** 退款: what goes back to buyers, and how far it is. */
export function Refunds() {
  const { t } = useTranslation('settlement');
  const session = useSession().data;
  const [search] = useSearchParams();
  const [paying, setPaying] = useState<Refund>();
  const refunds = useRows<Refund>('/api/refunds', { state: search.get('state') ?? undefined });
  const checks = has(session, ['finance-checker']);
  const columns: TableColumnsType<Refund> = [
    {
      title: t('ledger.at'),
      dataIndex: 'createdAt',
      width: 150,
      render: moment,
    },
    {
      title: t('ledger.order'),
      dataIndex: 'orderNumber',
      width: 170,
      render: orderLink,
    },
    { title: t('ageing.buyer'), dataIndex: 'buyerName' },
    {
      title: t('payouts.reason'),
      dataIndex: 'reason',
      render: (reason: string) => t(`refunds.reasons.${reason}`, { defaultValue: reason }),
    },
    {
      title: t('transfers.amount'),
      dataIndex: 'amountFen',
      align: 'right',
      width: 130,
      render: yuan,
    },
    {
      title: t('payouts.state'),
      dataIndex: 'state',
      width: 150,
      render: (state: Refund['state']) => (
        <StatusTag family={state === 'awaiting-finance' && !checks ? 'theirs' : families[state]}>
          {t(`refunds.states.${state}`)}
        </StatusTag>
      ),
    },
    {
      title: t('parked.act'),
      key: 'act',
      width: 130,
      render: (_, row) =>
        checks && (row.state === 'awaiting-finance' || row.state === 'failed') ? (
          <button type="button" className="button small" onClick={() => setPaying(row)}>
            {t('refunds.pay')}
          </button>
        ) : null,
    },
  ];
  return (
    <>
      <PagedTable
        of={refunds}
        height={260}
        columns={columns}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('refunds.none')}>{t('refunds.noneNext')}</EmptyState>}
        filters={[
          {
            name: 'state',
            label: t('payouts.state'),
            choices: [
              { value: '', label: t('transfers.all') },
              ...states.map((value) => ({ value, label: t(`refunds.states.${value}`) })),
            ],
          },
        ]}
      />
      {paying && <Pay key={paying.id} refund={paying} onClose={() => setPaying(undefined)} />}
    </>
  );
}
