import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { api, type Schema } from '@/api';
import { PagedTable } from '@/shared/desk';
import { count, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { Await, ConfirmAct, EmptyState, MoneyText, Sheet, StatusTag, TextField, type StatusFamily } from '@/shared/ui';
import { moment, Payee } from './cells';
import { SettleSheet } from './SettleSheet';
import { useBatch, useRows } from './use-rows';

type Batch = Schema<'ApprovePayoutsRow'>;
type Item = Schema<'ApprovePayoutsItemRow'>;

const families: Record<Batch['state'], StatusFamily> = {
  proposed: 'theirs',
  approved: 'theirs',
  refused: 'problem',
  settled: 'done',
};
const states = Object.keys(families) as Batch['state'][];
const itemFamilies: Record<Item['state'], StatusFamily> = { waiting: 'theirs', paid: 'done', failed: 'problem' };

/** Whom a batch pays, to which account, how much, and what the bank said. */
function Items({ batchId }: { batchId: string }) {
  const { t } = useTranslation('settlement');
  const detail = useBatch(batchId);
  return (
    <Await of={detail} height={160}>
      {(found) => (
        <div className="table-scroll">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('payouts.party')}</th>
                <th scope="col" className="num">
                  {t('payouts.amount')}
                </th>
                <th scope="col">{t('payouts.state')}</th>
              </tr>
            </thead>
            <tbody>
              {found.items.map((item) => (
                <tr key={item.id}>
                  <Payee item={item} />
                  <td className="num">{yuan(item.amountFen)}</td>
                  <td>
                    <StatusTag family={itemFamilies[item.state]}>{t(`payouts.itemStates.${item.state}`)}</StatusTag>
                    {(item.bankSerial ?? item.failure) && (
                      <div className="muted small">
                        {item.bankSerial ?? t(`payouts.failures.${item.failure}`, { defaultValue: item.failure ?? '' })}
                      </div>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Await>
  );
}

/** The checker's two answers to one batch, given with its payees in sight. */
function Decide({ batch, approve, onClose }: { batch: Batch; approve: boolean; onClose: () => void }) {
  const { t } = useTranslation('settlement');
  const [reason, setReason] = useState('');
  const decide = useIntent(
    (body: { approve: boolean; reason: string | null }, key) =>
      api.post('/api/payout-batches/{batchId}/approval', { path: { batchId: batch.id }, body, key }),
    { refresh: [['/api/payout-batches'], ['payables'], ['batch', batch.id]], onSuccess: onClose },
  );
  return (
    <ConfirmAct
      act={t(approve ? 'payouts.approve' : 'payouts.refuse')}
      open
      onClose={onClose}
      onAct={() => decide.mutate({ approve, reason: reason.trim() || null })}
      pending={decide.isPending}
      problem={decide.error}
      disabled={!approve && !reason.trim()}
      danger={!approve}
    >
      <div className="stack">
        {approve ? (
          <>
            <p>{t('payouts.approveWhat', { number: batch.number, amount: yuan(batch.totalFen) })}</p>
            <MoneyText fen={batch.totalFen} inWords />
          </>
        ) : (
          <TextField label={t('payouts.reason')} value={reason} onChange={setReason} lines={2} />
        )}
        <Items batchId={batch.id} />
      </div>
    </ConfirmAct>
  );
}

/** 放款批次: what was proposed, checked and paid, the newest first. */
export function Batches() {
  const { t } = useTranslation(['settlement', 'shared']);
  const session = useSession().data;
  const [search] = useSearchParams();
  const [open, setOpen] = useState<{ batch: Batch; act: 'show' | 'approve' | 'refuse' | 'settle' }>();
  const batches = useRows<Batch>('/api/payout-batches', { state: search.get('state') ?? undefined });
  const close = () => setOpen(undefined);
  const checks = (batch: Batch) => has(session, ['finance-checker']) && batch.state === 'proposed';
  const columns: TableColumnsType<Batch> = [
    {
      title: t('payouts.number'),
      dataIndex: 'number',
      width: 220,
      render: (number: string, batch) => (
        <button type="button" className="button link" onClick={() => setOpen({ batch, act: 'show' })}>
          {number}
        </button>
      ),
    },
    {
      title: t('payouts.proposedAt'),
      dataIndex: 'proposedAt',
      width: 170,
      render: moment,
    },
    {
      title: t('payouts.items'),
      dataIndex: 'items',
      align: 'right',
      width: 90,
      render: count,
    },
    {
      title: t('payouts.amount'),
      dataIndex: 'totalFen',
      align: 'right',
      width: 150,
      render: yuan,
    },
    {
      title: t('payouts.state'),
      dataIndex: 'state',
      width: 140,
      render: (state: Batch['state'], batch) => (
        <StatusTag family={checks(batch) ? 'yours' : families[state]}>{t(`payouts.states.${state}`)}</StatusTag>
      ),
    },
    {
      title: t('parked.act'),
      key: 'act',
      render: (_, batch) => (
        <div className="row">
          {checks(batch) && (
            <>
              <button type="button" className="button primary" onClick={() => setOpen({ batch, act: 'approve' })}>
                {t('payouts.approve')}
              </button>
              <button type="button" className="button" onClick={() => setOpen({ batch, act: 'refuse' })}>
                {t('payouts.refuse')}
              </button>
            </>
          )}
          {has(session, ['finance']) && batch.state === 'approved' && (
            <button type="button" className="button" onClick={() => setOpen({ batch, act: 'settle' })}>
              {t('payouts.settle')}
            </button>
          )}
        </div>
      ),
    },
  ];
  return (
    <section className="stack-s">
      <h2>{t('payouts.batches')}</h2>
      <PagedTable
        of={batches}
        height={200}
        columns={columns}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('payouts.noBatches')}>{t('payouts.noBatchesNext')}</EmptyState>}
        filters={[
          {
            name: 'state',
            label: t('payouts.state'),
            choices: [
              { value: '', label: t('transfers.all') },
              ...states.map((value) => ({ value, label: t(`payouts.states.${value}`) })),
            ],
          },
        ]}
      />
      {open?.act === 'show' && (
        <Sheet title={open.batch.number} open onClose={close}>
          <Items batchId={open.batch.id} />
          <div>
            <button type="button" className="button" onClick={close}>
              {t('shared:close')}
            </button>
          </div>
        </Sheet>
      )}
      {(open?.act === 'approve' || open?.act === 'refuse') && (
        <Decide key={open.batch.id} batch={open.batch} approve={open.act === 'approve'} onClose={close} />
      )}
      {open?.act === 'settle' && <SettleSheet batchId={open.batch.id} onClose={close} />}
    </section>
  );
}
