import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { date, yuan } from '@/shared/format';
import type { OrderRow } from '../api';
import { OrderStatus } from '../OrderStatus';

/** One order in a list: what, for whom, and below it whose move it is. */
export function OrderLine({ order }: { order: OrderRow }) {
  const { t } = useTranslation('ordering');
  return (
    <li>
      <Link to={`/supplier/orders/${order.id}`}>
        <span className="goods">
          <strong>{order.firstProduct}</strong>
          <span className="nowrap">{yuan(order.totalFen)}</span>
        </span>
        <span className="muted small">
          {order.buyerName} · <span className="nowrap">{t('list.packs', { count: order.packs })}</span> ·{' '}
          <span className="nowrap">{date(order.createdAt)}</span>
        </span>
        <OrderStatus state={order.state} move={order.nextMove} withDue />
      </Link>
    </li>
  );
}
