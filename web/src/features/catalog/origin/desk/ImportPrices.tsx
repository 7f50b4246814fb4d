import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schema } from '@/api';
import { useIntent } from '@/shared/http';
import { Field, ProblemAlert, TextField } from '@/shared/ui';
import '../i18n';
import '../../desk/desk.css';

type Result = Schema<'ImportPriceReferencesResponse'>;

/** A CSV file as text; lists made on old Chinese machines are in GB18030. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function Outcome({ result }: { result: Result }) {
  const { t, i18n } = useTranslation('origin');
  if (result.problems.length > 0)
    return (
      <div className="alert" role="alert">
        <strong>{t('prices.wrong', { count: result.problems.length })}</strong>
        <ul>
          {result.problems.map((problem, index) => (
            <li key={index}>
              {t('prices.row', { row: problem.row, column: problem.column })}
              {i18n.language === 'en' ? problem.en : problem.zh}
              {problem.said && <span className="muted">{t('prices.said', { said: problem.said })}</span>}
            </li>
          ))}
        </ul>
      </div>
    );
  return (
    <p role="status">
      <strong>{t(result.isSaved ? 'prices.saved' : 'prices.notSaved')}</strong>{' '}
      {t('prices.result', {
        rows: result.rows,
        added: result.added,
        changed: result.changed,
        unchanged: result.unchanged,
      })}
    </p>
  );
}

/** 导入: first a look at what would change, then the import itself. */
export function ImportPrices() {
  const { t } = useTranslation('origin');
  const [text, setText] = useState('');
  const [market, setMarket] = useState('');
  const [source, setSource] = useState('');
  const [isPerJin, setPerJin] = useState(false);
  const send = useIntent(
    (isTrial: boolean, key) =>
      api.post('/api/price-references', {
        body: { text, market: market.trim() || null, source: source.trim() || null, isPerJin, isTrial },
        key,
      }),
    { refresh: [['price-references']] },
  );
  const change =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      send.reset();
    };
  const checked = send.data && send.data.problems.length === 0 && !send.data.isSaved;
  return (
    <section className="card stack">
      <p>{t('prices.importLead')}</p>
      <p className="muted small">{t('prices.heads')}</p>
      <div className="side-by-side">
        <TextField label={t('prices.defaultMarket')} optional value={market} onChange={change(setMarket)} />
        <TextField label={t('prices.defaultSource')} optional value={source} onChange={change(setSource)} />
      </div>
      <label className="row">
        <input type="checkbox" checked={isPerJin} onChange={(event) => change(setPerJin)(event.target.checked)} />
        {t('prices.perJin')}
      </label>
      <Field label={t('prices.chooseFile')} optional>
        {(props) => (
          <input
            {...props}
            className="input"
            type="file"
            accept=".csv,.txt,.tsv,text/csv,text/plain"
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file) void textOf(file).then(change(setText));
            }}
          />
        )}
      </Field>
      <TextField label={t('prices.text')} value={text} onChange={change(setText)} lines={8} />
      <ProblemAlert problem={send.error} />
      {send.data && <Outcome result={send.data} />}
      <div className="row">
        <button
          type="button"
          className={`button ${checked ? '' : 'primary'}`}
          disabled={send.isPending || !text.trim()}
          onClick={() => send.mutate(true)}
        >
          {t('prices.check')}
        </button>
        {checked && (
          <button type="button" className="button primary" disabled={send.isPending} onClick={() => send.mutate(false)}>
            {t('prices.save', { count: send.data?.rows ?? 0 })}
          </button>
        )}
      </div>
    </section>
  );
}
