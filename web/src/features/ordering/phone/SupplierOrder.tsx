import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { count, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { Await, ConfirmAct, PageHeading, TextField } from '@/shared/ui';
import { actOnOrder, useOrder, type Order } from '../api';
import '../i18n';
import '../ordering.css';
import { History, OrderTerms, Shipments } from '../OrderParts';
import { OrderStatus } from '../OrderStatus';
import './phone.css';
import { Shipping } from './Shipping';

function Acts({ order }: { order: Order }) {
  const { t } = useTranslation('ordering');
  const [asking, setAsking] = useState<'confirmation' | 'refusal' | 'ship'>();
  const [reason, setReason] = useState('');
  const act = useIntent(
    (input: { path: string; body: unknown }, key) => actOnOrder(order.id, input.path, input.body, key),
    {
      refresh: [['order', order.id], ['orders'], ['order-tasks']],
      onSuccess: () => setAsking(undefined),
    },
  );
  const close = () => setAsking(undefined);
  const may = (name: Order['acts'][number]) => order.acts.includes(name);
  return (
    <div className="stack-s">
      {may('confirm') && (
        <button type="button" className="button primary block big-act" onClick={() => setAsking('confirmation')}>
          {t('order.confirm')}
        </button>
      )}
      {may('ship') && (
        <button type="button" className="button primary block big-act" onClick={() => setAsking('ship')}>
          {t('phone.ship.act')}
        </button>
      )}
      {may('refuse') && (
        <button type="button" className="button block" onClick={() => setAsking('refusal')}>
          {t('order.refuse')}
        </button>
      )}
      <ConfirmAct
        act={t('order.confirm')}
        open={asking === 'confirmation'}
        onClose={close}
        onAct={() => act.mutate({ path: 'confirmation', body: {} })}
        pending={act.isPending}
        problem={act.error}
      >
        <p>{t('order.confirmWhat', { number: order.number, amount: yuan(order.totalFen) })}</p>
      </ConfirmAct>
      <ConfirmAct
        act={t('order.refuse')}
        open={asking === 'refusal'}
        onClose={close}
        onAct={() => act.mutate({ path: 'refusal', body: { reason } })}
        pending={act.isPending}
        problem={act.error}
        disabled={!reason.trim()}
        danger
      >
        <p>{t('order.refuseWhat', { number: order.number })}</p>
        <TextField label={t('order.reason')} value={reason} onChange={setReason} lines={2} />
      </ConfirmAct>
      {asking === 'ship' && <Shipping order={order} open onClose={close} />}
    </div>
  );
}

export default function SupplierOrder() {
  const { t } = useTranslation('ordering');
  const { orderId = '' } = useParams();
  const order = useOrder(orderId);
  return (
    <Await of={order} height={500}>
      {(found) => (
        <div className="stack">
          <PageHeading
            question={found.number}
            lead={<OrderStatus state={found.state} move={found.nextMove} withDue />}
          />
          <section className="card stack-s">
            {found.lines.map((line) => (
              <div key={line.id} className="row-between">
                <span>
                  <strong>{line.productName}</strong> {line.packName}
                  <br />
                  <span className="muted small">
                    {t('order.shipped')} {count(line.shipped)} / {count(line.quantity)}
                  </span>
                </span>
                <span>{yuan(line.amountFen)}</span>
              </div>
            ))}
            <div className="row-between">
              <span>{t('checkout.total')}</span>
              <strong className="price">{yuan(found.totalFen)}</strong>
            </div>
          </section>
          <Acts order={found} />
          <section className="card">
            <OrderTerms order={found} />
          </section>
          {found.shipments.length > 0 && (
            <section className="card stack-s">
              <h2>{t('order.shipments')}</h2>
              <Shipments order={found} />
            </section>
          )}
          <section className="card">
            <History order={found} />
          </section>
        </div>
      )}
    </Await>
  );
}
