import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { ChartFrame } from '@/shared/charts/ChartFrame';
import { percent } from '@/shared/format';
import { Await, Skeleton } from '@/shared/ui';
import './i18n';
import { useIndicatorName } from './Matrix';

const TrendChart = lazy(() => import('@/shared/charts/TrendChart'));

/** 历年: one county's way on one indicator, with the target it was given. */
export function History({ county, indicator }: { county: string; indicator: string }) {
  const { t } = useTranslation('coverage');
  const nameOf = useIndicatorName();
  const query = { region: county, indicator };
  const found = useQuery({
    queryKey: ['coverage-history', query],
    queryFn: () => api.get('/api/coverage-figures', { query: { ...query, size: 100 } }),
  });
  return (
    <Await of={found} height={320}>
      {(page) => {
        const rows = [...page.items].reverse();
        const first = rows[0];
        if (!first) return null;
        const target = first.targetBasisPoints;
        // Two ends at one height would write over each other; who is there needs no line to go for.
        const isBelow = typeof target === 'number' && rows[rows.length - 1]!.basisPoints < target;
        return (
          <ChartFrame
            question={t('history', { county: first.countyName, indicator: nameOf(first) })}
            unit={t('percent')}
            xlsx={`/api/coverage-figures.xlsx?${new URLSearchParams(query)}`}
            table={{
              head: [t('period'), t('covered'), t('total'), t('rate'), t('source')],
              rows: rows.map((row) => [
                row.period,
                row.covered,
                row.total,
                percent(row.basisPoints / 10_000),
                row.source,
              ]),
            }}
          >
            <Suspense fallback={<Skeleton height={260} />}>
              <TrendChart
                periods={rows.map((row) => row.period)}
                lines={[
                  { name: t('rate'), values: rows.map((row) => row.basisPoints / 100) },
                  ...(isBelow ? [{ name: t('targetLine'), values: rows.map(() => target / 100), dashed: true }] : []),
                ]}
              />
            </Suspense>
          </ChartFrame>
        );
      }}
    </Await>
  );
}
