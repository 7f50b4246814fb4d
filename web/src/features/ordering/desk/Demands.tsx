import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { date, mass, yuan } from '@/shared/format';
import { has, useSession } from '@/shared/session';
import { Await, DueText, EmptyState, PageHeading, StatusTag, type StatusFamily } from '@/shared/ui';
import { useDemands, type Demand } from '../api';
import '../ordering.css';
import './buying.css';
import './i18n';

const family: Record<Demand['state'], StatusFamily> = { open: 'theirs', awarded: 'done', withdrawn: 'ended' };

export function DemandState({ demand }: { demand: Demand }) {
  const { t } = useTranslation('buying');
  const over = demand.state === 'open' && demand.closesOn < date(new Date());
  return (
    <StatusTag family={over ? 'yours' : family[demand.state]}>
      {t(over ? 'demand.states.over' : `demand.states.${demand.state}`)}
    </StatusTag>
  );
}

/** 求购: what the unit looks for and how far that is. */
export default function Demands() {
  const { t, i18n } = useTranslation('buying');
  const session = useSession().data;
  const demands = useDemands();
  return (
    <div className="stack">
      <PageHeading question={t('demand.question')}>
        {has(session, ['buyer']) && (
          <Link className="button primary" to="/buyer/demands/new">
            {t('demand.post')}
          </Link>
        )}
      </PageHeading>
      <Await of={demands} height={400}>
        {(found) => {
          const rows = found.pages.flatMap((page) => page.items);
          if (rows.length === 0) return <EmptyState title={t('demand.none')}>{t('demand.noneNext')}</EmptyState>;
          return (
            <div className="card table-scroll">
              <table className="plain-table">
                <thead>
                  <tr>
                    <th scope="col">{t('demand.title')}</th>
                    <th scope="col" className="num">
                      {t('demand.mass')}
                    </th>
                    <th scope="col" className="num">
                      {t('demand.highest')}
                    </th>
                    <th scope="col">{t('demand.wantedOn')}</th>
                    <th scope="col">{t('demand.closesOn')}</th>
                    <th scope="col">{t('demand.state')}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((demand) => (
                    <tr key={demand.id}>
                      <td>
                        <Link to={`/buyer/demands/${demand.id}`}>{demand.title}</Link>
                      </td>
                      <td className="num">{mass(demand.massGrams, i18n.language)}</td>
                      <td className="num">{demand.highestFenPerKg ? yuan(demand.highestFenPerKg) : '—'}</td>
                      <td>{date(demand.wantedOn)}</td>
                      <td>
                        {date(demand.closesOn)}{' '}
                        {demand.state === 'open' && (
                          <span className="muted small">
                            <DueText at={demand.closesOn} />
                          </span>
                        )}
                      </td>
                      <td>
                        <DemandState demand={demand} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {demands.hasNextPage && (
                <button type="button" className="button" onClick={() => void demands.fetchNextPage()}>
                  {t('list.more')}
                </button>
              )}
            </div>
          );
        }}
      </Await>
    </div>
  );
}
