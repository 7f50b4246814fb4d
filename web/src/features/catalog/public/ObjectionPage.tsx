import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { api } from '@/api';
import { useIntent } from '@/shared/http';
import { PageHeading, ProblemAlert, TextField } from '@/shared/ui';
import '../i18n';

/** 公示异议: what is wrong with it, said to the county; it answers before anything is listed. */
export default function ObjectionPage() {
  const { t } = useTranslation('catalog');
  const { recognitionId = '' } = useParams();
  const [text, setText] = useState('');
  const raise = useIntent((words: string, key) =>
    api.post('/api/recognitions/{recognitionId}/objections', { path: { recognitionId }, body: { text: words }, key }),
  );
  if (raise.isSuccess) {
    return (
      <div className="stack">
        <PageHeading question={t('objection.done')} lead={t('objection.doneNext')} />
        <a href={`/recognitions/${recognitionId}`}>{t('objection.back')}</a>
      </div>
    );
  }
  return (
    <form
      className="stack"
      style={{ maxWidth: 680 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) raise.mutate(text.trim());
      }}
    >
      <PageHeading question={t('objection.question')} lead={t('objection.lead')} />
      <TextField label={t('objection.text')} hint={t('objection.textHint')} value={text} onChange={setText} lines={5} />
      <ProblemAlert problem={raise.error} />
      <div className="row">
        <button type="submit" className="button primary" disabled={!text.trim() || raise.isPending}>
          {t('objection.act')}
        </button>
        <a className="button" href={`/recognitions/${recognitionId}`}>
          {t('objection.back')}
        </a>
      </div>
    </form>
  );
}
