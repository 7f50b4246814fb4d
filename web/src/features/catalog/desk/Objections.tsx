import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { dateTime } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { ProblemAlert, StatusTag, TextField } from '@/shared/ui';
import type { File } from './recognition';

function Open({ file, objectionId }: { file: File; objectionId: string }) {
  const { t } = useTranslation('catalog');
  const [decision, setDecision] = useState('');
  const answer = useIntent(
    (isUpheld: boolean, key) =>
      api.post('/api/recognitions/{recognitionId}/objections/{objectionId}/decision', {
        path: { recognitionId: file.recognitionId, objectionId },
        body: { version: file.version, isUpheld, decision: decision.trim() },
        key,
      }),
    { refresh: [['recognition-queue'], ['recognition', file.recognitionId]] },
  );
  return (
    <div className="stack-s">
      <TextField
        label={t('objection.decision')}
        hint={t('objection.decisionHint')}
        value={decision}
        onChange={setDecision}
        lines={2}
      />
      <ProblemAlert problem={answer.error} />
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={!decision.trim() || answer.isPending}
          onClick={() => answer.mutate(false)}
        >
          {t('objection.dismiss')}
        </button>
        <button
          type="button"
          className="button danger"
          disabled={!decision.trim() || answer.isPending}
          onClick={() => answer.mutate(true)}
        >
          {t('objection.uphold')}
        </button>
      </div>
    </div>
  );
}

/** 异议: nothing is listed before each has its answer. */
export function Objections({ file }: { file: File }) {
  const { t } = useTranslation('catalog');
  const session = useSession().data;
  if (file.objections.length === 0) return null;
  return (
    <section className="card stack">
      <h3>{t('recognition.objections')}</h3>
      {file.objections.map((objection) => (
        <div key={objection.objectionId} className="stack-s">
          <div className="row-between">
            <span className="muted small">{dateTime(objection.raisedAt)}</span>
            <StatusTag family={objection.isUpheld == null ? 'yours' : objection.isUpheld ? 'problem' : 'done'}>
              {t(
                objection.isUpheld == null
                  ? 'objection.open'
                  : objection.isUpheld
                    ? 'objection.upheld'
                    : 'objection.dismissed',
              )}
            </StatusTag>
          </div>
          <p>{objection.text}</p>
          {objection.decision && <p className="muted">{objection.decision}</p>}
          {objection.isUpheld == null && has(session, ['county-official']) && (
            <Open file={file} objectionId={objection.objectionId} />
          )}
        </div>
      ))}
    </section>
  );
}
