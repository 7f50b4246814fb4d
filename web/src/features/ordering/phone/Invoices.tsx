import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Body } from '@/api';
import { date, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { ChoiceField, ConfirmAct, ProblemAlert, Sheet, StatusTag, TextField, type StatusFamily } from '@/shared/ui';
import { useInvoiceRequest, useInvoices, type Invoice, type Order } from '../api';
import { faultsOfInvoice, isInvoiceNumber, standing, type InvoiceForm } from './invoice';

const families: Record<Invoice['state'], StatusFamily> = {
  issued: 'theirs',
  verified: 'done',
  returned: 'problem',
  'red-reversed': 'ended',
};
const kinds = ['exempt-ordinary', 'agency', 'ordinary'] as const;
const refreshed = (orderId: string) => [['invoices', orderId], ['order', orderId], ['order-tasks']];

/** 开票: number, kind and day of the paper; its amount is what was accepted. */
function Issue({ orderId, amountFen, onClose }: { orderId: string; amountFen: number; onClose: () => void }) {
  const { t } = useTranslation('ordering');
  const today = date(new Date());
  const [form, setForm] = useState<InvoiceForm>({ number: '', kind: 'exempt-ordinary', issuedOn: today });
  const [tried, setTried] = useState(false);
  const issue = useIntent(
    (body: Body<'/api/orders/{orderId}/invoices', 'post'>, key) =>
      api.post('/api/orders/{orderId}/invoices', { path: { orderId }, body, key }),
    { refresh: refreshed(orderId), onSuccess: onClose },
  );
  const faults = faultsOfInvoice(form, today);
  const wrong = (field: 'number' | 'issuedOn') =>
    tried && faults.includes(field) ? t(`phone.invoice.wrong.${field}`) : undefined;
  const set = (change: Partial<InvoiceForm>) => setForm((now) => ({ ...now, ...change }));
  return (
    <Sheet title={t('phone.invoice.issue')} open onClose={onClose}>
      <p>
        {t('phone.invoice.amount')} <strong className="price">{yuan(amountFen)}</strong>
      </p>
      <p className="muted small">{t('phone.invoice.amountHint')}</p>
      <TextField
        label={t('phone.invoice.number')}
        name="number"
        inputMode="numeric"
        value={form.number}
        onChange={(number) => set({ number })}
        error={wrong('number')}
      />
      <ChoiceField
        label={t('phone.invoice.kind')}
        value={form.kind}
        onChange={(kind) => set({ kind: kind as InvoiceForm['kind'] })}
        choices={kinds.map((kind) => ({ value: kind, label: t(`phone.invoice.kinds.${kind}`) }))}
        hint={t(`phone.invoice.hints.${form.kind}`)}
      />
      <TextField
        label={t('phone.invoice.issuedOn')}
        name="issuedOn"
        type="date"
        value={form.issuedOn}
        onChange={(issuedOn) => set({ issuedOn })}
        error={wrong('issuedOn')}
      />
      <ProblemAlert problem={issue.error} />
      <button
        type="button"
        className="button primary block"
        disabled={issue.isPending}
        onClick={() => {
          setTried(true);
          if (faults.length === 0)
            issue.mutate({ number: form.number.trim(), kind: form.kind, amountFen, issuedOn: form.issuedOn });
        }}
      >
        {t('phone.invoice.act')}
      </button>
      <button type="button" className="button block" onClick={onClose}>
        {t('shared:cancel')}
      </button>
    </Sheet>
  );
}

/** 红冲: a wrong or returned invoice is cancelled by a red-letter one. */
function Reverse({ orderId, invoice }: { orderId: string; invoice: Invoice }) {
  const { t } = useTranslation('ordering');
  const [asking, setAsking] = useState(false);
  const [redNumber, setRedNumber] = useState('');
  const reverse = useIntent(
    (body: { redNumber: string }, key) =>
      api.post('/api/orders/{orderId}/invoices/{invoiceId}/reversal', {
        path: { orderId, invoiceId: invoice.id },
        body,
        key,
      }),
    { refresh: refreshed(orderId), onSuccess: () => setAsking(false) },
  );
  const isWrong = redNumber.trim() !== '' && !isInvoiceNumber(redNumber);
  return (
    <>
      <button
        type="button"
        className={`button block ${invoice.state === 'returned' ? 'primary' : ''}`}
        onClick={() => setAsking(true)}
      >
        {t('phone.invoice.reverse')}
      </button>
      <ConfirmAct
        act={t('phone.invoice.reverse')}
        open={asking}
        onClose={() => setAsking(false)}
        onAct={() => reverse.mutate({ redNumber: redNumber.trim() })}
        pending={reverse.isPending}
        problem={reverse.error}
        disabled={!isInvoiceNumber(redNumber)}
        danger
      >
        <div className="stack">
          <p>{t('phone.invoice.reverseWhat', { number: invoice.number })}</p>
          <TextField
            label={t('phone.invoice.redNumber')}
            inputMode="numeric"
            value={redNumber}
            onChange={setRedNumber}
            error={isWrong ? t('phone.invoice.wrong.number') : undefined}
          />
        </div>
      </ConfirmAct>
    </>
  );
}

/** 发票: whom to make it out to, entering it, and reversing a wrong one. Agents see it, the supplier acts. */
export function Invoices({ order }: { order: Order }) {
  const { t } = useTranslation(['ordering', 'shared']);
  const issues = has(useSession().data, ['supplier']);
  const [issuing, setIssuing] = useState(false);
  const request = useInvoiceRequest(order.id, Boolean(order.contractedAt));
  const invoices = useInvoices(order.id, Boolean(order.contractedAt)).data?.items;
  const asked = request.data;
  if (!asked || !invoices || (!asked.isRequested && !asked.isAccepted && invoices.length === 0)) return null;
  const now = standing(invoices);
  const facts = [
    [t('phone.invoice.title'), asked.title],
    [t('phone.invoice.taxNumber'), asked.taxNumber],
    [t('phone.invoice.address'), asked.address],
    [t('phone.invoice.bank'), asked.bankAccount],
    [t('phone.invoice.note'), asked.note],
  ].filter(([, value]) => value);
  return (
    <section className="card stack-s" aria-label={t('phone.invoice.heading')}>
      <h2>{t('phone.invoice.heading')}</h2>
      {asked.isRequested ? (
        <dl className="facts small">
          {facts.map(([name, value]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className="muted small">{t('phone.invoice.notAsked', { name: order.buyer.name })}</p>
      )}
      {invoices.length > 0 && (
        <ul className="lines">
          {invoices.map((invoice) => (
            <li key={invoice.id} className="stack-s">
              <div className="row-between">
                <strong>{invoice.number}</strong>
                <StatusTag family={families[invoice.state]}>{t(`phone.invoice.states.${invoice.state}`)}</StatusTag>
              </div>
              <div className="muted small">
                {t(`phone.invoice.kinds.${invoice.kind}`)} · {date(invoice.issuedOn)} · {yuan(invoice.amountFen)}
              </div>
              {invoice.reason && <p>{t('phone.invoice.why', { reason: invoice.reason })}</p>}
              {invoice.redNumber && (
                <span className="muted small">{t('phone.invoice.red', { number: invoice.redNumber })}</span>
              )}
              {issues && (invoice.state === 'issued' || invoice.state === 'returned') && (
                <Reverse orderId={order.id} invoice={invoice} />
              )}
            </li>
          ))}
        </ul>
      )}
      {!asked.isAccepted && <p className="muted">{t('phone.invoice.early')}</p>}
      {issues && asked.isAccepted && !now && (
        <button
          type="button"
          className={`button block ${asked.isRequested ? 'primary' : ''}`}
          onClick={() => setIssuing(true)}
        >
          {t('phone.invoice.issue')}
        </button>
      )}
      {issuing && <Issue orderId={order.id} amountFen={asked.amountFen} onClose={() => setIssuing(false)} />}
    </section>
  );
}
