import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Body } from '@/api';
import { percent } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { ChoiceField, ProblemAlert, TextField } from '@/shared/ui';
import './i18n';
import { useIndicatorName, type Coverage } from './Matrix';

type Figure = Body<'/api/coverage-figures', 'post'>;

/** 填报: one figure with its source; a second one of the same period is a correction. */
export function EnterFigure({ coverage }: { coverage: Coverage }) {
  const { t } = useTranslation('coverage');
  const nameOf = useIndicatorName();
  const entered = coverage.indicators.filter((one) => !one.isComputed);
  const [figure, setFigure] = useState({
    countyCode: coverage.counties[0]?.countyCode ?? '',
    indicator: entered[0]?.code ?? '',
    period: coverage.on.slice(0, 4),
    covered: '',
    total: '',
    source: '',
  });
  const set = (part: Partial<typeof figure>) => setFigure((now) => ({ ...now, ...part }));
  const enter = useIntent((body: Figure, key) => api.post('/api/coverage-figures', { body, key }), {
    refresh: [['coverage'], ['coverage-figures'], ['coverage-history']],
  });
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate({
          ...figure,
          period: figure.period.trim(),
          covered: Number(figure.covered),
          total: Number(figure.total),
          source: figure.source.trim(),
        });
      }}
    >
      <h2>{t('enter')}</h2>
      <div className="coverage-form">
        <ChoiceField
          label={t('county')}
          name="countyCode"
          value={figure.countyCode}
          onChange={(countyCode) => set({ countyCode })}
          choices={coverage.counties.map((one) => ({ value: one.countyCode, label: one.countyName }))}
        />
        <ChoiceField
          label={t('indicator')}
          name="indicator"
          value={figure.indicator}
          onChange={(indicator) => set({ indicator })}
          choices={entered.map((one) => ({ value: one.code, label: nameOf(one) }))}
        />
        <TextField
          label={t('period')}
          name="period"
          hint={t('periodHint')}
          value={figure.period}
          onChange={(period) => set({ period })}
        />
        <TextField
          label={t('covered')}
          name="covered"
          inputMode="numeric"
          value={figure.covered}
          onChange={(covered) => set({ covered })}
        />
        <TextField
          label={t('total')}
          name="total"
          inputMode="numeric"
          value={figure.total}
          onChange={(total) => set({ total })}
        />
        <TextField
          label={t('source')}
          name="source"
          hint={t('sourceHint')}
          value={figure.source}
          onChange={(source) => set({ source })}
        />
      </div>
      <ProblemAlert problem={enter.error} />
      {enter.data && (
        <p role="status">
          {enter.data.isChanged
            ? t('saved', { period: enter.data.period, rate: percent(enter.data.basisPoints / 10_000) })
            : t('same')}
        </p>
      )}
      <div>
        <button type="submit" className="button primary" disabled={enter.isPending}>
          {t('save')}
        </button>
      </div>
    </form>
  );
}
