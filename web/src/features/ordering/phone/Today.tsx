import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { yuan } from '@/shared/format';
import { usePosts } from '@/shared/session';
import { Await, EmptyState, PageHeading } from '@/shared/ui';
import { useOwnMoney, useTasks } from '../api';
import '../i18n';
import '../ordering.css';
import { OrderStatus } from '../OrderStatus';
import './phone.css';

/** 今天: what waits for the supplier, the most urgent first, and the money that is coming. */
export default function Today() {
  const { t } = useTranslation('ordering');
  const tasks = useTasks();
  const money = useOwnMoney().data?.pages[0];
  const post = usePosts()[0];
  return (
    <div className="stack">
      <PageHeading question={t('phone.today.question')} lead={post?.organisationName ?? post?.regionName} />
      <Await of={tasks} height={220}>
        {(mine) => (
          <section className="card" style={{ padding: 0 }}>
            <h2 style={{ padding: '12px 16px 0' }}>
              {mine.total > 0 ? t('phone.today.tasks', { count: mine.total }) : t('phone.today.none')}
            </h2>
            {mine.items.length === 0 ? (
              <EmptyState title="" picture="navel-orange-paper">
                {t('phone.today.noneNext')}
              </EmptyState>
            ) : (
              <ul className="tasks">
                {mine.items.map((order) => (
                  <li key={order.id}>
                    <Link to={`/supplier/orders/${order.id}`}>
                      <span>
                        <strong>{order.firstProduct}</strong>
                        <br />
                        <span className="muted small">
                          {t('phone.orders.to', { buyer: order.buyerName, count: order.packs })}
                        </span>
                      </span>
                      <OrderStatus state={order.state} move={order.nextMove} withDue />
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </section>
        )}
      </Await>
      {money && (
        <Link to="/supplier/money" className="money-card" style={{ textDecoration: 'none' }}>
          <span>
            <span className="small">{t('phone.money.held')}</span>
            <br />
            <strong>{yuan(money.heldFen)}</strong>
          </span>
          <span>
            <span className="small">{t('phone.money.payable')}</span>
            <br />
            <strong>{yuan(money.payableFen)}</strong>
          </span>
        </Link>
      )}
      <Link className="button primary block big-act" to="/supplier/list">
        ＋ {t('phone.today.list')}
      </Link>
    </div>
  );
}
