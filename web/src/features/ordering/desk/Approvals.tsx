import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { date, dateTime, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { Await, ConfirmAct, EmptyState, MoneyText, PageHeading, StatusTag, TextField } from '@/shared/ui';
import { actOnOrder, useBudgets, useTasks, type OrderRow } from '../api';
import '../ordering.css';
import { OrderStatus } from '../OrderStatus';
import { ApprovalRule } from './ApprovalRule';
import './buying.css';
import './i18n';
import { useWords } from './words';

/** What is left of a budget with this order in it: its amount is set aside from submission on. */
export function BudgetAfter({ unitId, year }: { unitId: string; year: number }) {
  const { t } = useTranslation('buying');
  const budget = useBudgets(year).data?.items.find((one) => one.unitId === unitId);
  if (!budget) return null;
  if (budget.leftFen === null)
    return <span className="muted">{t('approvals.noLimit', { unit: budget.unitName ?? '' })}</span>;
  return (
    <span>
      {t('approvals.after', { unit: budget.unitName ?? '', left: yuan(budget.leftFen) })}
      <span className="muted"> {t('approvals.ofLimit', { limit: yuan(budget.limitFen) })}</span>
    </span>
  );
}

function Request({ order }: { order: OrderRow }) {
  const { t } = useTranslation('ordering');
  const { t: say } = useTranslation('buying');
  const words = useWords();
  const [asking, setAsking] = useState<'approval' | 'decline'>();
  const [reason, setReason] = useState('');
  const decide = useIntent(
    (input: { path: 'approval' | 'decline'; reason: string }, key) =>
      actOnOrder(order.id, input.path, input.path === 'decline' ? { reason: input.reason } : {}, key),
    {
      refresh: [['order-tasks'], ['orders'], ['order', order.id], ['budgets']],
      onSuccess: () => setAsking(undefined),
    },
  );
  const client = useQueryClient();
  const close = () => {
    setAsking(undefined);
    // Another approver came first: what waits is asked anew, and this request goes.
    if (taken) void client.invalidateQueries({ queryKey: ['order-tasks'] });
  };
  const taken = decide.error?.code === 'changed-meanwhile' ? decide.error : undefined;
  return (
    <section className="card stack-s" aria-label={order.number}>
      <div className="row-between">
        <h2>
          <Link to={`/buyer/orders/${order.id}`}>
            {order.lineCount > 1
              ? t('list.more', { name: order.firstProduct, count: order.lineCount })
              : order.firstProduct}
          </Link>{' '}
          <span className="muted small">{order.number}</span>
        </h2>
        <OrderStatus state={order.state} move={order.nextMove} withDue />
      </div>
      <p className="muted small">
        {order.supplierName} · {t('list.packs', { count: order.packs })} · {words.channel(order.channelCode)} ·{' '}
        {order.paymentMode === 'prepay' ? t('order.prepay') : say('list.postpay')} · {date(order.createdAt)}
      </p>
      <div className="row-between">
        <span>
          <strong className="price">{yuan(order.totalFen)}</strong>
          <br />
          <span className="small">
            <BudgetAfter unitId={order.budgetUnitId} year={order.budgetYear} />
          </span>
        </span>
        <div className="row">
          <button
            type="button"
            className="button primary"
            aria-label={say('approvals.agreeTo', { number: order.number })}
            onClick={() => setAsking('approval')}
          >
            {t('approvals.agree')}
          </button>
          <button
            type="button"
            className="button"
            aria-label={say('approvals.declineOf', { number: order.number })}
            onClick={() => setAsking('decline')}
          >
            {t('approvals.decline')}
          </button>
        </div>
      </div>
      {taken && (
        <p className="alert warn" role="status">
          {say(taken.facts.decision === 'approve' ? 'approvals.takenAgreed' : 'approvals.takenDeclined', {
            by: String(taken.facts.by ?? ''),
            at: dateTime(String(taken.facts.at ?? '')),
          })}
        </p>
      )}
      <ConfirmAct
        act={t('approvals.agree')}
        open={asking === 'approval'}
        onClose={close}
        disabled={Boolean(taken)}
        onAct={() => decide.mutate({ path: 'approval', reason: '' })}
        pending={decide.isPending}
        problem={decide.error}
      >
        <p>{t('approvals.confirm', { number: order.number, amount: yuan(order.totalFen) })}</p>
        <p>
          <MoneyText fen={order.totalFen} inWords />
        </p>
        <BudgetAfter unitId={order.budgetUnitId} year={order.budgetYear} />
      </ConfirmAct>
      <ConfirmAct
        act={t('approvals.decline')}
        open={asking === 'decline'}
        onClose={close}
        onAct={() => decide.mutate({ path: 'decline', reason: reason.trim() })}
        pending={decide.isPending}
        problem={decide.error}
        disabled={!reason.trim() || Boolean(taken)}
        danger
      >
        <p>{say('approvals.declineWhat')}</p>
        <TextField label={t('approvals.reason')} value={reason} onChange={setReason} lines={2} />
      </ConfirmAct>
    </section>
  );
}

export default function Approvals() {
  const { t } = useTranslation('ordering');
  const { t: say } = useTranslation('buying');
  const tasks = useTasks();
  return (
    <div className="stack">
      <PageHeading question={t('approvals.question')} />
      <Await of={tasks} height={300}>
        {(mine) => {
          const waiting = mine.items.filter((order) => order.state === 'pending-approval');
          return waiting.length === 0 ? (
            <EmptyState title={t('approvals.none')}>{t('approvals.noneNext')}</EmptyState>
          ) : (
            <>
              <p>
                <StatusTag family="yours">
                  {say('approvals.count', {
                    count: waiting.length,
                    amount: yuan(waiting.reduce((sum, order) => sum + order.totalFen, 0)),
                  })}
                </StatusTag>
              </p>
              {waiting.map((order) => (
                <Request key={order.id} order={order} />
              ))}
            </>
          );
        }}
      </Await>
      <ApprovalRule />
    </div>
  );
}
