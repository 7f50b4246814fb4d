import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { yuan } from '@/shared/format';
import { Await, EmptyState, PageHeading } from '@/shared/ui';
import { useOrders } from '../api';
import '../i18n';
import { OrderStatus } from '../OrderStatus';
import './phone.css';

export default function SupplierOrders() {
  const { t } = useTranslation(['ordering', 'shared']);
  const orders = useOrders({ as: 'supplier' });
  return (
    <div className="stack">
      <PageHeading question={t('phone.orders.question')} />
      <Await of={orders} height={400}>
        {(found) => {
          const rows = found.pages.flatMap((page) => page.items);
          if (rows.length === 0)
            return <EmptyState title={t('phone.orders.none')}>{t('phone.orders.noneNext')}</EmptyState>;
          return (
            <>
              <ul className="card tasks" style={{ padding: 0 }}>
                {rows.map((order) => (
                  <li key={order.id}>
                    <Link to={`/supplier/orders/${order.id}`} style={{ flexWrap: 'wrap' }}>
                      <span>
                        <strong>{order.firstProduct}</strong> {yuan(order.totalFen)}
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
              {orders.hasNextPage && (
                <button type="button" className="button block" onClick={() => void orders.fetchNextPage()}>
                  {t('shared:more')}
                </button>
              )}
            </>
          );
        }}
      </Await>
    </div>
  );
}
