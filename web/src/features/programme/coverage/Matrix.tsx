import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schema } from '@/api';
import { percent } from '@/shared/format';
import './coverage.css';
import './i18n';

export type Coverage = Schema<'ShowCoverageResponse'>;
type Indicator = Coverage['indicators'][number];

export const useCoverage = (region?: string) =>
  useQuery({ queryKey: ['coverage', region], queryFn: () => api.get('/api/coverage', { query: { region } }) });

export const useIndicatorName = () => {
  const { i18n } = useTranslation('coverage');
  return (one: { name: string; nameEn: string }) => (i18n.language === 'en' ? one.nameEn : one.name);
};

function Head({ one }: { one: Indicator }) {
  const { t } = useTranslation('coverage');
  const nameOf = useIndicatorName();
  return (
    <th scope="col">
      {nameOf(one)}
      <div className="muted small">
        {one.isComputed
          ? t('computed')
          : one.counties === 0
            ? t('none')
            : t('full', { full: one.full, counties: one.counties })}
      </div>
    </th>
  );
}

/** 总表: counties against indicators; a cell opens its history. */
export function Matrix({
  coverage,
  chosen,
  onPick,
}: {
  coverage: Coverage;
  chosen?: string;
  onPick: (county: string, indicator: string) => void;
}) {
  const { t } = useTranslation('coverage');
  const nameOf = useIndicatorName();
  const [onlyRelief, setOnlyRelief] = useState(false);
  const counties = coverage.counties.filter((county) => !onlyRelief || county.isRelief);
  return (
    <div className="stack-s">
      {coverage.counties.length > 1 && (
        <label className="row small">
          <input type="checkbox" checked={onlyRelief} onChange={(event) => setOnlyRelief(event.target.checked)} />
          {t('onlyRelief')}
        </label>
      )}
      <div className="coverage-scroll" role="region" aria-label={t('scroll')} tabIndex={0}>
        <table className="coverage">
          <thead>
            <tr>
              <th scope="col">{t('county')}</th>
              {coverage.indicators.map((one) => (
                <Head key={one.code} one={one} />
              ))}
            </tr>
          </thead>
          <tbody>
            {counties.map((county) => (
              <tr key={county.countyCode}>
                <th scope="row">{county.countyName}</th>
                {coverage.indicators.map((one) => {
                  const cell = county.figures.find((figure) => figure.indicator === one.code);
                  if (!cell) return <td key={one.code}>—</td>;
                  return (
                    <td key={one.code}>
                      <button
                        type="button"
                        className="button link"
                        aria-pressed={chosen === `${county.countyCode}/${one.code}`}
                        aria-label={`${county.countyName} ${nameOf(one)} ${percent(cell.basisPoints / 10_000)}`}
                        onClick={() => onPick(county.countyCode, one.code)}
                      >
                        {percent(cell.basisPoints / 10_000)}
                      </button>
                      <div className="muted small">{t('cell', cell)}</div>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** What each indicator counts, and what was asked of it. */
export function Meanings({ indicators }: { indicators: readonly Indicator[] }) {
  const { t, i18n } = useTranslation('coverage');
  const english = i18n.language === 'en';
  const nameOf = useIndicatorName();
  return (
    <section className="card stack-s" aria-labelledby="meanings">
      <h2 id="meanings">{t('meanings')}</h2>
      <ul className="lines">
        {indicators.map((one) => (
          <li key={one.code}>
            <strong>{nameOf(one)}</strong>
            <p>{english ? one.meaningEn : one.meaning}</p>
            {typeof one.targetBasisPoints === 'number' && (
              <p className="muted small">
                {t('target', {
                  target: percent(one.targetBasisPoints / 10_000, 0),
                  qualifier: t(`qualifiers.${one.qualifier}`),
                  period: one.targetPeriod,
                  source: english ? one.sourceEn : one.source,
                })}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
