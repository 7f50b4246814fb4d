import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Body } from '@/api';
import { dateTime } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { ChoiceField, ConfirmAct, DueText, ProblemAlert, StatusTag, TextField } from '@/shared/ui';
import type { File } from './recognition';

type Hearing = File['hearings'][number];
type Opening = Body<'/api/recognitions/{recognitionId}/revocation/hearing', 'post'>;

const causes = [
  'false-origin',
  'unsafe-goods',
  'licence-lost',
  'no-benefit',
  'overpriced',
  'withdrawn',
  'other',
] as const;

/** 撤销告知: the supplier is told what for and from when, before anything is decided. */
function Open({ file }: { file: File }) {
  const { t } = useTranslation('catalog');
  const [asking, setAsking] = useState(false);
  const [cause, setCause] = useState<(typeof causes)[number]>('false-origin');
  const [explanation, setExplanation] = useState('');
  const [from, setFrom] = useState('');
  const open = useIntent(
    (body: Opening, key) =>
      api.post('/api/recognitions/{recognitionId}/revocation/hearing', {
        path: { recognitionId: file.recognitionId },
        body,
        key,
      }),
    {
      refresh: [['recognition-queue'], ['recognition', file.recognitionId]],
      onSuccess: () => setAsking(false),
    },
  );
  return (
    <section className="card row-between">
      <span className="small">
        {t('revocation.standing', { to: file.validTo ?? '—', opens: file.renewalOpens ?? '—' })}
      </span>
      <button type="button" className="button danger" onClick={() => setAsking(true)}>
        {t('revocation.open')}
      </button>
      <ConfirmAct
        act={t('revocation.open')}
        open={asking}
        onClose={() => setAsking(false)}
        onAct={() =>
          open.mutate({
            version: file.version,
            cause,
            explanation: explanation.trim(),
            effectiveFrom: from || null,
          })
        }
        pending={open.isPending}
        problem={open.error}
        disabled={!explanation.trim()}
        danger
      >
        <p>{t('revocation.what', { product: file.productName })}</p>
        <ChoiceField
          label={t('revocation.cause')}
          value={cause}
          onChange={(value) => setCause(value as (typeof causes)[number])}
          choices={causes.map((one) => ({ value: one, label: t(`revocation.causes.${one}`) }))}
        />
        <TextField
          label={t('revocation.explanation')}
          hint={t('revocation.explanationHint')}
          value={explanation}
          onChange={setExplanation}
          lines={3}
        />
        <TextField
          label={t('revocation.from')}
          hint={t('revocation.fromHint')}
          optional
          type="date"
          value={from}
          onChange={setFrom}
        />
      </ConfirmAct>
    </section>
  );
}

function Decide({ file }: { file: File }) {
  const { t } = useTranslation('catalog');
  const [decision, setDecision] = useState('');
  const decide = useIntent(
    (isRevoked: boolean, key) =>
      api.post('/api/recognitions/{recognitionId}/revocation/decision', {
        path: { recognitionId: file.recognitionId },
        body: { version: file.version, isRevoked, decision: decision.trim() },
        key,
      }),
    { refresh: [['recognition-queue'], ['recognition', file.recognitionId]] },
  );
  const off = !decision.trim() || decide.isPending;
  return (
    <>
      <TextField
        label={t('revocation.decision')}
        hint={t('revocation.decisionHint')}
        value={decision}
        onChange={setDecision}
        lines={2}
      />
      <ProblemAlert problem={decide.error} />
      <div className="row">
        <button type="button" className="button" disabled={off} onClick={() => decide.mutate(false)}>
          {t('revocation.keep')}
        </button>
        <button type="button" className="button danger" disabled={off} onClick={() => decide.mutate(true)}>
          {t('recognition.revoke')}
        </button>
      </div>
    </>
  );
}

function Heard({ hearing, file, isCounty }: { hearing: Hearing; file: File; isCounty: boolean }) {
  const { t } = useTranslation('catalog');
  const isOpen = !hearing.decidedAt;
  const family = isOpen ? (hearing.mayBeDecided ? 'yours' : 'theirs') : hearing.isRevoked ? 'problem' : 'done';
  const standing = isOpen
    ? hearing.mayBeDecided
      ? 'revocation.toDecide'
      : 'revocation.toState'
    : hearing.isRevoked
      ? 'revocation.revoked'
      : 'revocation.kept';
  return (
    <div className="stack-s">
      <div className="row-between">
        <span className="muted small">{dateTime(hearing.openedAt)}</span>
        <StatusTag family={family}>{t(standing)}</StatusTag>
      </div>
      <dl className="desk-facts">
        <dt>{t('revocation.cause')}</dt>
        <dd>
          {t(`revocation.causes.${hearing.cause}`)}
          <div>{hearing.explanation}</div>
        </dd>
        <dt>{t('revocation.from')}</dt>
        <dd>{hearing.effectiveFrom}</dd>
        <dt>{t('revocation.statement')}</dt>
        <dd>
          {hearing.statement ?? (
            <span className="muted">
              {t('revocation.noStatement', { due: hearing.statementDue })}
              {isOpen && !hearing.mayBeDecided && (
                <>
                  {' '}
                  <DueText at={hearing.statementDue} />
                </>
              )}
            </span>
          )}
        </dd>
        {hearing.decision && (
          <>
            <dt>{t('revocation.decision')}</dt>
            <dd>{hearing.decision}</dd>
          </>
        )}
      </dl>
      {isOpen && hearing.mayBeDecided && isCounty && <Decide file={file} />}
    </div>
  );
}

/** 撤销: told, heard, decided; what was sold before keeps its state. */
export function Revocation({ file }: { file: File }) {
  const { t } = useTranslation('catalog');
  const session = useSession().data;
  const isCounty = has(session, ['county-official']);
  const mayOpen = file.state === 'listed' && isCounty && file.hearings.every((hearing) => hearing.decidedAt);
  return (
    <>
      {file.hearings.length > 0 && (
        <section className="card stack">
          <h3>{t('revocation.title')}</h3>
          {file.hearings.map((hearing) => (
            <Heard key={hearing.openedAt} hearing={hearing} file={file} isCounty={isCounty} />
          ))}
        </section>
      )}
      {mayOpen && <Open file={file} />}
    </>
  );
}
