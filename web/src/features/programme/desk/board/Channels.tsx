import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ChartFrame } from '@/shared/charts/ChartFrame';
import { inUnit, nameOfUnit, percent, statistic, unitFor } from '@/shared/format';
import { BulletBar } from '@/shared/ui';
import { chartFile, type AgainstTarget } from '../../api';
import { amountOf, ratioOf, useNames } from './measure';
import type { Part } from './parts';

/** Targets by channel as bullet bars with the calendar's tick. */
export function Channels({ view, asked, measure, sales }: Part) {
  const { t, i18n } = useTranslation('programme');
  const nameOf = useNames();
  const rows: AgainstTarget[] = [...(view.jointChannels ? [view.jointChannels] : []), ...view.channels];
  const unit = unitFor(rows.map((row) => row.amounts.grossFen));
  const targetOf = (row: AgainstTarget) =>
    row.targetFen
      ? t(row.targetQualifier?.replace('_', '-') === 'at-least' ? 'dashboard.targetAtLeast' : 'dashboard.target', {
          amount: statistic(row.targetFen, i18n.language),
        })
      : t('dashboard.noTarget');
  const filterOf = (row: AgainstTarget): Record<string, string> => ({
    channel: row.code,
    ...(measure === 'recognised' ? { recognised: 'true' } : {}),
  });
  return (
    <ChartFrame
      question={t('dashboard.channels')}
      unit={nameOfUnit(unit, i18n.language)}
      asOf={view.asOf}
      xlsx={chartFile('channels', asked)}
      table={{
        head: [
          t('dashboard.channel'),
          t('dashboard.targetHead'),
          t('dashboard.gross'),
          t('dashboard.recognised'),
          t('dashboard.rate'),
        ],
        rows: rows.map((row) => [
          row === view.jointChannels ? (
            t('dashboard.joint')
          ) : (
            <Link to={sales(filterOf(row))} key="name">
              {nameOf(row)}
            </Link>
          ),
          inUnit(row.targetFen, unit),
          inUnit(row.amounts.grossFen, unit),
          inUnit(row.amounts.recognisedFen, unit),
          percent(ratioOf(row, measure)),
        ]),
      }}
    >
      <div className="stack">
        {rows.map((row) => (
          <BulletBar
            key={row.code}
            label={
              row === view.jointChannels ? (
                <strong>{t('dashboard.joint')}</strong>
              ) : (
                <Link to={sales(filterOf(row))}>{nameOf(row)}</Link>
              )
            }
            value={
              <span className="small">
                <strong>{inUnit(amountOf(row.amounts, measure), unit)}</strong>{' '}
                <span className="muted">
                  {targetOf(row)}
                  {row.targetIsDemonstration && ` (${t('dashboard.demonstrationTarget')})`}
                </span>{' '}
                {row.targetFen ? <strong>{percent(ratioOf(row, measure))}</strong> : null}
              </span>
            }
            ratio={row.targetFen ? ratioOf(row, measure) : null}
            pace={row.targetFen ? view.pacePercent / 100 : null}
          />
        ))}
      </div>
    </ChartFrame>
  );
}
