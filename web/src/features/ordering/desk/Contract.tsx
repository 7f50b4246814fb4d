import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { capitals, count, date, prose, yuan } from '@/shared/format';
import { Await, PageHeading } from '@/shared/ui';
import { useOrder, useOrganisation, type Order } from '../api';
import './buying.css';
import './i18n';
import { useWords } from './words';

export function PaperTools({ order, question }: { order: Order; question: string }) {
  const { t } = useTranslation('buying');
  return (
    <div className="no-print">
      <PageHeading question={question} lead={<Link to={`/buyer/orders/${order.id}`}>{order.number}</Link>}>
        <button type="button" className="button primary" onClick={() => window.print()}>
          {t('paper.print')}
        </button>
      </PageHeading>
    </div>
  );
}

function Paper({ order }: { order: Order }) {
  const { t, i18n } = useTranslation('buying');
  const words = useWords();
  const buyer = useOrganisation(order.buyer.id).data;
  const signed = order.history.find((entry) => entry.act === 'confirm');
  const ordered = order.history.find((entry) => entry.act === 'submit' || entry.act === 'approve');
  const clauses = [
    t('contract.delivery', {
      place: `${order.deliveryRegionName ?? ''}${order.delivery?.address ?? ''}`,
      recipient: order.delivery?.recipient ?? '',
      phone: order.delivery?.phone ?? '',
    }),
    order.wishedOn ? t('contract.wished', { date: prose(order.wishedOn, i18n.language) }) : '',
    t(order.paymentMode === 'prepay' ? 'contract.prepay' : 'contract.postpay', { days: order.paymentDays }),
    t('contract.inspection'),
    t('contract.channel', {
      channel: words.channel(order.channelCode),
      mode: words.mode(order.salesModeCode),
      unit: order.budgetUnitName ?? '',
      year: order.budgetYear,
    }),
    t('contract.dispute'),
  ].filter(Boolean);
  return (
    <article className="paper">
      <h1>{t('contract.title')}</h1>
      <p className="right">{t('contract.number', { number: order.number })}</p>
      <p>
        {t('contract.buyer')}：{buyer?.invoice.invoiceTitle || order.buyer.name}
      </p>
      <p>
        {t('contract.supplier')}：{order.supplier.name}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('paper.index')}</th>
            <th scope="col">{t('paper.goods')}</th>
            <th scope="col" className="num">
              {t('paper.quantity')}
            </th>
            <th scope="col" className="num">
              {t('paper.price')}
            </th>
            <th scope="col" className="num">
              {t('paper.amount')}
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
              <td className="num">{yuan(line.unitPriceFen)}</td>
              <td className="num">{yuan(line.amountFen)}</td>
            </tr>
          ))}
          <tr>
            <td />
            <td>{t('paper.freight')}</td>
            <td />
            <td />
            <td className="num">{yuan(order.freightFen)}</td>
          </tr>
          <tr>
            <td />
            <td>
              {t('paper.total')} {capitals(order.totalFen)}
            </td>
            <td />
            <td />
            <td className="num">
              <strong>{yuan(order.totalFen)}</strong>
            </td>
          </tr>
        </tbody>
      </table>
      <ol>
        {clauses.map((clause) => (
          <li key={clause}>{clause}</li>
        ))}
      </ol>
      <p>
        {signed
          ? t('contract.signed', { buyer: date(ordered?.at), supplier: date(signed.at) })
          : t('contract.unsigned')}
      </p>
      {order.isDemonstration && <p className="muted">{t('paper.demonstration')}</p>}
      <div className="signs">
        <p>
          {t('contract.buyer')}
          <br />
          {order.buyer.name}
          <br />
          {t('paper.seal')}
        </p>
        <p>
          {t('contract.supplier')}
          <br />
          {order.supplier.name}
          <br />
          {t('paper.seal')}
        </p>
      </div>
    </article>
  );
}

/** 订单合同: what both sides agreed to, to be printed. */
export default function Contract() {
  const { t } = useTranslation('buying');
  const { orderId = '' } = useParams();
  const order = useOrder(orderId);
  return (
    <Await of={order} height={900}>
      {(found) => (
        <div className="stack">
          <PaperTools order={found} question={t('contract.open')} />
          <Paper order={found} />
        </div>
      )}
    </Await>
  );
}
