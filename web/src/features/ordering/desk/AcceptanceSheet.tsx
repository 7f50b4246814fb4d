import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { capitals, count, date, dateTime, yuan } from '@/shared/format';
import { Await } from '@/shared/ui';
import { useOrder, type Order } from '../api';
import './buying.css';
import { PaperTools } from './Contract';
import './i18n';

/** 验收单: filled with what was found, or blank lines to be filled by hand at the door. */
function Paper({ order }: { order: Order }) {
  const { t } = useTranslation('buying');
  const found = new Map(order.inspection?.lines.map((line) => [line.lineId, line]));
  const done = order.inspection;
  const inspector = order.history.find((entry) => ['accept', 'accept-partly', 'reject'].includes(entry.act));
  return (
    <article className="paper">
      <h1>{t('sheet.title')}</h1>
      <table>
        <tbody>
          <tr>
            <th scope="row">{t('paper.order')}</th>
            <td>{order.number}</td>
            <th scope="row">{t('sheet.date')}</th>
            <td>{done ? dateTime(done.at) : ''}</td>
          </tr>
          <tr>
            <th scope="row">{t('contract.buyer')}</th>
            <td>{order.buyer.name}</td>
            <th scope="row">{t('contract.supplier')}</th>
            <td>{order.supplier.name}</td>
          </tr>
          <tr>
            <th scope="row">{t('sheet.place')}</th>
            <td>
              {order.deliveryRegionName}
              {order.delivery?.address}
            </td>
            <th scope="row">{t('sheet.shipments')}</th>
            <td>
              {order.shipments.map((one) => (
                <div key={one.id}>
                  {one.carrier} {one.waybill} {date(one.deliveredAt)}
                </div>
              ))}
            </td>
          </tr>
        </tbody>
      </table>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('paper.index')}</th>
            <th scope="col">{t('paper.goods')}</th>
            <th scope="col" className="num">
              {t('sheet.ordered')}
            </th>
            <th scope="col" className="num">
              {t('sheet.shipped')}
            </th>
            <th scope="col" className="num">
              {t('sheet.accepted')}
            </th>
            <th scope="col" className="num">
              {t('sheet.rejected')}
            </th>
            <th scope="col">{t('sheet.reason')}</th>
            <th scope="col" className="num">
              {t('sheet.acceptedFen')}
            </th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map((line, index) => (
            <tr key={line.id}>
              <td>{index + 1}</td>
              <td>
                {line.productName} {line.packName}
              </td>
              <td className="num">{count(line.quantity)}</td>
              <td className="num">{count(line.shipped)}</td>
              <td className="num">{done ? count(line.accepted) : ''}</td>
              <td className="num">{done ? count(line.rejected) : ''}</td>
              <td>{found.get(line.id)?.reason ?? ''}</td>
              <td className="num">{done ? yuan(line.accepted * line.unitPriceFen) : ''}</td>
            </tr>
          ))}
          {done && (
            <tr>
              <td />
              <td colSpan={6}>
                {t('paper.total')} {capitals(done.acceptedFen)}
              </td>
              <td className="num">
                <strong>{yuan(done.acceptedFen)}</strong>
              </td>
            </tr>
          )}
        </tbody>
      </table>
      {done && (
        <p>
          {done.isDeemed
            ? t('sheet.deemed', { date: date(done.acceptedOn) })
            : t('sheet.by', { name: inspector?.personName ?? '' })}
        </p>
      )}
      {order.isDemonstration && <p className="muted">{t('paper.demonstration')}</p>}
      <div className="signs">
        <p>{t('sheet.inspector')}</p>
        <p>{t('sheet.keeper')}</p>
        <p>{t('sheet.deliverer')}</p>
        <p>{t('sheet.unit')}</p>
      </div>
    </article>
  );
}

export default function AcceptanceSheet() {
  const { t } = useTranslation('buying');
  const { orderId = '' } = useParams();
  const order = useOrder(orderId);
  return (
    <Await of={order} height={900}>
      {(found) => (
        <div className="stack">
          <PaperTools order={found} question={t('sheet.open')} />
          <Paper order={found} />
        </div>
      )}
    </Await>
  );
}
