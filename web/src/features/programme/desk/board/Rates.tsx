import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ChartFrame } from '@/shared/charts/ChartFrame';
import { percent } from '@/shared/format';
import type { MapPalette } from '@/shared/charts/DistrictMap';
import { chartFile, type Dashboard } from '../../api';
import { ratioOf, useNames, type Measure } from './measure';
import type { Part } from './parts';

const DistrictMap = lazy(() => import('@/shared/charts/DistrictMap'));

/** Rates on the map in five classes around the calendar's pace; amounts would only show who is large. */
export function RatesMap({
  view,
  measure,
  height,
  palette,
  onPick,
}: {
  view: Dashboard;
  measure: Measure;
  height: number;
  palette?: MapPalette;
  onPick?: (code: string) => void;
}) {
  const pace = view.pacePercent / 100;
  const breaks = useMemo(() => [pace - 0.15, pace, pace + 0.15, pace + 0.3], [pace]);
  const labels = useMemo(
    () => [
      '<' + percent(breaks[0], 0),
      ...breaks.slice(0, 3).map((low, index) => `${percent(low, 0)}–${percent(breaks[index + 1], 0)}`),
      '≥' + percent(breaks[3], 0),
    ],
    [breaks],
  );
  const rates = useMemo(
    () =>
      view.counties.map((row) => ({
        code: row.code,
        rate: ratioOf(row, measure),
        text: percent(ratioOf(row, measure)),
      })),
    [view.counties, measure],
  );
  return (
    <Suspense fallback={<div style={{ height }} />}>
      <DistrictMap
        rates={rates}
        breaks={breaks}
        labels={labels}
        height={height}
        {...(palette ? { palette } : {})}
        {...(onPick ? { onPick } : {})}
      />
    </Suspense>
  );
}

export function Rates({ view, asked, measure, sales }: Part) {
  const { t } = useTranslation('programme');
  const navigate = useNavigate();
  const nameOf = useNames();
  return (
    <ChartFrame
      question={t('dashboard.map')}
      unit={t('dashboard.mapUnit')}
      asOf={view.asOf}
      xlsx={chartFile('counties', asked)}
      table={{
        head: [t('dashboard.county'), t('dashboard.rate')],
        rows: view.counties.map((row) => [nameOf(row), percent(ratioOf(row, measure))]),
      }}
    >
      <RatesMap view={view} measure={measure} height={440} onPick={(code) => void navigate(sales({ region: code }))} />
    </ChartFrame>
  );
}
