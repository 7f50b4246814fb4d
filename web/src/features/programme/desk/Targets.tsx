import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { yuan } from '@/shared/format';
import { has, useSession } from '@/shared/session';
import { Await, EmptyState, PageHeading, Sheet } from '@/shared/ui';
import { useProgrammes, useTargets, useVocabulary, type Targets } from '../api';
import '../i18n';
import { useNames } from './board/measure';
import './dashboard.css';
import { Allocation } from './Allocation';
import { Define, Edit, type TargetBody } from './TargetForms';

type Target = Targets['targets'][number];

export default function TargetsPage() {
  const { t } = useTranslation('programme');
  const nameOf = useNames();
  const session = useSession().data;
  const [search, setSearch] = useSearchParams();
  const [defining, setDefining] = useState(false);
  const [editing, setEditing] = useState<TargetBody>();
  const programmes = useProgrammes().data?.items ?? [];
  const words = useVocabulary().data;
  const chosen = search.get('programme') ?? programmes[0]?.id;
  const targets = useTargets(chosen);
  const city = has(session, ['city-official']);
  const nameOfCut = (row: Target) =>
    row.cut === 'channel'
      ? (words?.channels.find((word) => word.code === row.channel)?.zh ?? row.channel)
      : t(`targets.cuts.${row.cut}`);
  // The city splits its counties' targets below; a county sees the one it was given.
  const shownOf = (found: Targets) => (city ? found.targets.filter((row) => row.cut !== 'county') : found.targets);
  return (
    <div className="stack">
      <PageHeading question={t('targets.question')}>
        {city && (
          <button type="button" className="button" onClick={() => setDefining(true)}>
            {t('targets.define')}
          </button>
        )}
      </PageHeading>
      <div className="dash-filters">
        <label>
          {t('dashboard.programme')}
          <select
            className="input"
            value={chosen ?? ''}
            onChange={(event) => setSearch({ programme: event.target.value })}
          >
            {programmes.map((one) => (
              <option key={one.id} value={one.id}>
                {nameOf(one)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {chosen && (
        <Await of={targets} height={400}>
          {(found) => (
            <>
              <section className="card table-scroll">
                {shownOf(found).length === 0 && (
                  <EmptyState title={t('targets.none')}>
                    {t(city ? 'targets.noneCity' : 'targets.noneCounty')}
                  </EmptyState>
                )}
                <table className="plain-table" hidden={shownOf(found).length === 0}>
                  <thead>
                    <tr>
                      <th scope="col">{t('targets.cut')}</th>
                      <th scope="col" className="num">
                        {t('targets.amount')}
                      </th>
                      <th scope="col">{t('targets.qualifier')}</th>
                      <th scope="col">{t('targets.source')}</th>
                      <th scope="col" />
                    </tr>
                  </thead>
                  <tbody>
                    {shownOf(found).map((row) => (
                      <tr key={row.id}>
                        <td>{nameOfCut(row)}</td>
                        <td className="num">{yuan(row.amountFen)}</td>
                        <td>{t(`targets.qualifiers.${row.qualifier ?? 'none'}`)}</td>
                        <td>{row.source ?? (row.isDemonstration ? t('dashboard.demonstrationTarget') : '—')}</td>
                        <td>
                          {city && (
                            <button
                              type="button"
                              className="button"
                              onClick={() =>
                                setEditing({
                                  cut: row.cut,
                                  channel: row.channel,
                                  regionCode: row.regionCode,
                                  amountFen: row.amountFen,
                                  qualifier: row.qualifier,
                                  source: row.source,
                                })
                              }
                            >
                              {t('targets.change')}
                            </button>
                          )}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
                {city && !found.targets.some((row) => row.cut === 'total') && (
                  <button
                    type="button"
                    className="button"
                    onClick={() =>
                      setEditing({
                        cut: 'total',
                        channel: null,
                        regionCode: found.regionCode,
                        amountFen: 0,
                        qualifier: null,
                        source: null,
                      })
                    }
                  >
                    {t('targets.setTotal')}
                  </button>
                )}
              </section>
              {city && <Allocation key={chosen} programmeId={chosen} found={found} />}
            </>
          )}
        </Await>
      )}
      <Sheet title={t('targets.define')} open={defining} onClose={() => setDefining(false)}>
        <Define
          onDone={(id) => {
            setDefining(false);
            setSearch({ programme: id });
          }}
        />
      </Sheet>
      <Sheet title={t('targets.change')} open={editing !== undefined} onClose={() => setEditing(undefined)}>
        {editing && chosen && <Edit programmeId={chosen} target={editing} onDone={() => setEditing(undefined)} />}
      </Sheet>
    </div>
  );
}
