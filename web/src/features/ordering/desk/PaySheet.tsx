import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { yuan } from '@/shared/format';
import { useIntent, Problem } from '@/shared/http';
import { ChipChoice, MoneyText, ProblemAlert, Sheet, TextField } from '@/shared/ui';
import { type Order, type Payment } from '../api';
import { copied } from './order-list';

const settled = ['succeeded', 'failed', 'cancelled'];
const pause = () => new Promise((resolve) => setTimeout(resolve, 700));

/** Asks a payment's state until it says something new, or the patience ends; a lost answer is asked for again. */
async function watch(id: string, done: (payment: Payment) => boolean, tries: number): Promise<Payment | undefined> {
  let last: Payment | undefined;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    try {
      last = await api.get('/api/payments/{paymentId}', { path: { paymentId: id } });
      if (done(last)) return last;
    } catch (error) {
      if (error instanceof Problem && error.status >= 400 && error.status < 500) throw error;
    }
    await pause();
  }
  return last;
}

/**
 * Pays an order by card. The payment is opened with one key however often the button is pressed, and an open one is taken up again, so a
 * double click or a lost answer charges once.
 */
async function payByCard(orderId: string, card: string, key: string): Promise<Payment> {
  let payment = await api.post('/api/orders/{orderId}/payments', { path: { orderId }, body: { method: 'card' }, key });
  const id = payment.paymentId;
  if (!id) return payment;
  if (!payment.clientSecret)
    payment = (await watch(id, (now) => Boolean(now.clientSecret) || settled.includes(now.state), 25)) ?? payment;
  if (payment.clientSecret && !settled.includes(payment.state)) {
    try {
      await api.post('/api/simulator/payments/{paymentId}/confirmation', {
        path: { paymentId: id },
        body: { clientSecret: payment.clientSecret, cardNumber: card },
      });
    } catch (error) {
      // Whether the card was taken is told by the payment itself, not by this answer.
      if (error instanceof Problem && error.status >= 400 && error.status < 500) throw error;
    }
  }
  return (await watch(id, (now) => settled.includes(now.state), 25)) ?? payment;
}

function Card({ order, amount, onDone }: { order: Order; amount: number; onDone: () => void }) {
  const { t } = useTranslation('ordering');
  const { t: say } = useTranslation('buying');
  const [number, setNumber] = useState('');
  const busy = useRef(false);
  const pay = useIntent((card: string, key) => payByCard(order.id, card, key), {
    refresh: [['order', order.id], ['order-money', order.id], ['order-tasks'], ['orders']],
    onSuccess: (payment) => {
      if (payment.state === 'succeeded') onDone();
    },
  });
  const digits = number.replace(/\D/g, '');
  const waits = pay.data && !settled.includes(pay.data.state);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (busy.current) return;
        busy.current = true;
        pay.mutate(digits, {
          onSettled: () => {
            busy.current = false;
          },
        });
      }}
    >
      <TextField
        label={t('pay.cardNumber')}
        hint={t('pay.cardHint')}
        inputMode="numeric"
        autoComplete="cc-number"
        value={number}
        onChange={setNumber}
      />
      {pay.error?.status === 0 || (pay.error && pay.error.status >= 500) ? (
        <p className="alert warn" role="alert">
          {say('pay.lost')}
        </p>
      ) : (
        <ProblemAlert problem={pay.error} />
      )}
      {pay.isPending && <p role="status">{t('pay.processing')}</p>}
      {waits && !pay.isPending && (
        <p className="alert note" role="status">
          {say('pay.stillWaiting')}
        </p>
      )}
      {pay.data?.failure && (
        <p className="alert" role="alert">
          {t('pay.failed', { why: say(`pay.why.${pay.data.failure}`, { defaultValue: say('pay.why.other') }) })}
        </p>
      )}
      <button type="submit" className="button primary" disabled={pay.isPending || digits.length < 12}>
        {pay.error || waits ? say('pay.again') : t('pay.act', { amount: yuan(amount) })}
      </button>
    </form>
  );
}

function Transfer({ order }: { order: Order }) {
  const { t } = useTranslation('ordering');
  const { t: say } = useTranslation('buying');
  const client = useQueryClient();
  const [said, setSaid] = useState('');
  const ask = useIntent((_: string, key) =>
    api.post('/api/orders/{orderId}/payments', { path: { orderId: order.id }, body: { method: 'bank-transfer' }, key }),
  );
  const told = ask.data;
  const account = told?.transfer;
  if (!told || !account) {
    return (
      <div className="stack">
        <p>{say('pay.transferLead')}</p>
        <ProblemAlert problem={ask.error} />
        <button type="button" className="button primary" disabled={ask.isPending} onClick={() => ask.mutate(order.id)}>
          {say('pay.showAccount')}
        </button>
      </div>
    );
  }
  const facts: [string, string][] = [
    [t('pay.account'), account.accountName],
    [t('pay.bank'), account.bankName],
    [t('pay.number'), account.accountNumber],
    [t('pay.reference'), account.reference],
    [say('pay.amount'), yuan(told.amountFen)],
  ];
  return (
    <div className="stack">
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>
              <strong>{value}</strong>{' '}
              <button
                type="button"
                className="button link small"
                aria-label={say('pay.copyNamed', { name })}
                onClick={() =>
                  void copied(value).then((done) => setSaid(say(done ? 'pay.copied' : 'list.notCopied', { name })))
                }
              >
                {say('pay.copy')}
              </button>
            </dd>
          </div>
        ))}
      </dl>
      <MoneyText fen={told.amountFen} inWords />
      <p role="status" className="small">
        {said}
      </p>
      <p className="muted">{t('pay.transferNext')}</p>
      <button
        type="button"
        className="button"
        onClick={() => {
          void client.invalidateQueries({ queryKey: ['order', order.id] });
          void client.invalidateQueries({ queryKey: ['order-money', order.id] });
        }}
      >
        {say('pay.look')}
      </button>
    </div>
  );
}

/** Pays by card through the gateway, or tells where to transfer to. */
export function PaySheet({
  order,
  amount,
  open,
  onClose,
}: {
  order: Order;
  amount: number;
  open: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation('ordering');
  const [method, setMethod] = useState('card');
  return (
    <Sheet title={t('pay.question', { amount: yuan(amount) })} open={open} onClose={onClose}>
      <ChipChoice
        label={t('order.payment')}
        value={method}
        onChange={setMethod}
        choices={[
          { value: 'card', label: t('pay.card') },
          { value: 'transfer', label: t('pay.transfer') },
        ]}
      />
      {method === 'card' ? <Card order={order} amount={amount} onDone={onClose} /> : <Transfer order={order} />}
    </Sheet>
  );
}
