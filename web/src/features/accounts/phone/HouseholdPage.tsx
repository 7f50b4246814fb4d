import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '@/api';
import { date, dateTime } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { Await, ConfirmAct, DueText, PageHeading, StatusTag, TextField } from '@/shared/ui';
import '../i18n';
import './accounts.css';
import { isInForce, useHousehold, type Consent, type Household } from './api';
import { ConsentForm } from './ConsentForm';

function Withdraw({ household, consent }: { household: Household; consent: Consent }) {
  const { t } = useTranslation('accounts');
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const withdraw = useIntent(
    (body: { reason: string }, key) =>
      api.post('/api/households/{householdId}/consents/{consentId}/revocation', {
        path: { householdId: household.id, consentId: consent.id },
        body,
        key,
      }),
    { refresh: [['household', household.id], ['households']], onSuccess: () => setOpen(false) },
  );
  return (
    <>
      <button type="button" className="button danger block" onClick={() => setOpen(true)}>
        {t('consent.withdraw')}
      </button>
      <ConfirmAct
        act={t('consent.withdraw')}
        open={open}
        onClose={() => setOpen(false)}
        onAct={() => withdraw.mutate({ reason: reason.trim() })}
        pending={withdraw.isPending}
        problem={withdraw.error}
        disabled={!reason.trim()}
        danger
      >
        <div className="stack">
          <p>{t('consent.withdrawWhat', { name: household.maskedName })}</p>
          <TextField label={t('consent.reason')} lines={2} value={reason} onChange={setReason} />
        </div>
      </ConfirmAct>
    </>
  );
}

function ConsentCard({ household, consent }: { household: Household; consent: Consent }) {
  const { t } = useTranslation('accounts');
  const inForce = isInForce(consent, date(new Date()));
  return (
    <li className="card stack-s">
      <div className="row-between">
        <StatusTag family={inForce ? 'done' : 'ended'}>
          {consent.revokedAt
            ? t('consent.revoked', { at: date(consent.revokedAt) })
            : t(inForce ? 'consent.inForce' : 'consent.over', { date: consent.validTo })}
        </StatusTag>
        {inForce && (
          <span className="muted small">
            <DueText at={consent.validTo} />
          </span>
        )}
      </div>
      <dl className="facts small">
        <dt>{t('consent.agent')}</dt>
        <dd>{consent.agentName}</dd>
        <dt>{t('consent.seller')}</dt>
        <dd>{consent.sellerName}</dd>
        <dt>{t('consent.term')}</dt>
        <dd>
          {consent.givenOn} – {consent.validTo}
        </dd>
        <dt>{t('consent.wording')}</dt>
        <dd>{consent.textVersion}</dd>
        <dt>{t('consent.recorded')}</dt>
        <dd>{dateTime(consent.recordedAt)}</dd>
        {consent.revokedReason && (
          <>
            <dt>{t('consent.reason')}</dt>
            <dd>{consent.revokedReason}</dd>
          </>
        )}
      </dl>
      <div className="row">
        <Link className="button" to={`/supplier/households/${household.id}/receipt/${consent.id}`}>
          {t('consent.receipt')}
        </Link>
        {consent.evidenceUrl && (
          <a className="button" href={consent.evidenceUrl} target="_blank" rel="noreferrer">
            {t('consent.photo')}
          </a>
        )}
      </div>
      {inForce && consent.isMine && <Withdraw household={household} consent={consent} />}
    </li>
  );
}

/** One household: what it consented to, until when, and what may be done for it. */
export default function HouseholdPage() {
  const { t } = useTranslation('accounts');
  const { householdId = '' } = useParams();
  const navigate = useNavigate();
  const [renewing, setRenewing] = useState(false);
  const household = useHousehold(householdId);
  return (
    <Await of={household} height={500}>
      {(found) => {
        const current = found.consents.find((one) => one.isMine && isInForce(one, date(new Date())));
        return (
          <div className="stack">
            <Link className="button link back" to="/supplier/households">
              ‹ {t('households.back')}
            </Link>
            <PageHeading question={found.maskedName} lead={found.villageName} />
            {current && (
              <Link className="button primary block big-act" to={`/supplier/list?household=${found.id}`}>
                {t('households.list')}
              </Link>
            )}
            <section className="card stack-s">
              <dl className="facts">
                <dt>{t('household.identity')}</dt>
                <dd>{found.maskedIdentity ?? '—'}</dd>
                <dt>{t('household.account')}</dt>
                <dd>
                  {found.account
                    ? `${found.account.bankName} ${found.account.accountMasked}`
                    : t('household.noAccount')}
                </dd>
              </dl>
              <p className="muted small">{t('household.bank')}</p>
            </section>
            {current && (
              <Link className="button block" to={`/supplier/households/${found.id}/money`}>
                {t('households.money')}
              </Link>
            )}
            {renewing || found.consents.length === 0 ? (
              <ConsentForm
                householdId={found.id}
                village={found.villageCode}
                name={found.maskedName}
                onDone={(consentId) => void navigate(`/supplier/households/${found.id}/receipt/${consentId}`)}
              />
            ) : (
              <button
                type="button"
                className={`button block ${current ? '' : 'primary big-act'}`}
                onClick={() => setRenewing(true)}
              >
                {t('consent.renew')}
              </button>
            )}
            {found.consents.length > 0 && (
              <section className="stack-s">
                <h2>{t('consent.all')}</h2>
                <ul className="stack-s">
                  {found.consents.map((consent) => (
                    <ConsentCard key={consent.id} household={found} consent={consent} />
                  ))}
                </ul>
              </section>
            )}
          </div>
        );
      }}
    </Await>
  );
}
