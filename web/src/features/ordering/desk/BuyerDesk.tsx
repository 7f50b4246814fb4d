import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { date, yuan } from '@/shared/format';
import { has, useSession } from '@/shared/session';
import { Await, BulletBar, EmptyState, PageHeading } from '@/shared/ui';
import { useBudgets, useOrders, useTasks, type OrderRow } from '../api';
import '../i18n';
import '../ordering.css';
import { OrderStatus } from '../OrderStatus';

export function TaskLink({ order, base }: { order: OrderRow; base: string }) {
  return (
    <Link className="task" to={`${base}/${order.id}`}>
      <span>
        <strong>{order.firstProduct}</strong> <span className="muted small">{order.number}</span>
        <br />
        <span className="muted small">
          {order.supplierName} · {yuan(order.totalFen)}
        </span>
      </span>
      <OrderStatus state={order.state} move={order.nextMove} withDue />
    </Link>
  );
}

function Budgets() {
  const { t } = useTranslation('ordering');
  const budgets = useBudgets();
  return (
    <Await of={budgets} height={120}>
      {(page) => (
        <section className="card stack">
          {page.items.map((budget) => {
            const used = budget.committedFen + budget.consumedFen;
            return budget.limitFen ? (
              <div key={budget.unitId} className="stack-s">
                <BulletBar
                  label={<strong>{t('desk.budget', { unit: budget.unitName ?? '', year: budget.year })}</strong>}
                  value={<strong>{t('desk.left', { left: yuan(budget.leftFen) })}</strong>}
                  ratio={used / budget.limitFen}
                />
                <span className="muted small">
                  {t('desk.of', { limit: yuan(budget.limitFen) })} ·{' '}
                  {t('desk.committed', { amount: yuan(budget.committedFen), used: yuan(budget.consumedFen) })}
                </span>
              </div>
            ) : (
              <p key={budget.unitId}>
                <strong>{t('desk.budget', { unit: budget.unitName ?? '', year: budget.year })}</strong>{' '}
                {t('desk.noLimit', { used: yuan(used) })}
              </p>
            );
          })}
        </section>
      )}
    </Await>
  );
}

export default function BuyerDesk() {
  const { t } = useTranslation('ordering');
  const session = useSession().data;
  const tasks = useTasks();
  const orders = useOrders({ as: 'buyer' });
  const first = tasks.data?.items[0];
  return (
    <div className="stack">
      <PageHeading question={t('desk.question')}>
        {first ? (
          <Link className="button primary" to={`/buyer/orders/${first.id}`}>
            {t('desk.open')}
          </Link>
        ) : has(session, ['buyer']) ? (
          <Link className="button primary" to="/search">
            {t('desk.find')}
          </Link>
        ) : null}
      </PageHeading>
      <div className="desk-tiles">
        <Await of={tasks} height={300}>
          {(mine) => (
            <section className="card" style={{ padding: 0 }}>
              <h2 style={{ padding: '12px 16px 4px' }}>{t('desk.tasks', { count: mine.total })}</h2>
              {mine.items.length === 0 ? (
                <EmptyState title={t('desk.none')}>
                  {t('desk.noneNext')} <Link to="/search">{t('desk.find')}</Link>
                </EmptyState>
              ) : (
                mine.items.map((order) => <TaskLink key={order.id} order={order} base="/buyer/orders" />)
              )}
            </section>
          )}
        </Await>
        <div className="stack">
          <Budgets />
          <Await of={orders} height={240}>
            {(found) => (
              <section className="card stack-s">
                <h2>{t('desk.recent')}</h2>
                <ul className="stack-s small">
                  {found.pages[0]?.items.slice(0, 6).map((order) => (
                    <li key={order.id} className="row-between">
                      <Link to={`/buyer/orders/${order.id}`}>
                        {order.firstProduct} {order.number}
                      </Link>
                      <span className="muted">
                        {date(order.createdAt)} {t(`states.${order.state}`)}
                      </span>
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </Await>
        </div>
      </div>
    </div>
  );
}
