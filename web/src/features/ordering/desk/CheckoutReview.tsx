import { useTranslation } from 'react-i18next';
import { capitals, date, yuan } from '@/shared/format';
import type { Problem } from '@/shared/http';
import { PageHeading, useRegion } from '@/shared/ui';
import { useBudgetUnits, type Quote } from '../api';
import type { DeliveryForm } from './AddressChoice';
import { ChangedSince } from './ChangedSince';
import type { CheckoutDraft } from './checkout-draft';
import { QuoteTotals, Steps } from './CheckoutForm';
import { useWords } from './words';

/** The look before it binds: everything that was said, in words. */
export function CheckoutReview({
  draft,
  delivery,
  quote,
  pending,
  problem,
  onBack,
  onRenew,
  onPlace,
}: {
  draft: CheckoutDraft;
  delivery: DeliveryForm;
  quote: Quote;
  pending: boolean;
  problem: Problem | null;
  onBack: () => void;
  onRenew: () => void;
  onPlace: () => void;
}) {
  const { t } = useTranslation('ordering');
  const { t: say } = useTranslation('buying');
  const words = useWords();
  const units = useBudgetUnits().data?.items ?? [];
  const unit = units.find((one) => one.unitId === draft.budgetUnitId) ?? units[0];
  const region = useRegion(delivery.regionCode).data;
  const facts: [string, string][] = [
    [t('checkout.delivery'), `${delivery.recipient} ${delivery.phone}`],
    ['', `${region?.fullName ?? ''} ${delivery.address}`],
    [t('checkout.budget'), unit?.name ?? ''],
    [t('checkout.channel'), words.channel(draft.channelCode)],
    [t('checkout.mode'), words.mode(draft.salesModeCode)],
    [
      t('checkout.payment'),
      draft.paymentMode === 'prepay' ? t('checkout.prepay') : t('order.postpay', { days: Number(draft.paymentDays) }),
    ],
  ];
  if (draft.wishedOn) facts.push([t('checkout.wished'), date(draft.wishedOn)]);
  if (draft.note) facts.push([t('checkout.note'), draft.note]);
  return (
    <div className="stack">
      <PageHeading question={say('review.question')} lead={<Steps at="review" />} />
      <ChangedSince problem={problem} onRenew={onRenew} />
      <div className="order-layout">
        <section className="card stack">
          <dl className="facts">
            {facts.map(([name, value], index) => (
              <div key={`${name}-${index}`} style={{ display: 'contents' }}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <p className="alert note">
            {quote.orders.length > 1 && `${say('review.several', { count: quote.orders.length })} `}
            {say('review.effect')}
          </p>
        </section>
        <aside className="card stack">
          <h2>{t('checkout.lines')}</h2>
          <QuoteTotals quote={quote} budgetUnitId={draft.budgetUnitId} />
          <p className="small">{capitals(quote.totalFen)}</p>
          <button type="button" className="button primary block" disabled={pending} onClick={onPlace}>
            {say('review.act', { amount: yuan(quote.totalFen) })}
          </button>
          <button type="button" className="button block" disabled={pending} onClick={onBack}>
            {say('review.back')}
          </button>
        </aside>
      </div>
    </div>
  );
}
