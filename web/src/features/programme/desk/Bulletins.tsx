import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { api } from '@/api';
import { date, dateTime } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { Await, ChoiceField, EmptyState, PageHeading, ProblemAlert, StatusTag, TextField } from '@/shared/ui';
import { useBulletins, useProgrammes } from '../api';
import '../i18n';
import { useNames } from './board/measure';
import './dashboard.css';

/** Figures are frozen when it is drafted; the page after this one shows them as the paper will. */
function Draft() {
  const { t } = useTranslation('programme');
  const navigate = useNavigate();
  const nameOf = useNames();
  const programmes = (useProgrammes().data?.items ?? []).filter((one) => !one.parentId);
  const [programme, setProgramme] = useState('');
  const [month, setMonth] = useState('');
  const chosen = programmes.find((one) => one.id === programme) ?? programmes[0];
  const today = date(new Date()).slice(0, 7);
  const shown = month || (chosen ? [chosen.to.slice(0, 7), today].sort()[0]! : '');
  const draft = useIntent(
    (input: { programmeId: string; month: string }, key) =>
      api.post('/api/bulletins', { body: { ...input, region: null }, key }),
    { refresh: [['bulletins']], onSuccess: (made) => void navigate(`/official/bulletins/${made.id}`) },
  );
  if (!chosen) return null;
  return (
    <section className="card stack">
      <h2>{t('bulletins.new')}</h2>
      <div className="dash-filters">
        <ChoiceField
          label={t('dashboard.programme')}
          value={chosen.id}
          onChange={setProgramme}
          choices={programmes.map((one) => ({ value: one.id, label: nameOf(one) }))}
        />
        <TextField label={t('bulletins.month')} type="month" value={shown} onChange={setMonth} />
        <button
          type="button"
          className="button primary"
          disabled={draft.isPending}
          onClick={() => draft.mutate({ programmeId: chosen.id, month: shown })}
        >
          {t('bulletins.draft')}
        </button>
      </div>
      <p className="muted small">{t('bulletins.draftHint')}</p>
      <ProblemAlert problem={draft.error} />
    </section>
  );
}

export default function Bulletins() {
  const { t } = useTranslation('programme');
  const session = useSession().data;
  const bulletins = useBulletins();
  const items = bulletins.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="stack">
      <PageHeading question={t('bulletins.question')} />
      {has(session, ['county-official', 'city-official']) && <Draft />}
      <Await of={bulletins} height={300}>
        {() =>
          items.length === 0 ? (
            <EmptyState title={t('bulletins.none')}>{t('bulletins.noneNext')}</EmptyState>
          ) : (
            <section className="card table-scroll">
              <table className="plain-table">
                <thead>
                  <tr>
                    <th scope="col">{t('bulletins.number')}</th>
                    <th scope="col">{t('dashboard.programme')}</th>
                    <th scope="col">{t('bulletins.month')}</th>
                    <th scope="col">{t('bulletins.state')}</th>
                    <th scope="col">{t('bulletins.drafted')}</th>
                    <th scope="col">{t('bulletins.signed')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((row) => (
                    <tr key={row.id}>
                      <td>
                        <Link to={`/official/bulletins/${row.id}`}>{row.number}</Link>
                      </td>
                      <td>{row.programmeName}</td>
                      <td className="nowrap">{row.month}</td>
                      <td>
                        <StatusTag family={row.state === 'published' ? 'done' : row.maySign ? 'yours' : 'theirs'}>
                          {t(
                            row.state === 'published'
                              ? 'bulletins.published'
                              : row.maySign
                                ? 'bulletins.yours'
                                : 'bulletins.waits',
                          )}
                        </StatusTag>
                      </td>
                      <td>
                        {row.draftedBy} <span className="muted small nowrap">{dateTime(row.draftedAt)}</span>
                      </td>
                      <td>
                        {row.signedBy ?? '—'}{' '}
                        {row.signedAt && <span className="muted small nowrap">{dateTime(row.signedAt)}</span>}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {bulletins.hasNextPage && (
                <button type="button" className="button" onClick={() => void bulletins.fetchNextPage()}>
                  {t('more', { ns: 'shared' })}
                </button>
              )}
            </section>
          )
        }
      </Await>
    </div>
  );
}
