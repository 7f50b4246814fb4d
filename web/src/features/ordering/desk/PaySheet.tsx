import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { yuan } from '@/shared/format';
import { http, useIntent } from '@/shared/http';
import { ChipChoice, MoneyText, ProblemAlert, Sheet, TextField } from '@/shared/ui';
import { type Order, type Payment } from '../api';

function Card({ order, amount, onDone }: { order: Order; amount: number; onDone: () => void }) {
  const { t } = useTranslation('ordering');
  const [number, setNumber] = useState('');
  const pay = useIntent(
    async (card: string, key) => {
      const payment = await http.post<Payment>(`/api/orders/${order.id}/payments`, { method: 'card' }, key);
      let opened = payment;
      // The gateway opens the payment a moment later; the card is confirmed against it.
      for (let attempt = 0; attempt < 20 && !opened.clientSecret; attempt += 1) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        opened = await http.get<Payment>(`/api/payments/${payment.paymentId}`);
      }
      await http.post(`/api/simulator/payments/${payment.paymentId}/confirmation`, {
        clientSecret: opened.clientSecret,
        cardNumber: card,
      });
      for (
        let attempt = 0;
        attempt < 20 && !['succeeded', 'failed', 'cancelled'].includes(opened.state);
        attempt += 1
      ) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        opened = await http.get<Payment>(`/api/payments/${payment.paymentId}`);
      }
      return opened;
    },
    {
      refresh: [['order', order.id], ['order-money', order.id], ['order-tasks']],
      onSuccess: (payment) => {
        if (payment.state === 'succeeded') onDone();
      },
    },
  );
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        pay.mutate(number.replace(/\D/g, ''));
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
      <ProblemAlert problem={pay.error} />
      {pay.isPending && <p role="status">{t('pay.processing')}</p>}
      {pay.data?.failure && <p className="alert">{t('pay.failed', { why: pay.data.failure })}</p>}
      <button
        type="submit"
        className="button primary"
        disabled={pay.isPending || number.replace(/\D/g, '').length < 12}
      >
        {t('pay.act', { amount: yuan(amount) })}
      </button>
    </form>
  );
}

function Transfer({ order }: { order: Order }) {
  const { t } = useTranslation('ordering');
  const ask = useIntent((_: string, key) =>
    http.post<Payment>(`/api/orders/${order.id}/payments`, { method: 'bank-transfer' }, key),
  );
  const account = ask.data?.transfer;
  return (
    <div className="stack">
      <ProblemAlert problem={ask.error} />
      {account ? (
        <>
          <dl className="facts">
            <dt>{t('pay.account')}</dt>
            <dd>{account.accountName}</dd>
            <dt>{t('pay.bank')}</dt>
            <dd>{account.bankName}</dd>
            <dt>{t('pay.number')}</dt>
            <dd>{account.accountNumber}</dd>
            <dt>{t('pay.reference')}</dt>
            <dd>
              <strong>{account.reference}</strong>
            </dd>
          </dl>
          <MoneyText fen={ask.data?.amountFen} inWords />
          <p className="muted">{t('pay.transferNext')}</p>
        </>
      ) : (
        <button type="button" className="button primary" disabled={ask.isPending} onClick={() => ask.mutate(order.id)}>
          {t('pay.transfer')}
        </button>
      )}
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
