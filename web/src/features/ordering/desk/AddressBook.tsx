import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { useIntent } from '@/shared/http';
import { Await, ConfirmAct, EmptyState, PageHeading, ProblemAlert, TextField } from '@/shared/ui';
import { useAddresses, type Address } from '../api';
import '../ordering.css';
import { blankDelivery, deliveryFaults, DeliveryFields } from './AddressChoice';
import './buying.css';
import './i18n';

function Edit({ address, onDone }: { address?: Address; onDone: () => void }) {
  const { t } = useTranslation('buying');
  const [id] = useState(() => address?.id ?? crypto.randomUUID());
  const [form, setForm] = useState(
    address
      ? { recipient: address.recipient, phone: address.phone, regionCode: address.regionCode, address: address.address }
      : blankDelivery,
  );
  const [label, setLabel] = useState(address?.label ?? '');
  const [isUsual, setUsual] = useState(address?.isUsual ?? false);
  const [tried, setTried] = useState(false);
  const save = useIntent(
    (body: { delivery: typeof form; label: string | null; isUsual: boolean }, key) =>
      api.put('/api/addresses/{addressId}', { path: { addressId: id }, body, key }),
    { refresh: [['addresses']], onSuccess: onDone },
  );
  return (
    <form
      className="card stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (deliveryFaults(form).length === 0) save.mutate({ delivery: form, label: label.trim() || null, isUsual });
      }}
    >
      <TextField
        label={t('addresses.label')}
        hint={t('addresses.labelHint')}
        optional
        value={label}
        onChange={setLabel}
      />
      <DeliveryFields
        form={form}
        onChange={(part) => setForm((now) => ({ ...now, ...part }))}
        wrong={tried ? deliveryFaults(form) : []}
      />
      <label className="row">
        <input type="checkbox" checked={isUsual} onChange={(event) => setUsual(event.target.checked)} />
        {t('addresses.makeUsual')}
      </label>
      <ProblemAlert problem={save.error} />
      <div className="row">
        <button type="submit" className="button primary" disabled={save.isPending}>
          {t('addresses.save')}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {t('rule.keep')}
        </button>
      </div>
    </form>
  );
}

function Entry({ address, onEdit }: { address: Address; onEdit: () => void }) {
  const { t } = useTranslation('buying');
  const [asking, setAsking] = useState(false);
  const remove = useIntent(
    (addressId: string, key) => api.delete('/api/addresses/{addressId}', { path: { addressId }, key }),
    { refresh: [['addresses']] },
  );
  const name = address.label || address.recipient;
  return (
    <section className="card stack-s" aria-label={name}>
      <h2>
        {name} {address.isUsual && <span className="muted small">{t('addresses.usual')}</span>}
      </h2>
      <p>
        {address.recipient} {address.phone}
        <br />
        {address.regionName} {address.address}
      </p>
      <div className="row">
        <button type="button" className="button" aria-label={t('addresses.changeNamed', { name })} onClick={onEdit}>
          {t('addresses.change')}
        </button>
        <button
          type="button"
          className="button link"
          aria-label={t('addresses.removeNamed', { name })}
          onClick={() => setAsking(true)}
        >
          {t('addresses.remove')}
        </button>
      </div>
      <ConfirmAct
        act={t('addresses.remove')}
        open={asking}
        onClose={() => setAsking(false)}
        onAct={() => remove.mutate(address.id)}
        pending={remove.isPending}
        problem={remove.error}
        danger
      >
        <p>{t('addresses.removeWhat', { name })}</p>
      </ConfirmAct>
    </section>
  );
}

/** 收货地址: of the unit, for all its buyers. */
export default function AddressBook() {
  const { t } = useTranslation('buying');
  const addresses = useAddresses();
  const [editing, setEditing] = useState<string>();
  return (
    <div className="stack">
      <PageHeading question={t('addresses.question')}>
        <button type="button" className="button primary" onClick={() => setEditing('new')}>
          {t('addresses.add')}
        </button>
      </PageHeading>
      {editing === 'new' && <Edit onDone={() => setEditing(undefined)} />}
      <Await of={addresses} height={300}>
        {(book) =>
          book.items.length === 0 && editing === undefined ? (
            <EmptyState title={t('addresses.none')}>{t('addresses.noneNext')}</EmptyState>
          ) : (
            <div className="addresses" style={{ gridTemplateColumns: 'repeat(auto-fill, minmax(320px, 1fr))' }}>
              {book.items.map((address) =>
                editing === address.id ? (
                  <Edit key={address.id} address={address} onDone={() => setEditing(undefined)} />
                ) : (
                  <Entry key={address.id} address={address} onEdit={() => setEditing(address.id)} />
                ),
              )}
            </div>
          )
        }
      </Await>
    </div>
  );
}
