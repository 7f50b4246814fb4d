import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Await, ChoiceField, EmptyState, PageHeading } from '@/shared/ui';
import { useHallVersions, useOwnCounties, type HallVersion } from '../halls';
import '../i18n';
import './desk.css';
import { HallEditor } from './HallEditor';
import { HallVersions } from './HallVersions';

function County({ county, name }: { county: string; name: string }) {
  const { t } = useTranslation('catalog');
  const versions = useHallVersions(county);
  const [base, setBase] = useState<HallVersion>();
  return (
    <Await of={versions} height={500}>
      {(pages) => {
        const all = pages.pages.flatMap((page) => page.items);
        const start = base ?? all[0];
        return (
          <div className="stack">
            <div>
              <Link to={`/halls/${county}`}>{t('hallDesk.public')}</Link>
            </div>
            <HallVersions
              county={county}
              name={name}
              versions={all}
              onEdit={setBase}
              more={versions.hasNextPage ? () => void versions.fetchNextPage() : undefined}
            />
            <HallEditor
              key={`${county}-${start?.versionId}`}
              county={county}
              start={start}
              onSaved={() => setBase(undefined)}
            />
          </div>
        );
      }}
    </Await>
  );
}

/** 布置县馆: the county's official says what stands in the hall, looks at it, publishes it. */
export default function HallDesk() {
  const { t } = useTranslation('catalog');
  const counties = useOwnCounties();
  const [chosen, setChosen] = useState(counties[0]?.value ?? '');
  const county = counties.find((one) => one.value === chosen);
  return (
    <div className="stack">
      <PageHeading question={t('hallDesk.question')} lead={t('hallDesk.lead')} />
      {counties.length > 1 && (
        <ChoiceField label={t('hallDesk.county')} value={chosen} onChange={setChosen} choices={counties} />
      )}
      {county ? (
        <County key={county.value} county={county.value} name={county.label} />
      ) : (
        <EmptyState title={t('hallDesk.none')}>{t('hallDesk.noneNext')}</EmptyState>
      )}
    </div>
  );
}
