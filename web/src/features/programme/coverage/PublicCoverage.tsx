import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Await, PageHeading } from '@/shared/ui';
import { History } from './History';
import './i18n';
import { Matrix, Meanings, useCoverage } from './Matrix';

/** 覆盖指标 for everybody: the table, one county's history, and what is counted. */
export default function PublicCoverage() {
  const { t } = useTranslation(['coverage', 'shared']);
  const [search, setSearch] = useSearchParams();
  const found = useCoverage();
  return (
    <div className="stack">
      <PageHeading question={t('question')} lead={t('lead')}>
        <a className="button" href="/api/coverage-figures.xlsx" download>
          {t('shared:export')}
        </a>
      </PageHeading>
      <Await of={found} height={600}>
        {(coverage) => {
          const told = coverage.counties.find((county) => county.figures.length > 0);
          const county = search.get('county') ?? told?.countyCode;
          const indicator = search.get('indicator') ?? told?.figures[0]?.indicator;
          return (
            <>
              {county && indicator && <History county={county} indicator={indicator} />}
              <Matrix
                coverage={coverage}
                chosen={`${county}/${indicator}`}
                onPick={(next, of) => setSearch({ county: next, indicator: of })}
              />
              <Meanings indicators={coverage.indicators} />
            </>
          );
        }}
      </Await>
    </div>
  );
}
