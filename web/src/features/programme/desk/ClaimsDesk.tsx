import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { dateTime, mass, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import {
  Await,
  EmptyState,
  PageHeading,
  ProblemAlert,
  StatusTag,
  TextField,
  Timeline,
  type StatusFamily,
} from '@/shared/ui';
import { actOnClaim, useClaim, useClaims, useVocabulary, type Claim, type ClaimAct, type ClaimDetail } from '../api';
import '../i18n';
import './dashboard.css';

const families: Record<string, StatusFamily> = {
  counted: 'done',
  adjusted: 'ended',
  withdrawn: 'ended',
  returned: 'problem',
  frozen: 'problem',
  recorded: 'yours',
};
const states = [
  'recorded',
  'evidenced',
  'village-checked',
  'town-checked',
  'county-approved',
  'counted',
  'returned',
  'frozen',
];

function ClaimFile({ detail }: { detail: ClaimDetail }) {
  const { t, i18n } = useTranslation('programme');
  const [reason, setReason] = useState('');
  const words = useVocabulary().data;
  const act = useIntent(
    (input: { act: ClaimAct; reason: string }, key) =>
      actOnClaim(detail.claim.id, input.act, input.reason || null, key),
    {
      refresh: [['claims'], ['claim', detail.claim.id], ['dashboard']],
      onSuccess: () => setReason(''),
    },
  );
  const { claim } = detail;
  const word = (list: { code: string; zh: string; en: string }[] | undefined, code: string) => {
    const found = list?.find((one) => one.code === code);
    return found ? (i18n.language === 'en' ? found.en : found.zh) : code;
  };
  const facts: [string, string][] = [
    [t('claim.product'), claim.productName],
    [t('claim.origin'), claim.originName],
    [t('claim.supplier'), claim.supplierName],
    [t('claim.buyer'), claim.buyerName],
    [t('claim.channel'), word(words?.channels, claim.channel)],
    [t('claim.mode'), word(words?.salesModes, claim.mode)],
    [t('claim.soldOn'), claim.soldOn],
    [t('dashboard.mass'), mass(claim.massGrams, i18n.language)],
    [t('claim.invoice'), detail.invoiceNumber ?? '—'],
  ];
  return (
    <div className="stack">
      <div className="row-between">
        <h2>
          {claim.number} · {yuan(claim.amountFen)}
        </h2>
        <StatusTag family={families[claim.state] ?? 'theirs'}>{t(`claims.states.${claim.state}`)}</StatusTag>
      </div>
      {detail.duplicateOf && (
        <p className="alert warn">{t('claims.duplicate', { number: detail.duplicateOf.number })}</p>
      )}
      <div className="dash-grid">
        <dl className="facts card">
          {facts.map(([name, value]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt className="muted">{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <section className="card stack-s">
          <h3>{t('claims.evidence')}</h3>
          <div className="evidence">
            {detail.evidence.map((paper) =>
              paper.contentType.startsWith('image/') ? (
                <a key={paper.fileId} href={paper.url} target="_blank" rel="noreferrer">
                  <img src={paper.url} alt={paper.name} />
                </a>
              ) : (
                <a key={paper.fileId} href={paper.url} target="_blank" rel="noreferrer">
                  {paper.name}
                </a>
              ),
            )}
          </div>
        </section>
      </div>
      <section className="card">
        <Timeline
          steps={detail.history.map((step, index) => ({
            key: String(index),
            state: step.act === 'return' || step.act === 'freeze' ? 'problem' : 'done',
            title: `${t(`claims.acts.${step.act}`)} · ${step.person}`,
            detail: `${dateTime(step.at)}${step.reason ? ` · ${step.reason}` : ''}`,
          }))}
        />
      </section>
      {detail.myActs.length > 0 && (
        <section className="card stack">
          <TextField
            label={t('claims.reason')}
            hint={t('claims.reasonHint')}
            optional
            value={reason}
            onChange={setReason}
            lines={2}
          />
          <ProblemAlert problem={act.error} />
          <div className="row">
            {detail.myActs.map((one, index) => (
              <button
                key={one}
                type="button"
                className={`button ${index === 0 ? 'primary' : ''}`}
                disabled={act.isPending}
                onClick={() => act.mutate({ act: one, reason })}
              >
                {t(`claims.acts.${one}`)}
              </button>
            ))}
          </div>
        </section>
      )}
    </div>
  );
}

function Row({ claim, chosen, onPick }: { claim: Claim; chosen: boolean; onPick: () => void }) {
  const { t } = useTranslation('programme');
  return (
    <button type="button" aria-pressed={chosen} onClick={onPick}>
      <span className="row-between">
        <strong>{claim.productName}</strong>
        <span className="nowrap">{yuan(claim.amountFen)}</span>
      </span>
      <span className="row-between small">
        <span className="muted">{claim.originName}</span>
        <StatusTag family={families[claim.state] ?? 'theirs'}>{t(`claims.states.${claim.state}`)}</StatusTag>
      </span>
      {claim.isPossiblyDouble && <StatusTag family="due">{t('claims.double')}</StatusTag>}
    </button>
  );
}

export default function ClaimsDesk() {
  const { t } = useTranslation('programme');
  const [search, setSearch] = useSearchParams();
  const session = useSession().data;
  const claims = useClaims(search.get('state'));
  const chosen = search.get('claim') ?? claims.data?.items[0]?.id;
  const claim = useClaim(chosen);
  const set = (name: string, value: string) =>
    setSearch((now) => {
      if (value) now.set(name, value);
      else now.delete(name);
      return now;
    });
  return (
    <div className="stack">
      <PageHeading question={t('claims.question')}>
        <select
          className="input"
          style={{ width: 'auto' }}
          aria-label={t('claims.state')}
          value={search.get('state') ?? ''}
          onChange={(event) => set('state', event.target.value)}
        >
          <option value="">{t('claims.all')}</option>
          {states.map((state) => (
            <option key={state} value={state}>
              {t(`claims.states.${state}`)}
            </option>
          ))}
        </select>
        {has(session, ['village-official', 'town-official', 'county-official']) && (
          <Link className="button primary" to="/official/claims/new">
            {t('claims.new')}
          </Link>
        )}
      </PageHeading>
      <Await of={claims} height={500}>
        {(page) =>
          page.items.length === 0 && !chosen ? (
            <EmptyState title={t('claims.none')}>{t('claims.noneNext')}</EmptyState>
          ) : (
            <div className="split">
              <div className="card queue" style={{ padding: 0 }}>
                {page.items.map((row) => (
                  <Row key={row.id} claim={row} chosen={row.id === chosen} onPick={() => set('claim', row.id)} />
                ))}
              </div>
              {chosen ? (
                <Await of={claim} height={500}>
                  {(detail) => <ClaimFile key={detail.claim.id} detail={detail} />}
                </Await>
              ) : (
                <p>{t('claims.pick')}</p>
              )}
            </div>
          )
        }
      </Await>
    </div>
  );
}
