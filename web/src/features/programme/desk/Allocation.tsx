import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Body } from '@/api';
import { parseYuan, percent, statistic, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { ProblemAlert, TextField } from '@/shared/ui';
import { useRegions, type Targets } from '../api';

/** 任务分解: one line per county, pasted or typed; set together or not at all. */
export function Allocation({ programmeId, found }: { programmeId: string; found: Targets }) {
  const { t, i18n } = useTranslation('programme');
  const counties = useRegions('500000').data?.items ?? [];
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [pasted, setPasted] = useState('');
  const [source, setSource] = useState('');
  const [stray, setStray] = useState<readonly string[]>([]);
  const current = new Map(
    found.targets.filter((row) => row.cut === 'county').map((row) => [row.regionCode, row.amountFen]),
  );
  const amountOf = (code: string) => (typed[code] !== undefined ? parseYuan(typed[code]) : current.get(code)) ?? 0;
  const sum = counties.reduce((total, county) => total + amountOf(county.code), 0);
  const changed = counties.filter((county) => typed[county.code] !== undefined && amountOf(county.code) > 0);
  const save = useIntent(
    (body: Body<'/api/programmes/{programmeId}/allocation', 'post'>, key) =>
      api.post('/api/programmes/{programmeId}/allocation', { path: { programmeId }, body, key }),
    { refresh: [['targets', programmeId], ['dashboard']], onSuccess: () => setTyped({}) },
  );
  const take = () => {
    const next: Record<string, string> = {};
    const left: string[] = [];
    for (const line of pasted.split(/\r?\n/).filter((one) => one.trim())) {
      const [place = '', amount = ''] = line.trim().split(/[\t ]+/);
      const county = counties.find((one) => one.code === place || one.name === place);
      if (county && parseYuan(amount)) next[county.code] = amount;
      else left.push(line);
    }
    setTyped((now) => ({ ...now, ...next }));
    setStray(left);
  };
  return (
    <section className="card stack">
      <h2>{t('targets.allocation')}</h2>
      <p>
        {t('targets.sumOf', {
          sum: statistic(sum, i18n.language),
          total: found.totalFen == null ? '—' : statistic(found.totalFen, i18n.language),
        })}
        {found.totalFen != null &&
          sum !== found.totalFen &&
          ` · ${t('targets.difference', { amount: yuan(sum - found.totalFen) })}`}
      </p>
      <label className="field">
        <span>{t('targets.paste')}</span>
        <textarea className="input" rows={3} value={pasted} onChange={(event) => setPasted(event.target.value)} />
      </label>
      <div className="row">
        <button type="button" className="button" disabled={!pasted.trim()} onClick={take}>
          {t('targets.read')}
        </button>
      </div>
      {stray.length > 0 && <p className="alert warn">{t('targets.stray', { lines: stray.join('；') })}</p>}
      <div className="target-grid">
        {counties.map((county) => (
          <label key={county.code} className="small">
            {county.name}{' '}
            <span className="muted">{found.totalFen ? percent(amountOf(county.code) / found.totalFen) : ''}</span>
            <input
              className="input"
              inputMode="decimal"
              value={typed[county.code] ?? (current.has(county.code) ? String(current.get(county.code)! / 100) : '')}
              onChange={(event) => setTyped((now) => ({ ...now, [county.code]: event.target.value }))}
            />
          </label>
        ))}
      </div>
      <TextField
        label={t('targets.source')}
        hint={t('targets.sourceHint')}
        optional
        value={source}
        onChange={setSource}
      />
      <ProblemAlert problem={save.error} />
      <div>
        <button
          type="button"
          className="button primary"
          disabled={changed.length === 0 || save.isPending}
          onClick={() =>
            save.mutate({
              shares: changed.map((county) => ({ regionCode: county.code, amountFen: amountOf(county.code) })),
              source: source.trim() || null,
            })
          }
        >
          {t('targets.allocate', { count: changed.length })}
        </button>
      </div>
    </section>
  );
}
