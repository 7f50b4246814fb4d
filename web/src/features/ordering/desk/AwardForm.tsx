import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api';
import { yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { Await, ChoiceField, ConfirmAct, MoneyText, Sheet } from '@/shared/ui';
import { useAddresses, useBudgetUnits, type Address, type Demand } from '../api';
import { AddressChoice, blankDelivery, deliveryFaults, DeliveryFields } from './AddressChoice';
import { useWords } from './words';

type Choice = { offerId: string; quantity: number };

function Form({
  demand,
  choices,
  amount,
  suppliers,
  addresses,
  onClose,
}: {
  demand: Demand;
  choices: readonly Choice[];
  amount: number;
  suppliers: number;
  addresses: readonly Address[];
  onClose: () => void;
}) {
  const { t } = useTranslation('ordering');
  const { t: say } = useTranslation('buying');
  const words = useWords();
  const units = useBudgetUnits().data?.items ?? [];
  const near = addresses.find((one) => one.regionCode === demand.deliveryRegion) ?? addresses[0];
  const [addressId, setAddressId] = useState(near?.id ?? '');
  const [typed, setTyped] = useState({ ...blankDelivery, regionCode: demand.deliveryRegion });
  const [channelCode, setChannel] = useState('');
  const [salesModeCode, setMode] = useState('department-matched');
  const [paymentMode, setPayment] = useState<'prepay' | 'postpay'>('prepay');
  const [budgetUnitId, setUnit] = useState('');
  const known = addresses.find((one) => one.id === addressId);
  const delivery = known
    ? { recipient: known.recipient, phone: known.phone, regionCode: known.regionCode, address: known.address }
    : typed;
  const award = useIntent(
    (body: Parameters<typeof api.post<'/api/demands/{demandId}/award'>>[1]['body'], key) =>
      api.post('/api/demands/{demandId}/award', { path: { demandId: demand.id }, body, key }),
    { refresh: [['demand', demand.id], ['demands'], ['orders'], ['order-tasks']] },
  );
  if (award.data) {
    return (
      <Sheet title={say('award.done')} open onClose={onClose}>
        <p>{say('award.next')}</p>
        <ul className="stack-s">
          {award.data.orders.map((order) => (
            <li key={order.id}>
              <Link to={`/buyer/orders/${order.id}`}>{order.number}</Link> {order.supplierName} {yuan(order.totalFen)}
            </li>
          ))}
        </ul>
      </Sheet>
    );
  }
  return (
    <ConfirmAct
      act={say('award.act')}
      open
      onClose={onClose}
      pending={award.isPending}
      problem={award.error}
      disabled={!channelCode || deliveryFaults(delivery).length > 0}
      onAct={() =>
        award.mutate({
          choices: [...choices],
          delivery,
          channelCode,
          salesModeCode,
          paymentMode,
          ...(budgetUnitId ? { budgetUnitId } : {}),
          ...(paymentMode === 'postpay' ? { paymentDays: 30 } : {}),
        })
      }
    >
      <div className="stack">
        <p>{say('award.what', { count: suppliers })}</p>
        <MoneyText fen={amount} inWords />
        {addresses.length > 0 && <AddressChoice addresses={addresses} chosen={addressId} onChoose={setAddressId} />}
        {!known && (
          <DeliveryFields form={typed} onChange={(part) => setTyped((now) => ({ ...now, ...part }))} wrong={[]} />
        )}
        <div className="form-grid">
          <ChoiceField
            label={t('checkout.channel')}
            value={channelCode}
            onChange={setChannel}
            choices={words.channels}
          />
          <ChoiceField label={t('checkout.mode')} value={salesModeCode} onChange={setMode} choices={words.modes} />
          <ChoiceField
            label={t('checkout.payment')}
            value={paymentMode}
            onChange={(mode) => setPayment(mode === 'postpay' ? 'postpay' : 'prepay')}
            choices={[
              { value: 'prepay', label: t('order.prepay') },
              { value: 'postpay', label: t('order.postpay', { days: 30 }) },
            ]}
          />
          <ChoiceField
            label={t('checkout.budget')}
            value={budgetUnitId || (units[0]?.unitId ?? '')}
            onChange={setUnit}
            choices={units.map((unit) => ({ value: unit.unitId, label: unit.name }))}
          />
        </div>
      </div>
    </ConfirmAct>
  );
}

/** 授予: where to, through which channel, how it is paid; each supplier's part becomes a draft of an order. */
export function AwardForm(props: Omit<Parameters<typeof Form>[0], 'addresses'>) {
  const addresses = useAddresses();
  return (
    <Await of={addresses} height={200}>
      {(book) => <Form {...props} addresses={book.items} />}
    </Await>
  );
}
