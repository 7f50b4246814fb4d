import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { date, yuan } from '@/shared/format';
import type { Problem } from '@/shared/http';
import { ChoiceField, ErrorSummary, PageHeading, StatusTag, TextField } from '@/shared/ui';
import { useBudgets, useBudgetUnits, type Address, type Quote } from '../api';
import { AddressChoice, DeliveryFields } from './AddressChoice';
import { ChangedSince } from './ChangedSince';
import { deliveryOf, faultsOf, type CheckoutDraft } from './checkout-draft';
import { useSaid, useWords } from './words';

/** What the orders come to, one block a supplier, as far as the place is known. */
export function QuoteTotals({ quote, budgetUnitId }: { quote: Quote | undefined; budgetUnitId: string }) {
  const { t } = useTranslation('ordering');
  const { t: say } = useTranslation('buying');
  const said = useSaid();
  const budgets = useBudgets().data?.items ?? [];
  const budget = budgets.find((one) => one.unitId === budgetUnitId) ?? budgets.find((one) => one.isOwn);
  if (!quote) return <p className="muted">{t('checkout.fill')}</p>;
  const left = budget?.leftFen;
  return (
    <div className="stack">
      {quote.orders.map((order) => (
        <div key={order.supplierId} className="stack-s">
          <strong>{order.supplierName}</strong>
          {order.lines.map((line) => (
            <div key={line.packId} className="row-between small">
              <span>
                {line.productName} {line.packName} × {line.quantity}{' '}
                {!line.isRecognised && <StatusTag family="due">{t('checkout.unrecognised')}</StatusTag>}
                {line.shipBy && <StatusTag family="due">{t('promise.line', { on: date(line.shipBy) })}</StatusTag>}
              </span>
              <span className="nowrap">{yuan(line.amountFen)}</span>
            </div>
          ))}
          {order.warnings.map((warning) => (
            <p key={warning.code + warning.productId} className="alert warn small">
              {said(warning)}
            </p>
          ))}
          <dl className="totals small">
            <dt>{t('checkout.freight')}</dt>
            <dd>{yuan(order.freightFen)}</dd>
            <dt>{say('checkout.orderTotal')}</dt>
            <dd>
              <strong>{yuan(order.totalFen)}</strong>
            </dd>
          </dl>
        </div>
      ))}
      <dl className="totals">
        <dt className="sum">
          {quote.orders.length > 1 ? say('checkout.inAll', { count: quote.orders.length }) : t('checkout.total')}
        </dt>
        <dd className="sum">{yuan(quote.totalFen)}</dd>
      </dl>
      {left !== null && left !== undefined && (
        <p className={left < quote.totalFen ? 'alert' : 'muted small'}>
          {left < quote.totalFen
            ? say('checkout.overBudget', {
                unit: budget?.unitName ?? '',
                left: yuan(left),
                over: yuan(quote.totalFen - left),
              })
            : `${budget?.unitName ?? ''} ${t('checkout.after', { left: yuan(left - quote.totalFen) })}`}
        </p>
      )}
    </div>
  );
}

/** The days when they may be wished: from today to a year on. */
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

export function CheckoutForm({
  draft,
  change,
  addresses,
  quote,
  quoteProblem,
  onRenew,
  onNext,
}: {
  draft: CheckoutDraft;
  change: (change: Partial<CheckoutDraft>) => void;
  addresses: readonly Address[];
  quote: Quote | undefined;
  quoteProblem: Problem | null;
  onRenew: () => void;
  onNext: () => void;
}) {
  const { t } = useTranslation('ordering');
  const { t: say } = useTranslation('buying');
  const words = useWords();
  const units = useBudgetUnits().data?.items ?? [];
  const [attempt, setAttempt] = useState(0);
  const wrong = attempt > 0 ? faultsOf(draft, addresses) : [];
  const message = (name: string) => {
    if (!wrong.includes(name)) return undefined;
    if (name === 'phone') return t('checkout.wrongPhone');
    return name === 'paymentDays'
      ? say('checkout.wrongDays')
      : say('checkout.missing', { field: say(`checkout.fields.${name}`) });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAttempt((count) => count + 1);
    if (faultsOf(draft, addresses).length === 0) onNext();
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <PageHeading question={t('checkout.question')} lead={<Steps at="form" />} />
      <ErrorSummary attempt={attempt} faults={wrong.map((field) => ({ field, message: message(field) ?? '' }))} />
      <ChangedSince problem={quoteProblem} onRenew={onRenew} />
      <div className="order-layout">
        <div className="stack">
          <section className="card stack">
            <h2>{t('checkout.delivery')}</h2>
            {addresses.length > 0 && (
              <AddressChoice
                addresses={addresses}
                chosen={draft.addressId}
                onChoose={(addressId) => change({ addressId })}
              />
            )}
            {deliveryOf(draft, addresses) === draft.delivery && (
              <>
                <DeliveryFields
                  form={draft.delivery}
                  onChange={(part) => change({ addressId: '', delivery: { ...draft.delivery, ...part } })}
                  wrong={wrong}
                />
                <label className="row">
                  <input
                    type="checkbox"
                    checked={draft.remember}
                    onChange={(event) => change({ remember: event.target.checked })}
                  />
                  {say('addresses.remember')}
                </label>
              </>
            )}
          </section>
          <section className="card stack">
            <h2>{t('checkout.terms')}</h2>
            <div className="form-grid">
              <ChoiceField
                label={t('checkout.budget')}
                name="budgetUnitId"
                value={draft.budgetUnitId || (units[0]?.unitId ?? '')}
                onChange={(budgetUnitId) => change({ budgetUnitId })}
                choices={units.map((unit) => ({
                  value: unit.unitId,
                  label: unit.relation === 'own' ? unit.name : say(`unit.${unit.relation}`, { name: unit.name }),
                }))}
                hint={say('checkout.budgetHint')}
              />
              <ChoiceField
                label={t('checkout.channel')}
                name="channelCode"
                value={draft.channelCode}
                onChange={(channelCode) => change({ channelCode })}
                choices={words.channels}
                hint={say('checkout.channelHint')}
                error={message('channelCode')}
              />
              <ChoiceField
                label={t('checkout.mode')}
                name="salesModeCode"
                value={draft.salesModeCode}
                onChange={(salesModeCode) => change({ salesModeCode })}
                choices={words.modes}
                hint={say('checkout.modeHint')}
                error={message('salesModeCode')}
              />
              <TextField
                label={t('checkout.wished')}
                name="wishedOn"
                type="date"
                optional
                value={draft.wishedOn}
                onChange={(wishedOn) => change({ wishedOn: wishedOn && wishedOn < today() ? today() : wishedOn })}
              />
              <div className="wide">
                <PaymentModes draft={draft} change={change} />
              </div>
              {draft.paymentMode === 'postpay' && (
                <TextField
                  label={t('checkout.days')}
                  name="paymentDays"
                  inputMode="numeric"
                  hint={say('checkout.daysHint')}
                  value={draft.paymentDays}
                  onChange={(paymentDays) => change({ paymentDays })}
                  error={message('paymentDays')}
                />
              )}
              <TextField
                label={t('checkout.note')}
                name="note"
                optional
                value={draft.note}
                onChange={(note) => change({ note })}
              />
            </div>
          </section>
        </div>
        <aside className="card stack">
          <h2>{t('checkout.lines')}</h2>
          <QuoteTotals quote={quote} budgetUnitId={draft.budgetUnitId} />
          <button type="submit" className="button primary block">
            {say('checkout.next')}
          </button>
        </aside>
      </div>
    </form>
  );
}

function PaymentModes({ draft, change }: { draft: CheckoutDraft; change: (change: Partial<CheckoutDraft>) => void }) {
  const { t } = useTranslation('ordering');
  const { t: say } = useTranslation('buying');
  return (
    <fieldset className="stack-s">
      <legend>{t('checkout.payment')}</legend>
      <div className="addresses">
        {(['prepay', 'postpay'] as const).map((mode) => (
          <label key={mode} className="pick">
            <input
              type="radio"
              name="paymentMode"
              checked={draft.paymentMode === mode}
              onChange={() => change({ paymentMode: mode })}
            />
            <span>
              <strong>{t(`checkout.${mode}`)}</strong>
              <br />
              <span className="small muted">{say(`checkout.${mode}Means`)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Where in the checkout one is. */
export function Steps({ at }: { at: 'form' | 'review' | 'placed' }) {
  const { t } = useTranslation('buying');
  return (
    <span className="steps small">
      {(['form', 'review', 'placed'] as const).map((step, index) => (
        <span key={step} aria-current={step === at ? 'step' : undefined}>
          {index + 1} {t(`steps.${step}`)}
        </span>
      ))}
    </span>
  );
}
