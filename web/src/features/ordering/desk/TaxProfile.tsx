import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { useIntent } from '@/shared/http';
import { has, usePosts, useSession } from '@/shared/session';
import { Await, ErrorSummary, PageHeading, ProblemAlert, TextField } from '@/shared/ui';
import { useOrganisation } from '../api';
import './i18n';
import { isCreditCode } from './credit-code';

interface Profile {
  invoiceTitle: string;
  invoiceTaxNumber: string;
  invoiceAddress: string;
  invoiceBank: string;
}

function Form({ organisationId, found, name }: { organisationId: string; found: Profile; name: string }) {
  const { t } = useTranslation('buying');
  const session = useSession().data;
  const [form, setForm] = useState(found);
  const [attempt, setAttempt] = useState(0);
  const save = useIntent(
    (body: Profile) =>
      api.put('/api/organisations/{organisationId}/invoice-profile', { path: { organisationId }, body }),
    { refresh: [['organisation', organisationId]] },
  );
  const may = has(session, ['buyer', 'buyer-finance']);
  const all = [
    ...(form.invoiceTitle.trim() ? [] : [{ field: 'invoiceTitle', message: t('tax.titleMissing') }]),
    ...(isCreditCode(form.invoiceTaxNumber) ? [] : [{ field: 'invoiceTaxNumber', message: t('tax.numberWrong') }]),
  ];
  const faults = attempt > 0 ? all : [];
  const field = (field: keyof Profile) => ({
    name: field,
    value: form[field],
    onChange: (value: string) => setForm((now) => ({ ...now, [field]: value })),
    error: faults.find((fault) => fault.field === field)?.message,
  });
  return (
    <form
      className="card stack"
      style={{ maxWidth: 760 }}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setAttempt((count) => count + 1);
        if (all.length === 0) save.mutate({ ...form, invoiceTaxNumber: form.invoiceTaxNumber.trim().toUpperCase() });
      }}
    >
      <ErrorSummary faults={faults} attempt={attempt} />
      <p className="muted">{t('tax.lead')}</p>
      <TextField
        label={t('tax.title')}
        hint={t('tax.titleHint')}
        autoComplete="organization"
        {...field('invoiceTitle')}
      />
      {!form.invoiceTitle && (
        <div>
          <button type="button" className="button" onClick={() => setForm((now) => ({ ...now, invoiceTitle: name }))}>
            {t('tax.useName', { name })}
          </button>
        </div>
      )}
      <TextField label={t('tax.number')} hint={t('tax.numberHint')} {...field('invoiceTaxNumber')} />
      <TextField label={t('tax.address')} optional {...field('invoiceAddress')} />
      <TextField label={t('tax.bank')} optional hint={t('tax.bankHint')} {...field('invoiceBank')} />
      <ProblemAlert problem={save.error} />
      {may && (
        <div className="row">
          <button type="submit" className="button primary" disabled={save.isPending}>
            {t('tax.save')}
          </button>
          {save.isSuccess && <span role="status">{t('tax.saved')}</span>}
        </div>
      )}
    </form>
  );
}

/** 开票资料: whom invoices to the unit are made out to; every request takes it from here. */
export default function TaxProfile() {
  const { t } = useTranslation('buying');
  const id = usePosts().find((post) => post.role.startsWith('buyer'))?.organisationId ?? undefined;
  const organisation = useOrganisation(id);
  return (
    <div className="stack">
      <PageHeading question={t('tax.question')} />
      <Await of={organisation} height={400}>
        {(found) => (
          <Form
            key={found.id}
            organisationId={found.id}
            name={found.name}
            found={{
              invoiceTitle: found.invoice.invoiceTitle ?? '',
              invoiceTaxNumber: found.invoice.invoiceTaxNumber ?? '',
              invoiceAddress: found.invoice.invoiceAddress ?? '',
              invoiceBank: found.invoice.invoiceBank ?? '',
            }}
          />
        )}
      </Await>
    </div>
  );
}
