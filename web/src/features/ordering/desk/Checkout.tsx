import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { yuan } from '@/shared/format';
import { http, useIntent } from '@/shared/http';
import {
  Await,
  ChipChoice,
  ChoiceField,
  EmptyState,
  PageHeading,
  ProblemAlert,
  StatusTag,
  TextField,
} from '@/shared/ui';
import { useBudgets, useCart, useVocabulary, type Cart, type Quote } from '../api';
import '../i18n';
import '../ordering.css';

interface Placed {
  orders: { id: string; number: string; supplierName: string; totalFen: number }[];
}

const key = 'mp-delivery';
const blank = {
  recipient: '',
  phone: '',
  regionCode: '',
  address: '',
  channelCode: '',
  salesModeCode: 'department-matched',
  paymentMode: 'prepay',
  paymentDays: '30',
  wishedOn: '',
  note: '',
};

function remembered(): typeof blank {
  try {
    return { ...blank, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<typeof blank>) };
  } catch {
    return blank;
  }
}

function Totals({ quote }: { quote: Quote | undefined }) {
  const { t, i18n } = useTranslation('ordering');
  const budgets = useBudgets().data?.items ?? [];
  const budget = budgets[0];
  if (!quote) return <p className="muted">{t('checkout.fill')}</p>;
  const goods = quote.orders.reduce((sum, order) => sum + order.goodsFen, 0);
  const freight = quote.orders.reduce((sum, order) => sum + order.freightFen, 0);
  return (
    <>
      {quote.orders.flatMap((order) =>
        order.lines.map((line) => (
          <div key={line.packId} className="row-between small">
            <span>
              {line.productName} {line.packName} × {line.quantity}
              {!line.isRecognised && <StatusTag family="due">{t('checkout.unrecognised')}</StatusTag>}
            </span>
            <span>{yuan(line.amountFen)}</span>
          </div>
        )),
      )}
      {quote.orders.flatMap((order) =>
        order.warnings.map((warning) => (
          <p key={warning.code} className="alert warn small">
            {i18n.language === 'en' ? warning.en : warning.zh}
          </p>
        )),
      )}
      <dl className="totals">
        <dt>{t('checkout.goods')}</dt>
        <dd>{yuan(goods)}</dd>
        <dt>{t('checkout.freight')}</dt>
        <dd>{yuan(freight)}</dd>
        <dt className="sum">{t('checkout.total')}</dt>
        <dd className="sum">{yuan(quote.totalFen)}</dd>
        {budget?.leftFen !== null && budget?.leftFen !== undefined && (
          <>
            <dt className="muted small">{budget.unitName}</dt>
            <dd className="muted small">{t('checkout.after', { left: yuan(budget.leftFen - quote.totalFen) })}</dd>
          </>
        )}
      </dl>
    </>
  );
}

function Form({ cart }: { cart: Cart }) {
  const { t, i18n } = useTranslation('ordering');
  const words = useVocabulary().data;
  const [form, setForm] = useState(remembered);
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const lines = cart.suppliers
    .flatMap((group) => group.lines)
    .map((line) => ({ packId: line.packId, quantity: line.quantity, unitPriceFen: line.unitPriceFen ?? undefined }));
  const quote = useQuery({
    queryKey: ['quote', lines, form.regionCode],
    queryFn: () => http.post<Quote>('/api/orders/quote', { lines, deliveryRegionCode: form.regionCode }),
    enabled: /^\d{6}(\d{3}){0,2}$/.test(form.regionCode),
    retry: false,
  });
  const place = useIntent((body: unknown, intent) => http.post<Placed>('/api/orders', body, intent), {
    refresh: [['cart'], ['orders'], ['order-tasks'], ['budgets']],
  });
  const field = (name: keyof typeof blank) => ({
    value: form[name],
    onChange: (value: string) => setForm((now) => ({ ...now, [name]: value })),
    error: wrong.includes(name) ? t(name === 'phone' ? 'checkout.wrongPhone' : 'checkout.fix') : undefined,
  });
  const say = (list: { code: string; zh: string; en: string }[] | undefined) =>
    (list ?? []).map((word) => ({ value: word.code, label: i18n.language === 'en' ? word.en : word.zh }));

  if (place.data) {
    return (
      <div className="stack">
        <PageHeading question={t('placed.question')} lead={t('placed.next')} />
        {place.data.orders.map((order) => (
          <p key={order.id} className="card">
            ✓ {order.supplierName} {yuan(order.totalFen)}{' '}
            <Link to={`/buyer/orders/${order.id}`}>{t('placed.open', { number: order.number })}</Link>
          </p>
        ))}
      </div>
    );
  }

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const missing: string[] = (['recipient', 'regionCode', 'address', 'channelCode', 'salesModeCode'] as const).filter(
      (name) => !form[name].trim(),
    );
    if (!/^\+?[0-9][0-9 -]{5,18}$/.test(form.phone.trim())) missing.push('phone');
    setWrong(missing);
    if (missing.length > 0) return;
    try {
      localStorage.setItem(key, JSON.stringify({ ...form, note: '', wishedOn: '' }));
    } catch {
      // Typed again next time.
    }
    place.mutate({
      lines,
      delivery: {
        recipient: form.recipient.trim(),
        phone: form.phone.trim(),
        regionCode: form.regionCode.trim(),
        address: form.address.trim(),
      },
      channelCode: form.channelCode,
      salesModeCode: form.salesModeCode,
      paymentMode: form.paymentMode,
      ...(form.paymentMode === 'postpay' ? { paymentDays: Number(form.paymentDays) || 30 } : {}),
      ...(form.wishedOn ? { wishedOn: form.wishedOn } : {}),
      ...(form.note.trim() ? { note: form.note.trim() } : {}),
    });
  };

  return (
    <form className="stack" onSubmit={submit} noValidate>
      <PageHeading question={t('checkout.question')} />
      <ProblemAlert problem={place.error} />
      <div className="order-layout">
        <div className="stack">
          <section className="card stack">
            <h2>{t('checkout.delivery')}</h2>
            <div className="form-grid">
              <TextField label={t('checkout.recipient')} autoComplete="name" {...field('recipient')} />
              <TextField label={t('checkout.phone')} inputMode="tel" autoComplete="tel" {...field('phone')} />
              <TextField
                label={t('checkout.region')}
                hint={t('checkout.regionHint')}
                inputMode="numeric"
                {...field('regionCode')}
              />
              <TextField label={t('checkout.address')} autoComplete="street-address" {...field('address')} />
            </div>
          </section>
          <section className="card stack">
            <h2>{t('checkout.terms')}</h2>
            <div className="form-grid">
              <ChoiceField label={t('checkout.channel')} {...field('channelCode')} choices={say(words?.channels)} />
              <ChoiceField label={t('checkout.mode')} {...field('salesModeCode')} choices={say(words?.salesModes)} />
              <div className="wide">
                <ChipChoice
                  label={t('checkout.payment')}
                  value={form.paymentMode}
                  onChange={field('paymentMode').onChange}
                  choices={['prepay', 'postpay'].map((value) => ({ value, label: t(`checkout.${value}`) }))}
                />
              </div>
              {form.paymentMode === 'postpay' && (
                <TextField label={t('checkout.days')} inputMode="numeric" {...field('paymentDays')} />
              )}
              <TextField label={t('checkout.wished')} type="date" optional {...field('wishedOn')} />
              <TextField label={t('checkout.note')} optional {...field('note')} />
            </div>
          </section>
        </div>
        <aside className="card stack">
          <h2>{t('checkout.lines')}</h2>
          <ProblemAlert problem={quote.error as never} />
          <Totals quote={quote.data} />
          <button type="submit" className="button primary block" disabled={place.isPending}>
            {t('checkout.act')}
          </button>
        </aside>
      </div>
    </form>
  );
}

export default function Checkout() {
  const { t } = useTranslation('ordering');
  const cart = useCart();
  const [first, setFirst] = useState<Cart>();
  // The list empties when the order is placed; what is being ordered stays on the screen.
  if (!first && cart.data) setFirst(cart.data);
  return (
    <Await of={cart} height={500}>
      {() =>
        !first || first.suppliers.length === 0 ? (
          <div className="stack">
            <PageHeading question={t('checkout.question')} />
            <EmptyState title={t('cart.empty')}>
              {t('cart.emptyNext')} <Link to="/search">{t('desk.find')}</Link>
            </EmptyState>
          </div>
        ) : (
          <Form cart={first} />
        )
      }
    </Await>
  );
}
