import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { ChoiceField, ConfirmAct, MoneyText, PhotoPicker, TextField, type Photo } from '@/shared/ui';
import { actOnOrder, useBudgetUnits, useOrderMoney, type Order } from '../api';
import { BudgetAfter } from './Approvals';
import { PaySheet } from './PaySheet';

type Ask =
  | 'submission'
  | 'approval'
  | 'decline'
  | 'cancellation'
  | 'pay'
  | 'disputes'
  | 'budget-unit'
  | 'payment-extension/request'
  | 'rating'
  | 'closing';

const objectable = ['paid', 'shipped', 'delivered', 'inspecting'];
const bookable = ['pending-approval', 'submitted', 'contract-signed', 'awaiting-payment', 'paid'];

function Stars({ value, onChange }: { value: number; onChange: (stars: number) => void }) {
  const { t } = useTranslation('buying');
  return (
    <div className="stars" role="radiogroup" aria-label={t('rating.stars')}>
      {[1, 2, 3, 4, 5].map((stars) => (
        <button
          key={stars}
          type="button"
          role="radio"
          aria-checked={stars <= value}
          aria-label={t('rating.star', { count: stars })}
          onClick={() => onChange(stars)}
        >
          {stars <= value ? '★' : '☆'}
        </button>
      ))}
    </div>
  );
}

/** What the person may do with an order now, each with a last look before it binds. */
export function Acts({ order }: { order: Order }) {
  const { t } = useTranslation('ordering');
  const { t: say } = useTranslation('buying');
  const session = useSession().data;
  const [asking, setAsking] = useState<Ask>();
  const [reason, setReason] = useState('');
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const [unit, setUnit] = useState('');
  const [stars, setStars] = useState(5);
  const buys = has(session, ['buyer']);
  const units = (useBudgetUnits().data?.items ?? []).filter((one) => one.unitId !== order.budgetUnitId);
  const pays = has(session, ['buyer', 'buyer-finance']) && ['awaiting-payment', 'payment-due'].includes(order.state);
  const money = useOrderMoney(order.id, pays).data;
  const act = useIntent(
    (input: { path: Ask; body: unknown }, key) => actOnOrder(order.id, input.path, input.body, key),
    {
      refresh: [['order', order.id], ['orders'], ['order-tasks'], ['budgets'], ['order-money', order.id]],
      onSuccess: () => {
        setAsking(undefined);
        setReason('');
      },
    },
  );
  const close = () => setAsking(undefined);
  const open = (what: Ask) => {
    act.reset();
    setAsking(what);
  };
  const may = (name: Order['acts'][number]) => order.acts.includes(name);
  const shipped = order.lines.some((line) => line.shipped > 0);
  const inspects = buys && ['shipped', 'delivered', 'inspecting'].includes(order.state) && !order.isPartlyShipped;
  const objects = buys && objectable.includes(order.state) && !order.isDisputed && !order.acceptedOn;
  const outstanding = money?.outstandingFen ?? order.totalFen;
  const dialog = (what: Ask, title: string, body: unknown, options: { disabled?: boolean; danger?: boolean } = {}) => ({
    act: title,
    open: asking === what,
    onClose: close,
    onAct: () => act.mutate({ path: what, body }),
    pending: act.isPending,
    problem: act.error,
    ...options,
  });
  const why = <TextField label={t('order.reason')} value={reason} onChange={setReason} lines={2} />;
  const because = { reason: reason.trim() };
  const button = (what: Ask, text: string, look = '') => (
    <button type="button" className={`button ${look}`} onClick={() => open(what)}>
      {text}
    </button>
  );
  return (
    <>
      {buys && may('submit') && button('submission', say('acts.submit'), 'primary')}
      {may('approve') && button('approval', t('approvals.agree'), 'primary')}
      {may('decline') && button('decline', t('approvals.decline'))}
      {pays && outstanding > 0 && button('pay', t('order.pay', { amount: yuan(outstanding) }), 'primary')}
      {inspects && (
        <Link className="button primary" to={`/buyer/orders/${order.id}/inspection`}>
          {t('order.inspect')}
        </Link>
      )}
      {may('rate') && button('rating', say('acts.rate'), 'primary')}
      {may('close') && buys && button('closing', say('acts.close'), 'primary')}
      {objects && button('disputes', say('acts.dispute'))}
      {buys &&
        bookable.includes(order.state) &&
        !shipped &&
        units.length > 0 &&
        button('budget-unit', say('acts.reattribute'))}
      {has(session, ['buyer', 'buyer-finance']) &&
        order.state === 'awaiting-payment' &&
        !order.paymentExtended &&
        !order.history.some((entry) => entry.act === 'ask-extension') &&
        button('payment-extension/request', say('acts.extend'))}
      {may('cancel') && button('cancellation', t('order.cancel'), 'danger')}

      <ConfirmAct {...dialog('submission', say('acts.submit'), {})}>
        <p>{say('acts.submitWhat', { number: order.number, amount: yuan(order.totalFen) })}</p>
        <MoneyText fen={order.totalFen} inWords />
      </ConfirmAct>
      <ConfirmAct {...dialog('approval', t('approvals.agree'), {})}>
        <p>{t('approvals.confirm', { number: order.number, amount: yuan(order.totalFen) })}</p>
        <BudgetAfter unitId={order.budgetUnitId} year={order.budgetYear} />
      </ConfirmAct>
      <ConfirmAct {...dialog('decline', t('approvals.decline'), because, { disabled: !reason.trim(), danger: true })}>
        {why}
      </ConfirmAct>
      <ConfirmAct {...dialog('cancellation', t('order.cancel'), because, { disabled: !reason.trim(), danger: true })}>
        <p>{t('order.cancelWhat', { number: order.number })}</p>
        {why}
      </ConfirmAct>
      <ConfirmAct
        {...dialog(
          'disputes',
          say('acts.dispute'),
          { ...because, evidence: photos.map((photo) => photo.id) },
          { disabled: !reason.trim() },
        )}
      >
        <p>{say('acts.disputeWhat')}</p>
        {why}
        <PhotoPicker photos={photos} onChange={setPhotos} most={9} />
      </ConfirmAct>
      <ConfirmAct
        {...dialog(
          'budget-unit',
          say('acts.reattribute'),
          { ...because, budgetUnitId: unit || units[0]?.unitId },
          { disabled: !reason.trim() },
        )}
      >
        <p>{say('acts.reattributeWhat', { unit: order.budgetUnitName ?? '', amount: yuan(order.totalFen) })}</p>
        <ChoiceField
          label={t('checkout.budget')}
          value={unit || (units[0]?.unitId ?? '')}
          onChange={setUnit}
          choices={units.map((one) => ({ value: one.unitId, label: one.name }))}
        />
        {why}
      </ConfirmAct>
      <ConfirmAct {...dialog('payment-extension/request', say('acts.extend'), because, { disabled: !reason.trim() })}>
        <p>{say('acts.extendWhat')}</p>
        {why}
      </ConfirmAct>
      <ConfirmAct
        {...dialog('rating', say('acts.rate'), { stars, ...(reason.trim() ? { comment: reason.trim() } : {}) })}
      >
        <Stars value={stars} onChange={setStars} />
        <TextField label={say('rating.comment')} value={reason} onChange={setReason} lines={3} optional />
      </ConfirmAct>
      <ConfirmAct {...dialog('closing', say('acts.close'), {})}>
        <p>{say('acts.closeWhat', { number: order.number, amount: yuan(order.refundedFen) })}</p>
      </ConfirmAct>
      <PaySheet order={order} amount={outstanding} open={asking === 'pay'} onClose={close} />
    </>
  );
}
