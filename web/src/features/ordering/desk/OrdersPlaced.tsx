import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { yuan } from '@/shared/format';
import { PageHeading, StatusTag } from '@/shared/ui';
import type { Placed } from '../api';
import { Steps } from './CheckoutForm';

/** What was ordered, what happens next and by when. */
export function OrdersPlaced({ orders }: { orders: readonly Placed[] }) {
  const { t } = useTranslation('ordering');
  const { t: say } = useTranslation('buying');
  const total = orders.reduce((sum, order) => sum + order.totalFen, 0);
  const approves = orders.some((order) => order.state === 'pending-approval');
  return (
    <div className="stack">
      <PageHeading question={t('placed.question')} lead={<Steps at="placed" />}>
        <button type="button" className="button" onClick={() => window.print()}>
          {say('placed.print')}
        </button>
      </PageHeading>
      <div className="card stack-s">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('list.number')}</th>
              <th scope="col">{t('list.supplier')}</th>
              <th scope="col">{t('list.state')}</th>
              <th scope="col" className="num">
                {t('list.amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {orders.map((order) => (
              <tr key={order.id}>
                <td>
                  <Link to={`/buyer/orders/${order.id}`}>{order.number}</Link>
                </td>
                <td>{order.supplierName}</td>
                <td>
                  <StatusTag family="theirs">{t(`states.${order.state}`)}</StatusTag>
                </td>
                <td className="num">{yuan(order.totalFen)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={3}>{t('checkout.total')}</td>
              <td className="num">
                <strong>{yuan(total)}</strong>
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      <section className="card stack-s">
        <h2>{say('placed.next')}</h2>
        <ol className="next-steps">
          {approves && <li>{say('placed.approval')}</li>}
          <li>{say('placed.confirmation')}</li>
          <li>{say('placed.contract')}</li>
        </ol>
        <div className="row">
          <Link
            className="button primary"
            to={orders.length === 1 ? `/buyer/orders/${orders[0]!.id}` : '/buyer/orders'}
          >
            {say(orders.length === 1 ? 'placed.openOne' : 'placed.openAll')}
          </Link>
          <Link className="button" to="/search">
            {t('desk.find')}
          </Link>
        </div>
      </section>
    </div>
  );
}
