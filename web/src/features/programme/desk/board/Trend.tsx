import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { ChartFrame } from '@/shared/charts/ChartFrame';
import type { TrendPalette } from '@/shared/charts/TrendChart';
import { inUnit, nameOfUnit, unitFor } from '@/shared/format';
import { chartFile, type Dashboard } from '../../api';
import type { Part } from './parts';

const TrendChart = lazy(() => import('@/shared/charts/TrendChart'));
const divisors = { yuan: 100, wan: 1_000_000, yi: 10_000_000_000 };

/** Gross and recognised by month, each named at its end. */
export function TrendLines({
  view,
  height,
  palette,
  onPick,
}: {
  view: Dashboard;
  height: number;
  palette?: TrendPalette;
  onPick?: (month: string) => void;
}) {
  const { t } = useTranslation('programme');
  const unit = unitFor(view.months.map((month) => month.grossFen));
  const periods = useMemo(() => view.months.map((month) => month.month.slice(0, 7)), [view.months]);
  const lines = useMemo(() => {
    const inUnits = (fen: number) => Math.round((fen / divisors[unit]) * 100) / 100;
    return [
      { name: t('dashboard.gross'), values: view.months.map((month) => inUnits(month.grossFen)) },
      { name: t('dashboard.recognised'), values: view.months.map((month) => inUnits(month.recognisedFen)) },
    ];
  }, [view.months, unit, t]);
  return (
    <Suspense fallback={<div style={{ height }} />}>
      <TrendChart
        periods={periods}
        lines={lines}
        height={height}
        {...(palette ? { palette } : {})}
        {...(onPick ? { onPick } : {})}
      />
    </Suspense>
  );
}

export function Trend({ view, asked, sales }: Part) {
  const { t, i18n } = useTranslation('programme');
  const navigate = useNavigate();
  const unit = unitFor(view.months.map((month) => month.grossFen));
  return (
    <ChartFrame
      question={t('dashboard.trend')}
      unit={nameOfUnit(unit, i18n.language)}
      asOf={view.asOf}
      xlsx={chartFile('months', asked)}
      table={{
        head: [t('dashboard.month'), t('dashboard.gross'), t('dashboard.recognised')],
        rows: view.months.map((month) => [
          <Link to={sales({ month: month.month.slice(0, 7) })} key="month">
            {month.month.slice(0, 7)}
          </Link>,
          inUnit(month.grossFen, unit),
          inUnit(month.recognisedFen, unit),
        ]),
      }}
    >
      {view.months.length === 0 ? (
        <p className="muted">{t('sales.none')}</p>
      ) : (
        <TrendLines view={view} height={280} onPick={(month) => void navigate(sales({ month }))} />
      )}
    </ChartFrame>
  );
}
