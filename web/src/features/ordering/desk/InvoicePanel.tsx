import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { date, dateTime, yuan } from '@/shared/format';
import { api } from '@/api';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { ConfirmAct, MoneyText, ProblemAlert, StatusTag, TextField, type StatusFamily } from '@/shared/ui';
import { useInvoiceRequest, useInvoices, useOrganisation, type Invoice, type Order } from '../api';

const family: Record<Invoice['state'], StatusFamily> = {
  issued: 'yours',
  verified: 'done',
  returned: 'problem',
  'red-reversed': 'ended',
};

function Row({ order, invoice, due }: { order: Order; invoice: Invoice; due: number | undefined }) {
  const { t } = useTranslation('buying');
  const session = useSession().data;
  const [asking, setAsking] = useState<'verify' | 'return'>();
  const [reason, setReason] = useState('');
  const refresh = [['invoices', order.id], ['order', order.id], ['order-tasks'], ['invoice-request', order.id]];
  const path = { orderId: order.id, invoiceId: invoice.id };
  const done = () => setAsking(undefined);
  const verify = useIntent(
    (at: typeof path, key) => api.post('/api/orders/{orderId}/invoices/{invoiceId}/verification', { path: at, key }),
    { refresh, onSuccess: done },
  );
  const giveBack = useIntent(
    (input: { at: typeof path; reason: string }, key) =>
      api.post('/api/orders/{orderId}/invoices/{invoiceId}/return', {
        path: input.at,
        body: { reason: input.reason },
        key,
      }),
    { refresh, onSuccess: done },
  );
  const checks = has(session, ['buyer', 'buyer-finance']) && invoice.state === 'issued';
  return (
    <li className="stack-s card">
      <div className="row-between">
        <span>
          <strong>{invoice.number}</strong> {t(`invoice.kinds.${invoice.kind}`)} {date(invoice.issuedOn)}
        </span>
        <span className="row">
          <strong>{yuan(invoice.amountFen)}</strong>
          <StatusTag family={checks || invoice.state !== 'issued' ? family[invoice.state] : 'theirs'}>
            {t(`invoice.states.${invoice.state}`)}
          </StatusTag>
        </span>
      </div>
      {invoice.verifiedAt && (
        <span className="muted small">{t('invoice.verifiedAt', { at: dateTime(invoice.verifiedAt) })}</span>
      )}
      {invoice.reason && <span className="small">{t('invoice.why', { reason: invoice.reason })}</span>}
      {invoice.redNumber && <span className="small">{t('invoice.red', { number: invoice.redNumber })}</span>}
      {checks && (
        <div className="row">
          <button type="button" className="button primary" onClick={() => setAsking('verify')}>
            {t('invoice.verify')}
          </button>
          <button type="button" className="button" onClick={() => setAsking('return')}>
            {t('invoice.return')}
          </button>
        </div>
      )}
      <ConfirmAct
        act={t('invoice.verify')}
        open={asking === 'verify'}
        onClose={done}
        onAct={() => verify.mutate(path)}
        pending={verify.isPending}
        problem={verify.error}
      >
        <p>{t('invoice.verifyWhat', { number: invoice.number })}</p>
        <p>
          {t('invoice.compare', { invoice: yuan(invoice.amountFen), due: yuan(due) })}{' '}
          <StatusTag family={due === invoice.amountFen ? 'done' : 'problem'}>
            {t(due === invoice.amountFen ? 'invoice.same' : 'invoice.differs')}
          </StatusTag>
        </p>
        <MoneyText fen={invoice.amountFen} inWords />
      </ConfirmAct>
      <ConfirmAct
        act={t('invoice.return')}
        open={asking === 'return'}
        onClose={done}
        onAct={() => giveBack.mutate({ at: path, reason: reason.trim() })}
        pending={giveBack.isPending}
        problem={giveBack.error}
        disabled={!reason.trim()}
        danger
      >
        <p>{t('invoice.returnWhat')}</p>
        <TextField label={t('invoice.wrong')} value={reason} onChange={setReason} lines={2} />
      </ConfirmAct>
    </li>
  );
}

/** 发票: asked for with the unit's tax profile, issued by the supplier, compared by the buyer's finance. */
export function InvoicePanel({ order }: { order: Order }) {
  const { t } = useTranslation('buying');
  const session = useSession().data;
  const asks = has(session, ['buyer', 'buyer-finance']);
  const contracted = Boolean(order.contractedAt);
  const request = useInvoiceRequest(order.id, contracted);
  const invoices = useInvoices(order.id, contracted);
  const profile = useOrganisation(asks ? order.buyer.id : undefined).data?.invoice;
  const [note, setNote] = useState('');
  const ask = useIntent(
    (input: { note?: string }, key) =>
      api.post('/api/orders/{orderId}/invoice-request', { path: { orderId: order.id }, body: input, key }),
    { refresh: [['invoice-request', order.id]] },
  );
  if (!contracted || request.error) return <p className="card muted">{t('invoice.early')}</p>;
  const asked = request.data;
  const rows = invoices.data?.items ?? [];
  const open = rows.some((row) => row.state === 'issued' || row.state === 'verified');
  const ready = Boolean(profile?.invoiceTitle && profile.invoiceTaxNumber);
  const made = asked?.isRequested
    ? { title: asked.title, number: asked.taxNumber, address: asked.address, bank: asked.bankAccount }
    : {
        title: profile?.invoiceTitle,
        number: profile?.invoiceTaxNumber,
        address: profile?.invoiceAddress,
        bank: profile?.invoiceBank,
      };
  return (
    <section className="card stack">
      <h2>{t('order.part.invoice')}</h2>
      {rows.length > 0 && (
        <ul className="stack-s" style={{ listStyle: 'none', padding: 0 }}>
          {rows.map((invoice) => (
            <Row key={invoice.id} order={order} invoice={invoice} due={asked?.amountFen} />
          ))}
        </ul>
      )}
      {asked?.isRequested && (
        <p>
          <StatusTag family={open ? 'done' : 'theirs'}>
            {t(open ? 'invoice.requestDone' : 'invoice.requested', { at: dateTime(asked.requestedAt) })}
          </StatusTag>
        </p>
      )}
      <dl className="facts small">
        <dt>{t('tax.title')}</dt>
        <dd>{made.title || '—'}</dd>
        <dt>{t('tax.number')}</dt>
        <dd>{made.number || '—'}</dd>
        <dt>{t('tax.address')}</dt>
        <dd>{made.address || '—'}</dd>
        <dt>{t('tax.bank')}</dt>
        <dd>{made.bank || '—'}</dd>
        <dt>{t('invoice.amount')}</dt>
        <dd>
          {yuan(asked?.amountFen)}{' '}
          {asked && !asked.isAccepted && <span className="muted">{t('invoice.provisional')}</span>}
        </dd>
      </dl>
      {asks && !open && (
        <div className="stack no-print">
          {ready ? (
            <>
              <TextField
                label={t('invoice.note')}
                value={note}
                onChange={setNote}
                optional
                hint={t('invoice.noteHint')}
              />
              <ProblemAlert problem={ask.error} />
              <div className="row">
                <button
                  type="button"
                  className={asked?.isRequested ? 'button' : 'button primary'}
                  disabled={ask.isPending}
                  onClick={() => ask.mutate(note.trim() ? { note: note.trim() } : {})}
                >
                  {t(asked?.isRequested ? 'invoice.askAgain' : 'invoice.ask')}
                </button>
                <Link to="/buyer/invoice-profile">{t('tax.change')}</Link>
              </div>
            </>
          ) : (
            <p className="alert warn">
              {t('tax.missing')} <Link to="/buyer/invoice-profile">{t('tax.fill')}</Link>
            </p>
          )}
        </div>
      )}
    </section>
  );
}
