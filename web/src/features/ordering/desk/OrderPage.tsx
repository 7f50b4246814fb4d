import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { yuan } from '@/shared/format';
import { http, useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { Await, ConfirmAct, PageHeading, TextField } from '@/shared/ui';
import { actOnOrder, useOrder, useOrderMoney, type Order } from '../api';
import '../i18n';
import '../ordering.css';
import { Goods, History, MoneyPath, OrderTerms, Shipments } from '../OrderParts';
import { OrderStatus } from '../OrderStatus';
import { PaySheet } from './PaySheet';

type Ask = 'approval' | 'decline' | 'cancellation' | 'pay';

function Acts({ order }: { order: Order }) {
  const { t } = useTranslation('ordering');
  const session = useSession().data;
  const [asking, setAsking] = useState<Ask>();
  const [reason, setReason] = useState('');
  const pays = has(session, ['buyer', 'buyer-finance']) && ['awaiting-payment', 'payment-due'].includes(order.state);
  const money = useOrderMoney(order.id, pays).data;
  const act = useIntent(
    (input: { path: string; body: unknown }, key) => actOnOrder(order.id, input.path, input.body, key),
    {
      refresh: [['order', order.id], ['orders'], ['order-tasks'], ['budgets']],
      onSuccess: () => setAsking(undefined),
    },
  );
  const close = () => setAsking(undefined);
  const may = (name: string) => order.acts.includes(name);
  const inspects =
    has(session, ['buyer']) && ['shipped', 'delivered', 'inspecting'].includes(order.state) && !order.isPartlyShipped;
  const shared = { onClose: close, pending: act.isPending, problem: act.error };
  const outstanding = money?.outstandingFen ?? order.totalFen;
  return (
    <div className="row">
      {may('approve') && (
        <>
          <button type="button" className="button primary" onClick={() => setAsking('approval')}>
            {t('approvals.agree')}
          </button>
          <button type="button" className="button" onClick={() => setAsking('decline')}>
            {t('approvals.decline')}
          </button>
        </>
      )}
      {pays && outstanding > 0 && (
        <button type="button" className="button primary" onClick={() => setAsking('pay')}>
          {t('order.pay', { amount: yuan(outstanding) })}
        </button>
      )}
      {inspects && (
        <Link className="button primary" to={`/buyer/orders/${order.id}/inspection`}>
          {t('order.inspect')}
        </Link>
      )}
      {may('cancel') && (
        <button type="button" className="button danger" onClick={() => setAsking('cancellation')}>
          {t('order.cancel')}
        </button>
      )}
      <ConfirmAct
        act={t('approvals.agree')}
        open={asking === 'approval'}
        onAct={() => act.mutate({ path: 'approval', body: {} })}
        {...shared}
      >
        <p>{t('approvals.confirm', { number: order.number, amount: yuan(order.totalFen) })}</p>
      </ConfirmAct>
      <ConfirmAct
        act={t('approvals.decline')}
        open={asking === 'decline'}
        onAct={() => act.mutate({ path: 'decline', body: { reason } })}
        disabled={!reason.trim()}
        danger
        {...shared}
      >
        <TextField label={t('order.reason')} value={reason} onChange={setReason} lines={2} />
      </ConfirmAct>
      <ConfirmAct
        act={t('order.cancel')}
        open={asking === 'cancellation'}
        onAct={() => act.mutate({ path: 'cancellation', body: { reason } })}
        disabled={!reason.trim()}
        danger
        {...shared}
      >
        <p>{t('order.cancelWhat', { number: order.number })}</p>
        <TextField label={t('order.reason')} value={reason} onChange={setReason} lines={2} />
      </ConfirmAct>
      <PaySheet order={order} amount={outstanding} open={asking === 'pay'} onClose={close} />
    </div>
  );
}

function Arrived({ order, shipmentId }: { order: Order; shipmentId: string }) {
  const { t } = useTranslation('ordering');
  const arrive = useIntent((id: string) => http.post(`/api/orders/${order.id}/shipments/${id}/delivery`, {}), {
    refresh: [['order', order.id], ['order-tasks']],
  });
  return (
    <button type="button" className="button" disabled={arrive.isPending} onClick={() => arrive.mutate(shipmentId)}>
      {t('order.arrived')}
    </button>
  );
}

function Detail({ order }: { order: Order }) {
  const { t } = useTranslation('ordering');
  const session = useSession().data;
  const buys = has(session, ['buyer']);
  const seesMoney = has(session, [
    'buyer',
    'buyer-approver',
    'buyer-finance',
    'operator',
    'finance',
    'finance-checker',
  ]);
  return (
    <div className="stack">
      <PageHeading
        question={`${order.number} ${order.lines[0]?.productName ?? ''}`}
        lead={<OrderStatus state={order.state} move={order.nextMove} withDue />}
      >
        <Acts order={order} />
      </PageHeading>
      <div className="order-layout">
        <div className="stack">
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
                {t('order.acceptedFen', { amount: yuan(order.inspection.acceptedFen) })}
                {order.inspection.rejectedFen > 0 &&
                  ` · ${t('order.rejectedFen', { amount: yuan(order.inspection.rejectedFen) })}`}
                {order.inspection.isDeemed && ` · ${t('order.deemed')}`}
              </p>
            </section>
          )}
          {seesMoney && (
            <section className="card stack-s">
              <h2>{t('order.money')}</h2>
              <MoneyPath order={order} />
            </section>
          )}
        </div>
        <div className="stack">
          <section className="card">
            <History order={order} />
          </section>
          <section className="card">
            <OrderTerms order={order} />
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
