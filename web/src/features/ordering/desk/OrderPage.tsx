import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { date, dateTime, yuan } from '@/shared/format';
import { http, useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { Await, PageHeading, ProblemAlert, Tabs } from '@/shared/ui';
import { useOrder, type Order } from '../api';
import '../ordering.css';
import { Goods, History, MoneyPath, OrderTerms, Rating, Shipments } from '../OrderParts';
import { OrderStatus } from '../OrderStatus';
import { PromiseNotice } from '../PromiseNotice';
import { RecallNotice } from '../RecallNotice';
import './buying.css';
import { OrderAgain } from './BuyerDesk';
import { DisputePanel } from './DisputePanel';
import './i18n';
import { InvoicePanel } from './InvoicePanel';
import { Acts } from './OrderActs';
import { OrderFiles } from './OrderFiles';
import { OrderProgress } from './OrderProgress';

function Arrived({ order, shipmentId }: { order: Order; shipmentId: string }) {
  const { t } = useTranslation('ordering');
  const arrive = useIntent(
    (id: string, key) => http.post(`/api/orders/${order.id}/shipments/${id}/delivery`, {}, key),
    { refresh: [['order', order.id], ['order-tasks'], ['arrivals']] },
  );
  return (
    <span className="stack-s">
      <button type="button" className="button" disabled={arrive.isPending} onClick={() => arrive.mutate(shipmentId)}>
        {t('order.arrived')}
      </button>
      <ProblemAlert problem={arrive.error} />
    </span>
  );
}

function GoodsPart({ order }: { order: Order }) {
  const { t } = useTranslation('ordering');
  const session = useSession().data;
  const buys = has(session, ['buyer']);
  return (
    <>
      <section className="card stack-s">
        <h2>{t('order.goods')}</h2>
        <Goods order={order} />
        <dl className="totals" style={{ marginLeft: 'auto', minWidth: 260 }}>
          <dt>{t('checkout.goods')}</dt>
          <dd>{yuan(order.goodsFen)}</dd>
          <dt>{t('checkout.freight')}</dt>
          <dd>{yuan(order.freightFen)}</dd>
          <dt className="sum">{t('checkout.total')}</dt>
          <dd className="sum">{yuan(order.totalFen)}</dd>
        </dl>
      </section>
      {order.shipments.length > 0 && (
        <section className="card stack-s">
          <h2>{t('order.shipments')}</h2>
          <Shipments order={order}>{(id) => buys && <Arrived order={order} shipmentId={id} />}</Shipments>
        </section>
      )}
      {order.inspection && (
        <section className="card stack-s">
          <h2>{t('order.inspection')}</h2>
          <p>
            {date(order.inspection.acceptedOn)} {t('order.acceptedFen', { amount: yuan(order.inspection.acceptedFen) })}
            {order.inspection.rejectedFen > 0 &&
              ` · ${t('order.rejectedFen', { amount: yuan(order.inspection.rejectedFen) })}`}
            {order.inspection.isDeemed && ` · ${t('order.deemed')}`}
          </p>
        </section>
      )}
    </>
  );
}

/** What happens when nobody inspects. */
function Deemed({ order }: { order: Order }) {
  const { t } = useTranslation('buying');
  const due = order.nextMove?.dueAt;
  if (order.isDisputed) return <p className="alert warn small">{t('order.disputedStops')}</p>;
  return order.state === 'inspecting' && due ? (
    <p className="alert note small">{t('order.deemedAt', { at: dateTime(due) })}</p>
  ) : null;
}

const parts = ['goods', 'money', 'invoice', 'files', 'record'] as const;

function Detail({ order }: { order: Order }) {
  const { t } = useTranslation('ordering');
  const { t: say } = useTranslation('buying');
  const session = useSession().data;
  const [search, setSearch] = useSearchParams();
  const seesMoney = has(session, [
    'buyer',
    'buyer-approver',
    'buyer-finance',
    'operator',
    'finance',
    'finance-checker',
  ]);
  const wished = search.get('part');
  const part = parts.find((one) => one === wished) ?? 'goods';
  const shown = parts.filter((one) => seesMoney || (one !== 'money' && one !== 'invoice'));
  return (
    <div className="stack">
      <PageHeading
        question={`${order.number} ${order.lines[0]?.productName ?? ''}`}
        lead={<OrderStatus state={order.state} move={order.nextMove} withDue />}
      >
        <Acts order={order} />
        {has(session, ['buyer']) && <OrderAgain orderId={order.id} number={order.number} />}
      </PageHeading>
      <RecallNotice orderId={order.id} />
      <PromiseNotice order={order} />
      <section className="card stack-s">
        <OrderProgress order={order} />
        <Deemed order={order} />
      </section>
      {order.disputes.length > 0 && <DisputePanel order={order} />}
      <Tabs
        label={say('order.parts')}
        value={part}
        onChange={(value) =>
          setSearch(
            (now) => {
              now.set('part', value);
              return now;
            },
            { replace: true },
          )
        }
        tabs={shown.map((one) => ({ value: one, label: say(`order.part.${one}`) }))}
      />
      <div className="order-layout">
        <div className="stack">
          {part === 'goods' && <GoodsPart order={order} />}
          {part === 'money' && (
            <section className="card stack-s">
              <h2>{t('order.money')}</h2>
              <MoneyPath order={order} />
            </section>
          )}
          {part === 'invoice' && <InvoicePanel order={order} />}
          {part === 'files' && <OrderFiles order={order} />}
          {part === 'record' && (
            <section className="card stack-s">
              <h2>{t('order.history')}</h2>
              <History order={order} />
            </section>
          )}
        </div>
        <div className="stack">
          <section className="card stack-s">
            <h2>{say('order.terms')}</h2>
            <OrderTerms order={order} />
          </section>
          <Rating order={order} />
          <section className="card stack-s no-print">
            <h2>{say('order.papers')}</h2>
            <Link to={`/buyer/orders/${order.id}/contract`}>{say('contract.open')}</Link>
            <Link to={`/buyer/orders/${order.id}/sheet`}>{say('sheet.open')}</Link>
          </section>
        </div>
      </div>
    </div>
  );
}

export default function OrderPage() {
  const { orderId = '' } = useParams();
  const order = useOrder(orderId);
  return (
    <Await of={order} height={600}>
      {(found) => <Detail order={found} />}
    </Await>
  );
}
