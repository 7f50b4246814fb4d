import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { api } from '@/api';
import { date, dateTime, mass, percent, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { Await, BulletBar, EmptyState, PaceText, PageHeading, ProblemAlert, StatusTag } from '@/shared/ui';
import { useArrivals, useBudgets, useOrders, useReservedShare, useTasks, type OrderRow } from '../api';
import '../ordering.css';
import { OrderStatus } from '../OrderStatus';
import './buying.css';
import './i18n';

export function TaskLink({ order, base }: { order: OrderRow; base: string }) {
  const inspects = order.nextMove?.act === 'inspect';
  return (
    <Link className="task" to={`${base}/${order.id}${inspects ? '/inspection' : ''}`}>
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
  const { t: say } = useTranslation('buying');
  const budgets = useBudgets();
  return (
    <Await of={budgets} height={120}>
      {(page) => (
        <section className="card stack">
          <div className="row-between">
            <h2>{say('desk.budgets')}</h2>
            <Link to="/buyer/budgets">{say('desk.openBudgets')}</Link>
          </div>
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

function Share() {
  const { t } = useTranslation('buying');
  const share = useReservedShare();
  const sets = has(useSession().data, ['buyer-approver', 'buyer-finance']);
  return (
    <Await of={share} height={90}>
      {(found) => (
        <section className="card stack-s">
          <div className="row-between">
            <h2>{t('share.title', { year: found.year })}</h2>
            {sets && <Link to="/buyer/budgets#share">{t(found.isSet ? 'share.change' : 'share.set')}</Link>}
          </div>
          {found.isSet && found.targetFen > 0 ? (
            <>
              <BulletBar
                label={t('share.done', { done: yuan(found.doneFen), target: yuan(found.targetFen) })}
                value={<strong>{percent(found.doneFen / found.targetFen, 2)}</strong>}
                ratio={found.doneFen / found.targetFen}
                pace={found.daysPassed / found.daysInYear}
              />
              <span className="muted small">
                {t('share.pace', { pace: percent(found.daysPassed / found.daysInYear) })}{' '}
                <PaceText ratio={found.doneFen / found.targetFen} pace={found.daysPassed / found.daysInYear} /> ·{' '}
                {t('share.coming', { amount: yuan(found.onTheWayFen) })}
              </span>
            </>
          ) : (
            <p className="muted">{t('share.none')}</p>
          )}
          <span className="muted small">{t('share.note')}</span>
        </section>
      )}
    </Await>
  );
}

function Arrivals() {
  const { t, i18n } = useTranslation('buying');
  const arrivals = useArrivals();
  return (
    <Await of={arrivals} height={120}>
      {(page) => (
        <section className="card stack-s">
          <h2>{t('arrivals.title')}</h2>
          {page.items.length === 0 ? (
            <p className="muted">{t('arrivals.none')}</p>
          ) : (
            <ul className="stack-s small">
              {page.items.slice(0, 8).map((one, index) => (
                <li key={`${one.orderId}-${index}`} className="row-between">
                  <Link to={`/buyer/orders/${one.orderId}`}>
                    {one.productName} {mass(one.massGrams, i18n.language)}
                  </Link>
                  <span className="muted">
                    {one.isOnTheWay ? (
                      <StatusTag family="theirs">
                        {t('arrivals.onTheWay', { carrier: one.carrier ?? '', waybill: one.waybill ?? '' })}
                      </StatusTag>
                    ) : (
                      t('arrivals.wished', { date: date(one.wishedOn) })
                    )}
                    {one.isColdChain && ` · ${t('arrivals.cold')}`}
                    {one.shippedAt && <span title={dateTime(one.shippedAt)}> · {date(one.shippedAt)}</span>}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
    </Await>
  );
}

/** Puts an order's goods on the list once more and says what is no longer sold. */
export function OrderAgain({ orderId, number }: { orderId: string; number: string }) {
  const { t } = useTranslation('buying');
  const navigate = useNavigate();
  const again = useIntent(
    (id: string, key) => api.post('/api/orders/{orderId}/again', { path: { orderId: id }, key }),
    {
      refresh: [['cart']],
      onSuccess: (result) => {
        if (result.gone.length === 0) void navigate('/buyer/cart');
      },
    },
  );
  return (
    <>
      <button
        type="button"
        className="button"
        aria-label={t('again.named', { number })}
        disabled={again.isPending}
        onClick={() => again.mutate(orderId)}
      >
        {t('again.act')}
      </button>
      <ProblemAlert problem={again.error} />
      {again.data && again.data.gone.length > 0 && (
        <p className="alert warn small" role="status">
          {t('again.gone', {
            names: again.data.gone.map((line) => `${line.productName} ${line.packName}`).join('、'),
            count: again.data.added,
          })}{' '}
          <Link to="/buyer/cart">{t('again.cart')}</Link>
        </p>
      )}
    </>
  );
}

function Recent() {
  const { t } = useTranslation('ordering');
  const { t: say } = useTranslation('buying');
  const session = useSession().data;
  const orders = useOrders({ as: 'buyer' }, 6);
  return (
    <Await of={orders} height={240}>
      {(found) => (
        <section className="card stack-s">
          <div className="row-between">
            <h2>{t('desk.recent')}</h2>
            <Link to="/buyer/orders">{say('desk.allOrders')}</Link>
          </div>
          {found.pages[0]?.items.length === 0 && <p className="muted">{t('list.none')}</p>}
          <ul className="stack-s small">
            {found.pages[0]?.items.slice(0, 6).map((order) => (
              <li key={order.id} className="row-between">
                <span>
                  <Link to={`/buyer/orders/${order.id}`}>{order.firstProduct}</Link>
                  <br />
                  <span className="muted">
                    {date(order.createdAt)} · {yuan(order.totalFen)} · {t(`states.${order.state}`)}
                  </span>
                </span>
                {has(session, ['buyer']) && <OrderAgain orderId={order.id} number={order.number} />}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Await>
  );
}

export default function BuyerDesk() {
  const { t } = useTranslation('ordering');
  const { t: say } = useTranslation('buying');
  const session = useSession().data;
  const tasks = useTasks();
  const first = tasks.data?.items[0];
  return (
    <div className="stack">
      <PageHeading question={t('desk.question')}>
        {first ? (
          <Link
            className="button primary"
            to={`/buyer/orders/${first.id}${first.nextMove?.act === 'inspect' ? '/inspection' : ''}`}
          >
            {t('desk.open')}
          </Link>
        ) : has(session, ['buyer']) ? (
          <Link className="button primary" to="/search">
            {t('desk.find')}
          </Link>
        ) : null}
      </PageHeading>
      <div className="desk-tiles">
        <div className="stack">
          <Await of={tasks} height={300}>
            {(mine) => (
              <section className="card" style={{ padding: 0 }}>
                <div className="row" style={{ padding: '12px 16px 4px' }}>
                  <h2>{t('desk.tasks', { count: mine.total })}</h2>
                  {mine.counts.map((count) => (
                    <span key={count.act} className="muted small">
                      {t(`moves.${count.act}`)} {count.orders}
                    </span>
                  ))}
                </div>
                {mine.items.length === 0 ? (
                  <EmptyState title={t('desk.none')}>
                    {t('desk.noneNext')} <Link to="/search">{t('desk.find')}</Link>
                  </EmptyState>
                ) : (
                  mine.items.slice(0, 12).map((order) => <TaskLink key={order.id} order={order} base="/buyer/orders" />)
                )}
                {mine.total > 12 && (
                  <p style={{ padding: '8px 16px' }}>
                    <Link to="/buyer/orders">{say('desk.more', { count: mine.total - 12 })}</Link>
                  </p>
                )}
              </section>
            )}
          </Await>
          <Arrivals />
        </div>
        <div className="stack">
          <Budgets />
          <Share />
          <Recent />
        </div>
      </div>
    </div>
  );
}
