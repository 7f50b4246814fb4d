import { useTranslation } from 'react-i18next';
import type { Schema } from '@/api';
import { count, dateTime } from '@/shared/format';
import { StatusTag, type StatusFamily } from '@/shared/ui';
import { requester } from './requester';

type Index = Schema<'ShowSearchEngineIndexBody'>;

const families: Record<string, StatusFamily> = {
  building: 'theirs',
  switching: 'theirs',
  live: 'done',
  retired: 'ended',
  cancelled: 'ended',
  failed: 'problem',
};

/** From the request until it answered, in whole seconds. */
const took = (index: Index) =>
  index.liveAt ? Math.max(1, Math.round((Date.parse(index.liveAt) - Date.parse(index.requestedAt)) / 1000)) : null;

/** The newest indices: when each was built, by whom, how long it took. */
export function Indices({ indices }: { indices: readonly Index[] }) {
  const { t } = useTranslation('operations');
  return (
    <section className="card stack">
      <h2>{t('search.indices')}</h2>
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('search.requestedAt')}</th>
              <th scope="col">{t('search.requestedBy')}</th>
              <th scope="col">{t('search.state')}</th>
              <th scope="col" className="num">
                {t('search.documents')}
              </th>
              <th scope="col" className="num">
                {t('search.took')}
              </th>
              <th scope="col">{t('search.name')}</th>
            </tr>
          </thead>
          <tbody>
            {indices.map((index) => (
              <tr key={index.name}>
                <td className="nowrap">{dateTime(index.requestedAt)}</td>
                <td>{requester(index.requestedBy, t)}</td>
                <td>
                  <StatusTag family={families[index.state] ?? 'theirs'}>{t(`search.states.${index.state}`)}</StatusTag>
                  {index.isRemoved && <div className="muted small">{t('search.removed')}</div>}
                  {index.error && <div className="small search-error">{index.error}</div>}
                </td>
                <td className="num">{index.documents == null ? '—' : count(index.documents)}</td>
                <td className="num">{took(index) == null ? '—' : t('search.seconds', { count: took(index) ?? 0 })}</td>
                <td className="nowrap">
                  <code className="small">{index.name}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
