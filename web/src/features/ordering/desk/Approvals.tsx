import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { date, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { Await, ConfirmAct, EmptyState, MoneyText, PageHeading, TextField } from '@/shared/ui';
import { actOnOrder, useTasks, type OrderRow } from '../api';
import '../i18n';
import '../ordering.css';
import { OrderStatus } from '../OrderStatus';

function Request({ order }: { order: OrderRow }) {
  const { t } = useTranslation('ordering');
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
  return (
    <section className="card stack-s">
      <div className="row-between">
        <h2>
          <Link to={`/buyer/orders/${order.id}`}>{order.firstProduct}</Link>{' '}
          <span className="muted small">{order.number}</span>
        </h2>
        <OrderStatus state={order.state} move={order.nextMove} withDue />
      </div>
      <p className="muted">
        {order.supplierName} · {t('list.packs', { count: order.packs })} · {date(order.createdAt)}
      </p>
      <div className="row-between">
        <strong className="price">{yuan(order.totalFen)}</strong>
        <div className="row">
          <button type="button" className="button primary" onClick={() => setAsking('approval')}>
            {t('approvals.agree')}
          </button>
          <button type="button" className="button" onClick={() => setAsking('decline')}>
            {t('approvals.decline')}
          </button>
        </div>
      </div>
      <ConfirmAct
        act={t('approvals.agree')}
        open={asking === 'approval'}
        onClose={() => setAsking(undefined)}
        onAct={() => decide.mutate({ path: 'approval', reason: '' })}
        pending={decide.isPending}
        problem={decide.error}
      >
        <p>{t('approvals.confirm', { number: order.number, amount: yuan(order.totalFen) })}</p>
        <MoneyText fen={order.totalFen} inWords />
      </ConfirmAct>
      <ConfirmAct
        act={t('approvals.decline')}
        open={asking === 'decline'}
        onClose={() => setAsking(undefined)}
        onAct={() => decide.mutate({ path: 'decline', reason })}
        pending={decide.isPending}
        problem={decide.error}
        disabled={!reason.trim()}
        danger
      >
        <TextField label={t('approvals.reason')} value={reason} onChange={setReason} lines={2} />
      </ConfirmAct>
    </section>
  );
}

export default function Approvals() {
  const { t } = useTranslation('ordering');
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
            waiting.map((order) => <Request key={order.id} order={order} />)
          );
        }}
      </Await>
    </div>
  );
}
