import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, type Body } from '@/api';
import { dateTime, plainDigits } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { usePosts } from '@/shared/session';
import {
  Await,
  ConfirmAct,
  EmptyState,
  ErrorSummary,
  faultOf,
  PageHeading,
  StatusTag,
  TextField,
  type Fault,
} from '@/shared/ui';
import '../i18n';
import './accounts.css';
import { usePayee } from './api';

const isLater = (moment: string) => Date.parse(moment) > Date.now();
const digitsOf = (typed: string) => plainDigits(typed).replace(/[\s-]/g, '');

function Change({ partyId, isFirst }: { partyId: string; isFirst: boolean }) {
  const { t } = useTranslation('accounts');
  const [form, setForm] = useState({ holder: '', bankName: '', accountNumber: '' });
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [asking, setAsking] = useState(false);
  const change = useIntent(
    (body: Body<'/api/payees/{partyId}/account', 'put'>, key) =>
      api.put('/api/payees/{partyId}/account', { path: { partyId }, body, key }),
    { refresh: [['payee', partyId]], onSuccess: () => setAsking(false) },
  );
  const number = digitsOf(form.accountNumber);
  const submit = () => {
    const found: Fault[] = [];
    if (!form.holder.trim()) found.push({ field: 'holder', message: t('payee.wrong.holder') });
    if (!form.bankName.trim()) found.push({ field: 'bankName', message: t('payee.wrong.bank') });
    if (!/^\d{8,32}$/.test(number)) found.push({ field: 'accountNumber', message: t('payee.wrong.number') });
    setFaults(found);
    setAttempt((count) => count + 1);
    if (found.length === 0) setAsking(true);
  };
  if (change.isSuccess)
    return (
      <p className="alert good" role="status">
        {t('payee.changed', { at: dateTime(change.data.usableFrom) })}
      </p>
    );
  return (
    <section className="card stack">
      <h2>{t(isFirst ? 'payee.first' : 'payee.change')}</h2>
      {!isFirst && <p className="alert note">{t('payee.rest')}</p>}
      <ErrorSummary faults={faults} attempt={attempt} />
      <TextField
        label={t('payee.holder')}
        name="holder"
        autoComplete="off"
        value={form.holder}
        onChange={(holder) => setForm({ ...form, holder })}
        error={faultOf(faults, 'holder')}
      />
      <TextField
        label={t('payee.bank')}
        name="bankName"
        autoComplete="off"
        hint={t('payee.bankHint')}
        value={form.bankName}
        onChange={(bankName) => setForm({ ...form, bankName })}
        error={faultOf(faults, 'bankName')}
      />
      <TextField
        label={t('payee.number')}
        name="accountNumber"
        autoComplete="off"
        inputMode="numeric"
        value={form.accountNumber}
        onChange={(accountNumber) => setForm({ ...form, accountNumber })}
        error={faultOf(faults, 'accountNumber')}
      />
      <button type="button" className="button primary block big-act" onClick={submit}>
        {t('payee.check')}
      </button>
      <ConfirmAct
        act={t('payee.act')}
        open={asking}
        onClose={() => setAsking(false)}
        onAct={() =>
          change.mutate({ holder: form.holder.trim(), bankName: form.bankName.trim(), accountNumber: number })
        }
        pending={change.isPending}
        problem={change.error}
      >
        <dl className="facts">
          <dt>{t('payee.holder')}</dt>
          <dd>{form.holder}</dd>
          <dt>{t('payee.bank')}</dt>
          <dd>{form.bankName}</dd>
          <dt>{t('payee.number')}</dt>
          <dd>{number.replace(/(\d{4})(?=\d)/g, '$1 ')}</dd>
        </dl>
        <p>{t(isFirst ? 'payee.firstWhat' : 'payee.changeWhat')}</p>
      </ConfirmAct>
    </section>
  );
}

/** 收款账户: where the money goes; a changed one rests 72 hours before anything is paid to it. */
export default function PayeePage() {
  const { t } = useTranslation('accounts');
  const supplier = usePosts().find((post) => post.role === 'supplier');
  const payee = usePayee(supplier?.organisationId ?? undefined);
  if (!supplier?.organisationId)
    return (
      <div className="stack">
        <PageHeading question={t('payee.question')} />
        <EmptyState title={t('payee.notYours')}>{t('household.bank')}</EmptyState>
      </div>
    );
  const partyId = supplier.organisationId;
  return (
    <div className="stack">
      <Link className="button link back" to="/supplier/money">
        ‹ {t('payee.money')}
      </Link>
      <PageHeading question={t('payee.question')} lead={supplier.organisationName} />
      <Await of={payee} height={300}>
        {(account) => {
          const rests = account !== null && isLater(account.usableFrom);
          return (
            <>
              <section className="card stack-s">
                <h2>{t('payee.now')}</h2>
                {account ? (
                  <>
                    <dl className="facts">
                      <dt>{t('payee.holder')}</dt>
                      <dd>{account.holderMasked}</dd>
                      <dt>{t('payee.bank')}</dt>
                      <dd>{account.bankName}</dd>
                      <dt>{t('payee.number')}</dt>
                      <dd>{account.accountMasked}</dd>
                    </dl>
                    <div>
                      {rests ? (
                        <StatusTag family="due">{t('payee.rests', { at: dateTime(account.usableFrom) })}</StatusTag>
                      ) : (
                        <StatusTag family="done">{t('payee.usable')}</StatusTag>
                      )}
                    </div>
                  </>
                ) : (
                  <StatusTag family="yours">{t('payee.none')}</StatusTag>
                )}
              </section>
              <Change partyId={partyId} isFirst={account === null} />
            </>
          );
        }}
      </Await>
    </div>
  );
}
