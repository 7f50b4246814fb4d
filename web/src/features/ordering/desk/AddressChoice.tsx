import { useTranslation } from 'react-i18next';
import { TextField, RegionPicker } from '@/shared/ui';
import type { Address } from '../api';

export interface DeliveryForm {
  recipient: string;
  phone: string;
  regionCode: string;
  address: string;
}

export const blankDelivery: DeliveryForm = { recipient: '', phone: '', regionCode: '', address: '' };

/** What is wrong with a delivery, by field. */
export function deliveryFaults(form: DeliveryForm): readonly (keyof DeliveryForm)[] {
  const faults = (['recipient', 'regionCode', 'address'] as const).filter((name) => !form[name].trim());
  return /^\+?[0-9][0-9 -]{5,18}$/.test(form.phone.trim()) ? faults : [...faults, 'phone'];
}

export function DeliveryFields({
  form,
  onChange,
  wrong,
}: {
  form: DeliveryForm;
  onChange: (change: Partial<DeliveryForm>) => void;
  wrong: readonly string[];
}) {
  const { t } = useTranslation('ordering');
  const { t: say } = useTranslation('buying');
  const field = (name: keyof DeliveryForm) => ({
    name,
    value: form[name],
    onChange: (value: string) => onChange({ [name]: value }),
    error: !wrong.includes(name)
      ? undefined
      : name === 'phone'
        ? t('checkout.wrongPhone')
        : say('checkout.missing', { field: say(`checkout.fields.${name}`) }),
  });
  return (
    <div className="form-grid">
      <TextField label={t('checkout.recipient')} autoComplete="name" {...field('recipient')} />
      <TextField label={t('checkout.phone')} inputMode="tel" autoComplete="tel" {...field('phone')} />
      <RegionPicker label={t('checkout.region')} least="county" {...field('regionCode')} />
      <TextField label={t('checkout.address')} autoComplete="street-address" {...field('address')} />
    </div>
  );
}

/** The organisation's addresses to choose from, and a new one. */
export function AddressChoice({
  addresses,
  chosen,
  onChoose,
}: {
  addresses: readonly Address[];
  chosen: string;
  onChoose: (id: string) => void;
}) {
  const { t } = useTranslation('buying');
  return (
    <fieldset className="stack-s">
      <legend className="visually-hidden">{t('addresses.choose')}</legend>
      <div className="addresses">
        {addresses.map((one) => (
          <label key={one.id} className="pick">
            <input type="radio" name="delivery" checked={chosen === one.id} onChange={() => onChoose(one.id)} />
            <span>
              <strong>{one.label || one.recipient}</strong>
              {one.isUsual && <span className="muted small"> {t('addresses.usual')}</span>}
              <br />
              <span className="small">
                {one.recipient} {one.phone}
                <br />
                {one.regionName} {one.address}
              </span>
            </span>
          </label>
        ))}
        <label className="pick">
          <input type="radio" name="delivery" checked={chosen === ''} onChange={() => onChoose('')} />
          <span>{t('addresses.other')}</span>
        </label>
      </div>
    </fieldset>
  );
}
