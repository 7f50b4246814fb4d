import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { capitals, yuan } from '@/shared/format';
import { useElder } from '@/shared/theme/elder';
import { Await, EmptyState, PageHeading, StatusTag } from '@/shared/ui';
import { useOwnMoney } from '../api';
import '../i18n';
import '../ordering.css';
import './phone.css';

/** 我的钱: what has arrived, what is on its way, and for which order. */
export default function Money() {
  const { t } = useTranslation(['ordering', 'shared']);
  const [elder] = useElder();
  const money = useOwnMoney();
  return (
    <div className="stack">
      <PageHeading question={t('phone.money.question')} />
      <Await of={money} height={400}>
        {(found) => {
          const sums = found.pages[0]!;
          const orders = found.pages.flatMap((page) => page.orders);
          return (
            <>
              <section className="card">
                <dl className="totals">
                  <dt>
                    {t('phone.money.held')}
                    <div className="muted small">{t('phone.money.heldHint')}</div>
                  </dt>
                  <dd>
                    <strong>{yuan(sums.heldFen)}</strong>
                    {elder && <div className="small">{capitals(sums.heldFen)}</div>}
                  </dd>
                  <dt>{t('phone.money.expected')}</dt>
                  <dd>{yuan(sums.expectedFen)}</dd>
                  <dt>{t('phone.money.payable')}</dt>
                  <dd>{yuan(sums.payableFen)}</dd>
                  <dt>{t('phone.money.transit')}</dt>
                  <dd>{yuan(sums.inTransitFen)}</dd>
                  <dt className="sum">{t('phone.money.paid')}</dt>
                  <dd className="sum">{yuan(sums.paidFen)}</dd>
                </dl>
              </section>
              <h2>{t('phone.money.orders')}</h2>
              {orders.length === 0 ? (
                <EmptyState title={t('phone.money.none')}>{t('phone.money.noneNext')}</EmptyState>
              ) : (
                <ul className="card tasks" style={{ padding: 0 }}>
                  {orders.map((order) => (
                    <li key={order.orderId}>
                      <Link to={`/supplier/orders/${order.orderId}`}>
                        <span>
                          {order.number}
                          <br />
                          <strong>{yuan(order.amountFen)}</strong>
                        </span>
                        <StatusTag family={order.stage === 'released' ? 'done' : 'theirs'}>
                          {t(`phone.money.stages.${order.stage}`)}
                        </StatusTag>
                      </Link>
                    </li>
                  ))}
                </ul>
              )}
              {money.hasNextPage && (
                <button type="button" className="button block" onClick={() => void money.fetchNextPage()}>
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
