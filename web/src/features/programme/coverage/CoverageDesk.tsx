import { useInfiniteQuery } from '@tanstack/react-query';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, type Schema } from '@/api';
import { PagedTable } from '@/shared/desk';
import { count, date, percent } from '@/shared/format';
import { has, useSession } from '@/shared/session';
import { Await, PageHeading, StatusTag } from '@/shared/ui';
import { EnterFigure } from './EnterFigure';
import { History } from './History';
import './i18n';
import { Matrix, useCoverage, useIndicatorName, type Coverage } from './Matrix';

type Row = Schema<'ListCoverageItem'>;

function Figures({ coverage, region }: { coverage: Coverage; region: string }) {
  const { t } = useTranslation('coverage');
  const nameOf = useIndicatorName();
  const [search] = useSearchParams();
  const asked = {
    region: search.get('at') || region,
    indicator: search.get('of') || undefined,
    year: Number(search.get('year')) || undefined,
    sort: search.get('sort') || undefined,
    corrections: search.get('corrections') === 'true' || undefined,
  };
  const rows = useInfiniteQuery({
    queryKey: ['coverage-figures', asked],
    queryFn: ({ pageParam }) =>
      api.get('/api/coverage-figures', { query: { ...asked, size: 50, cursor: pageParam || undefined } }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const columns: TableColumnsType<Row> = [
    { title: t('county'), dataIndex: 'countyName', fixed: 'left' },
    {
      title: t('indicator'),
      render: (_, row) => (
        <>
          {nameOf(row)} {row.isComputed && <span className="muted small">{t('computed')}</span>}
        </>
      ),
    },
    { title: t('period'), dataIndex: 'period', className: 'nowrap' },
    { title: t('covered'), align: 'right', render: (_, row) => count(row.covered) },
    { title: t('total'), align: 'right', render: (_, row) => count(row.total) },
    {
      title: t('rate'),
      align: 'right',
      render: (_, row) => <strong>{percent(row.basisPoints / 10_000)}</strong>,
    },
    { title: t('source'), dataIndex: 'source' },
    { title: t('enteredAt'), className: 'nowrap', render: (_, row) => date(row.enteredAt) },
    {
      title: t('state'),
      render: (_, row) => (
        <StatusTag family={row.correctedAt ? 'ended' : 'done'}>
          {row.correctedAt ? `${t('corrected')} ${date(row.correctedAt)}` : t('counts')}
        </StatusTag>
      ),
    },
  ];
  const any = { value: '', label: t('all') };
  const thisYear = Number(coverage.on.slice(0, 4));
  const words = new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]) => (value ? [[name, String(value)]] : [])),
  );
  return (
    <section className="stack-s" aria-labelledby="figures">
      <h2 id="figures">{t('figures')}</h2>
      <PagedTable
        of={rows}
        height={400}
        columns={columns}
        rowKey={(row) => row.figureId}
        total={rows.data?.pages[0]?.total}
        exportTo={`/api/coverage-figures.xlsx?${words}`}
        empty={t('none')}
        filters={[
          {
            name: 'at',
            label: t('county'),
            choices: [any, ...coverage.counties.map((one) => ({ value: one.countyCode, label: one.countyName }))],
          },
          {
            name: 'of',
            label: t('indicator'),
            choices: [any, ...coverage.indicators.map((one) => ({ value: one.code, label: nameOf(one) }))],
          },
          {
            name: 'year',
            label: t('year'),
            choices: [
              any,
              ...Array.from({ length: 10 }, (_, back) => String(thisYear - back)).map((value) => ({
                value,
                label: value,
              })),
            ],
          },
          {
            name: 'corrections',
            label: t('corrections'),
            choices: [
              { value: '', label: t('counts') },
              { value: 'true', label: t('withCorrections') },
            ],
          },
          {
            name: 'sort',
            label: t('sort'),
            choices: [
              { value: '', label: t('newest') },
              { value: 'lowest', label: t('lowest') },
            ],
          },
        ]}
      />
    </section>
  );
}

/** 覆盖指标 at the desk: the region's table and history, entering figures, and every figure with its source. */
export default function CoverageDesk() {
  const { t } = useTranslation('coverage');
  const session = useSession().data;
  const [search, setSearch] = useSearchParams();
  const region = session?.posts.find((post) => post.regionCode && post.role.endsWith('official'))?.regionCode;
  const found = useCoverage(region?.slice(0, 6));
  const mayEnter = has(session, ['county-official', 'city-official']);
  return (
    <div className="stack">
      <PageHeading question={t('question')} lead={t('lead')}>
        <div className="row">
          {mayEnter && (
            <Link className="button" to="/official/coverage/import">
              {t('import')}
            </Link>
          )}
          <Link className="button" to="/coverage">
            {t('public')}
          </Link>
        </div>
      </PageHeading>
      <Await of={found} height={600}>
        {(coverage) => {
          const told = coverage.counties.find((county) => county.figures.length > 0);
          const county = search.get('county') ?? told?.countyCode;
          const indicator = search.get('indicator') ?? told?.figures[0]?.indicator;
          return (
            <>
              <Matrix
                coverage={coverage}
                chosen={`${county}/${indicator}`}
                onPick={(next, of) =>
                  setSearch((now) => {
                    now.set('county', next);
                    now.set('indicator', of);
                    return now;
                  })
                }
              />
              {county && indicator && <History county={county} indicator={indicator} />}
              {mayEnter && <EnterFigure coverage={coverage} />}
              <Figures coverage={coverage} region={coverage.regionCode} />
            </>
          );
        }}
      </Await>
    </div>
  );
}
