import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ChartFrame } from '@/shared/charts/ChartFrame';
import { inUnit, nameOfUnit, percent, unitFor } from '@/shared/format';
import { chartFile } from '../../api';
import { amountOf, paceColour, ratioOf, useNames } from './measure';
import type { Part } from './parts';

/** All districts and counties by how much of their target is done, coloured by the calendar. */
export function Ranking({ view, asked, measure, sales }: Part) {
  const { t, i18n } = useTranslation('programme');
  const nameOf = useNames();
  const rows = useMemo(
    () =>
      [...view.counties].sort(
        (a, b) =>
          (ratioOf(b, measure) ?? -1) - (ratioOf(a, measure) ?? -1) ||
          amountOf(b.amounts, measure) - amountOf(a.amounts, measure),
      ),
    [view.counties, measure],
  );
  const unit = unitFor(rows.map((row) => row.amounts.grossFen));
  const pace = view.pacePercent / 100;
  const full = Math.max(1, ...rows.map((row) => ratioOf(row, measure) ?? 0));
  const filterOf = (code: string): Record<string, string> => ({
    region: code,
    ...(measure === 'recognised' ? { recognised: 'true' } : {}),
  });
  return (
    <ChartFrame
      question={t('dashboard.ranking')}
      unit={nameOfUnit(unit, i18n.language)}
      asOf={view.asOf}
      xlsx={chartFile('counties', asked)}
      table={{
        head: [
          t('dashboard.county'),
          t('dashboard.targetHead'),
          t('dashboard.gross'),
          t('dashboard.recognised'),
          t('dashboard.rate'),
        ],
        rows: rows.map((row) => [
          <Link to={sales(filterOf(row.code))} key="name">
            {nameOf(row)}
          </Link>,
          inUnit(row.targetFen, unit),
          inUnit(row.amounts.grossFen, unit),
          inUnit(row.amounts.recognisedFen, unit),
          percent(ratioOf(row, measure)),
        ]),
      }}
    >
      <p className="ranking-key small muted">
        {(['behind', 'slightlyBehind', 'ahead', 'farAhead'] as const).map((word, index) => (
          <span key={word}>
            <i style={{ background: paceColour(pace + [-0.2, -0.1, 0.1, 0.2][index]!, pace) }} />
            {t(`dashboard.pace.${word}`)}
          </span>
        ))}
        <span>
          <b />
          {t('dashboard.pace.tick', { percent: percent(pace) })}
        </span>
      </p>
      <ol className="ranking">
        {rows.map((row, index) => {
          const ratio = ratioOf(row, measure);
          return (
            <li key={row.code}>
              <span className="muted right">{index + 1}</span>
              <Link to={sales(filterOf(row.code))} title={nameOf(row)}>
                {nameOf(row)}
              </Link>
              <span className="bar" aria-hidden="true">
                <span style={{ width: `${((ratio ?? 0) / full) * 100}%`, background: paceColour(ratio, pace) }} />
                <i style={{ left: `${(pace / full) * 100}%` }} />
              </span>
              <strong className="right">{percent(ratio)}</strong>
              <span className="muted right">{inUnit(amountOf(row.amounts, measure), unit)}</span>
            </li>
          );
        })}
      </ol>
    </ChartFrame>
  );
}
