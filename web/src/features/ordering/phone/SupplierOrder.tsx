import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { count, yuan } from '@/shared/format';
import { Await, PageHeading } from '@/shared/ui';
import { urlsOf, useOrder } from '../api';
import '../ordering.css';
import { History, OrderTerms, Rating, Shipments } from '../OrderParts';
import { OrderStatus } from '../OrderStatus';
import { PromiseNotice } from '../PromiseNotice';
import { RecallNotice } from '../RecallNotice';
import { Disputes } from './Disputes';
import { Extension } from './Extension';
import './i18n';
import { Invoices } from './Invoices';
import './phone.css';
import { Split } from './Split';
import { SupplierActs } from './SupplierActs';

/** Nothing is to be packed before the contract, or after the order ended without one. */
const unpacked = ['submitted', 'pending-approval', 'draft', 'cancelled', 'expired'];
/** Settlement knows an order from its contract on; shown once goods or money move. */
const unsettled = [...unpacked, 'contract-signed', 'awaiting-payment'];

/** One order as its supplier sees it: the goods, the next act, where the money is, who did what. */
export default function SupplierOrder() {
  const { t } = useTranslation('ordering');
  const { orderId = '' } = useParams();
  const order = useOrder(orderId);
  return (
    <Await of={order} height={500}>
      {(found) => (
        <div className="stack">
          <Link className="button link back" to="/supplier/orders">
            ‹ {t('phone.orders.back')}
          </Link>
          <PageHeading
            question={found.number}
            lead={<OrderStatus state={found.state} move={found.nextMove} withDue />}
          />
          <RecallNotice orderId={found.id} />
          <PromiseNotice order={found} />
          <Disputes order={found} />
          <Extension order={found} />
          <section className="card stack-s" aria-label={t('order.goods')}>
            <ul className="lines">
              {found.lines.map((line) => (
                <li key={line.id}>
                  <div className="row-between top">
                    <span>
                      <strong>{line.productName}</strong> {line.packName}
                    </span>
                    <span className="nowrap">{yuan(line.amountFen)}</span>
                  </div>
                  <div className="muted small">
                    {yuan(line.unitPriceFen)} × {count(line.quantity)} · {t('order.shipped')} {count(line.shipped)}
                    {line.rejected > 0 && ` · ${t('order.rejected')} ${count(line.rejected)}`}
                  </div>
                </li>
              ))}
            </ul>
            <div className="row-between sum">
              <span>{t('phone.orders.total', { freight: yuan(found.freightFen) })}</span>
              <strong className="price">{yuan(found.totalFen)}</strong>
            </div>
          </section>
          <SupplierActs order={found} />
          <Rating order={found} />
          {!unpacked.includes(found.state) && (
            <Link className="button block" to={`/supplier/orders/${found.id}/packing`}>
              {t('phone.packing.open')}
            </Link>
          )}
          {found.inspection && found.inspection.rejectedFen > 0 && (
            <section className="card stack-s">
              <h2>{t('phone.rejected.title')}</h2>
              {found.inspection.lines
                .filter((line) => line.rejected > 0)
                .map((line) => (
                  <div key={line.lineId} className="stack-s">
                    <p>{t('order.rejectedLines', { count: line.rejected, reason: line.reason ?? '' })}</p>
                    <div className="photos">
                      {urlsOf(line.photoUrls).map((url, index) => (
                        <a key={url} className="photo" href={url} target="_blank" rel="noreferrer">
                          <img src={url} alt={t('phone.rejected.photo', { number: index + 1 })} />
                        </a>
                      ))}
                    </div>
                  </div>
                ))}
            </section>
          )}
          {!unsettled.includes(found.state) && !found.isDemonstration && (
            <section className="card">
              <Split orderId={found.id} />
            </section>
          )}
          {!unsettled.includes(found.state) && !found.isDemonstration && <Invoices order={found} />}
          {found.shipments.length > 0 && (
            <section className="card stack-s">
              <h2>{t('order.shipments')}</h2>
              <Shipments order={found} />
            </section>
          )}
          <section className="card">
            <OrderTerms order={found} />
          </section>
          <section className="card">
            <History order={found} />
          </section>
        </div>
      )}
    </Await>
  );
}
