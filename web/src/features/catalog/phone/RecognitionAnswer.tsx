import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { date } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { DueText, ProblemAlert, Sheet, TextField } from '@/shared/ui';
import type { Recognition } from './own';

/** 陈述: what the county holds against a recognition, and the one answer to it. */
export function RevocationAnswer({ recognition }: { recognition: Recognition }) {
  const { t } = useTranslation('catalog');
  const [answering, setAnswering] = useState(false);
  const [statement, setStatement] = useState('');
  const answer = useIntent(
    (text: string, key) =>
      api.post('/api/recognitions/{recognitionId}/revocation/statement', {
        path: { recognitionId: recognition.recognitionId },
        body: { statement: text },
        key,
      }),
    { refresh: [['own-products'], ['recognition']], onSuccess: () => setAnswering(false) },
  );
  const hearing = recognition.hearings.find((one) => !one.decidedAt);
  if (!hearing) return null;
  return (
    <div className="alert stack-s">
      <strong>{t('own.hearing')}</strong>
      <p>{t('own.hearingWhat', { cause: t(`revocation.causes.${hearing.cause}`), text: hearing.explanation })}</p>
      {hearing.statement ? (
        <p>{t('own.hearingSent')}</p>
      ) : (
        !hearing.mayBeDecided && (
          <>
            <p>
              {t('own.hearingDue', { date: date(hearing.statementDue) })} <DueText at={hearing.statementDue} />
            </p>
            <button type="button" className="button primary block" onClick={() => setAnswering(true)}>
              {t('own.hearingAct')}
            </button>
          </>
        )
      )}
      <Sheet title={t('own.hearingAct')} open={answering} onClose={() => setAnswering(false)}>
        <TextField
          label={t('own.hearingText')}
          hint={t('own.hearingHint')}
          lines={5}
          value={statement}
          onChange={setStatement}
        />
        <ProblemAlert problem={answer.error} />
        <button
          type="button"
          className="button primary block"
          disabled={!statement.trim() || answer.isPending}
          onClick={() => answer.mutate(statement.trim())}
        >
          {t('own.hearingAct')}
        </button>
      </Sheet>
    </div>
  );
}
