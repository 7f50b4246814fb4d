import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { date, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { useElder } from '@/shared/theme/elder';
import { ConfirmAct, MoneyText, TextField } from '@/shared/ui';
import { actOnOrder, type Order } from '../api';
import { extensionOf } from './extension';
import { Shipping } from './Shipping';

type Asking = 'confirmation' | 'refusal' | 'ship' | 'return' | 'replacement' | 'payment-extension';

/** Acts that need a reason, which the other side reads. */
const reasoned = [
  { path: 'refusal', act: 'refuse', danger: true },
  { path: 'return', act: 'return-goods', danger: false },
  { path: 'replacement', act: 'replace-goods', danger: false },
] as const;

/** What the supplier may do with an order now, the one thing that is expected filled in. */
export function SupplierActs({ order }: { order: Order }) {
  const { t } = useTranslation('ordering');
  const [elder] = useElder();
  const [asking, setAsking] = useState<Asking>();
  const [reason, setReason] = useState('');
  const act = useIntent(
    (input: { path: string; body: unknown }, key) => actOnOrder(order.id, input.path, input.body, key),
    {
      refresh: [['order', order.id], ['orders'], ['order-tasks']],
      onSuccess: () => {
        setAsking(undefined);
        setReason('');
      },
    },
  );
  const close = () => setAsking(undefined);
  const may = (name: string) => (order.acts as readonly string[]).includes(name);
  // While a request is open it is answered where it stands.
  const asked = extensionOf(order);
  const mayExtend = may('extend-payment') && !order.paymentExtended && (!asked || asked.answer === 'declined');
  const shipBy = order.nextMove?.dueAt ? date(order.nextMove.dueAt) : undefined;
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
      {reasoned
        .filter(({ act: name }) => may(name))
        .map(({ path, act: name }) => (
          <button key={path} type="button" className="button block" onClick={() => setAsking(path)}>
            {t(`phone.acts.${name}`)}
          </button>
        ))}
      {mayExtend && (
        <button type="button" className="button block" onClick={() => setAsking('payment-extension')}>
          {t('phone.acts.extend-payment')}
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
        {elder && (
          <p>
            <MoneyText fen={order.totalFen} inWords />
          </p>
        )}
        {shipBy && <p className="muted">{t('phone.acts.then')}</p>}
      </ConfirmAct>
      {reasoned.map(({ path, act: name, danger }) => (
        <ConfirmAct
          key={path}
          act={t(`phone.acts.${name}`)}
          open={asking === path}
          onClose={close}
          onAct={() => act.mutate({ path, body: { reason: reason.trim() } })}
          pending={act.isPending}
          problem={act.error}
          disabled={!reason.trim()}
          danger={danger}
        >
          <div className="stack">
            <p>{t(`phone.acts.${name}-what`, { number: order.number })}</p>
            <TextField label={t('order.reason')} value={reason} onChange={setReason} lines={2} />
          </div>
        </ConfirmAct>
      ))}
      <ConfirmAct
        act={t('phone.acts.extend-payment')}
        open={asking === 'payment-extension'}
        onClose={close}
        onAct={() => act.mutate({ path: 'payment-extension', body: {} })}
        pending={act.isPending}
        problem={act.error}
      >
        <p>{t('phone.acts.extend-payment-what', { number: order.number })}</p>
      </ConfirmAct>
      {asking === 'ship' && <Shipping order={order} open onClose={close} />}
    </div>
  );
}
