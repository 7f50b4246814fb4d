import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '@/api';
import { http, useIntent } from '@/shared/http';
import { ProblemAlert, TextField } from '@/shared/ui';
import { FileField, type Attached } from './FileField';
import '../i18n';

const routes: Record<string, string> = {
  explain: 'explanation',
  accept: 'acceptance',
  block: 'block',
  'open-check': 'check',
};

/** What may be done about a lot above the ceiling; each needs words, which stay. */
export function BreachActs({ detail }: { detail: Schema<'ReviewYieldBreachDetail'> }) {
  const { t } = useTranslation('origin');
  const [opinion, setOpinion] = useState('');
  const [file, setFile] = useState<Attached>();
  const act = useIntent(
    (what: string, key) =>
      http.post(
        `/api/yield-breaches/${detail.breach.breachId}/${routes[what]}`,
        { version: detail.breach.version, opinion: opinion.trim() || null, fileId: file?.id ?? null },
        key,
      ),
    { refresh: [['yield-breach', detail.breach.breachId], ['yield-breaches'], ['own-yield']] },
  );
  if (detail.acts.length === 0) return null;
  return (
    <section className="card stack" aria-label={t('price.decide')}>
      <TextField label={t('opinion')} hint={t('yield.opinionHint')} value={opinion} onChange={setOpinion} lines={2} />
      <FileField label={t('file')} value={file} onChange={setFile} />
      <ProblemAlert problem={act.error} />
      <div className="row">
        {detail.acts.map((one) => (
          <button
            key={one}
            type="button"
            className={`button ${one === 'accept' || one === 'explain' ? 'primary' : one === 'block' ? 'danger' : ''}`}
            disabled={act.isPending}
            onClick={() => act.mutate(one)}
          >
            {t(`yield.acts.${one}`)}
          </button>
        ))}
      </div>
    </section>
  );
}
