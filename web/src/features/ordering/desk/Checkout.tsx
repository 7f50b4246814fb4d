import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api';
import { useIntent, type Problem } from '@/shared/http';
import { Await, EmptyState, PageHeading } from '@/shared/ui';
import { useAddresses, useCart, type Address, type Cart, type Placed } from '../api';
import '../ordering.css';
import { blankDraft, deliveryOf, faultsOf, keepDraft, linesOf, readDraft, type CheckoutDraft } from './checkout-draft';
import { CheckoutForm } from './CheckoutForm';
import { CheckoutReview } from './CheckoutReview';
import { OrdersPlaced } from './OrdersPlaced';
import './buying.css';
import './i18n';

/** One checkout: what is said, what it would cost, the look before it binds, and what comes of it. */
function Flow({ cart, addresses, renew }: { cart: Cart; addresses: readonly Address[]; renew: () => void }) {
  const [draft, setDraft] = useState<CheckoutDraft>(() => {
    const kept = readDraft(cart.organisationId) ?? blankDraft;
    const known = addresses.some((one) => one.id === kept.addressId);
    return known || kept.delivery.recipient ? kept : { ...kept, addressId: addresses[0]?.id ?? '' };
  });
  const [step, setStep] = useState<'form' | 'review'>('form');
  const [placed, setPlaced] = useState<readonly Placed[]>();
  useEffect(() => keepDraft(cart.organisationId, draft), [cart.organisationId, draft]);
  const delivery = deliveryOf(draft, addresses);
  const lines = linesOf(cart);
  const quote = useQuery({
    queryKey: ['quote', lines, delivery.regionCode],
    queryFn: () => api.post('/api/orders/quote', { body: { lines, deliveryRegionCode: delivery.regionCode } }),
    enabled: delivery.regionCode !== '',
    retry: false,
    staleTime: 0,
  });
  const place = useIntent(
    (body: Parameters<typeof api.post<'/api/orders'>>[1]['body'], key) => api.post('/api/orders', { body, key }),
    {
      refresh: [['cart'], ['orders'], ['order-tasks'], ['budgets'], ['addresses'], ['reserved-share']],
      onSuccess: (answer) => {
        keepDraft(cart.organisationId, { ...draft, wishedOn: '', note: '' });
        setPlaced(answer.orders);
      },
    },
  );
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [step, placed]);

  if (placed) return <OrdersPlaced orders={placed} />;
  if (step === 'review' && quote.data && faultsOf(draft, addresses).length === 0) {
    return (
      <CheckoutReview
        draft={draft}
        delivery={delivery}
        quote={quote.data}
        pending={place.isPending}
        problem={place.error ?? (quote.error as Problem | null)}
        onBack={() => setStep('form')}
        onRenew={() => {
          place.reset();
          setStep('form');
          renew();
        }}
        onPlace={() =>
          place.mutate({
            lines,
            delivery: {
              recipient: delivery.recipient.trim(),
              phone: delivery.phone.trim(),
              regionCode: delivery.regionCode,
              address: delivery.address.trim(),
            },
            channelCode: draft.channelCode,
            salesModeCode: draft.salesModeCode,
            paymentMode: draft.paymentMode,
            ...(draft.budgetUnitId ? { budgetUnitId: draft.budgetUnitId } : {}),
            ...(draft.paymentMode === 'postpay' ? { paymentDays: Number(draft.paymentDays) } : {}),
            ...(draft.wishedOn ? { wishedOn: draft.wishedOn } : {}),
            ...(draft.note.trim() ? { note: draft.note.trim() } : {}),
            rememberAddress: draft.addressId === '' && draft.remember,
          })
        }
      />
    );
  }
  return (
    <CheckoutForm
      draft={draft}
      change={(change) => {
        setStep('form');
        setDraft((now) => ({ ...now, ...change }));
      }}
      addresses={addresses}
      quote={quote.data}
      quoteProblem={quote.error as Problem | null}
      onRenew={renew}
      onNext={() => setStep('review')}
    />
  );
}

export default function Checkout() {
  const { t } = useTranslation('ordering');
  const cart = useCart();
  const addresses = useAddresses();
  const [first, setFirst] = useState<Cart>();
  // The list empties when the order is placed; what is being ordered stays on the screen.
  if (!first && cart.data) setFirst(cart.data);
  const renew = () => void cart.refetch().then((fresh) => fresh.data && setFirst(fresh.data));
  return (
    <Await of={cart} height={500}>
      {() => (
        <Await of={addresses} height={500}>
          {(book) =>
            !first || first.suppliers.length === 0 ? (
              <div className="stack">
                <PageHeading question={t('checkout.question')} />
                <EmptyState title={t('cart.empty')}>
                  {t('cart.emptyNext')} <Link to="/search">{t('desk.find')}</Link>
                </EmptyState>
              </div>
            ) : (
              <Flow key={JSON.stringify(linesOf(first))} cart={first} addresses={book.items} renew={renew} />
            )
          }
        </Await>
      )}
    </Await>
  );
}
