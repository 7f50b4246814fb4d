import { useTranslation } from 'react-i18next';
import type { Schema } from '@/api';
import { StatusTag, type StatusFamily } from '@/shared/ui';

const families: Record<string, StatusFamily> = { green: 'done', yellow: 'due', red: 'problem' };

/** The cluster as it says itself that it is. */
export function Nodes({ health }: { health: Schema<'ShowSearchEngineHealthBody'> | null }) {
  const { t } = useTranslation('operations');
  const percent = (value: number | null) => (value == null ? '—' : `${value}%`);
  return (
    <section className="card stack">
      <div className="row">
        <h2>{t('search.cluster')}</h2>
        {health ? (
          <StatusTag family={families[health.status] ?? 'problem'}>
            {t(`search.health.${health.status}`, { defaultValue: health.status })}
          </StatusTag>
        ) : (
          <StatusTag family="problem">{t('search.health.none')}</StatusTag>
        )}
        {health && <span className="muted">{health.product}</span>}
      </div>
      {health && (
        <div className="table-scroll">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('search.node')}</th>
                <th scope="col">{t('search.role')}</th>
                <th scope="col" className="num">
                  {t('search.heap')}
                </th>
                <th scope="col" className="num">
                  {t('search.disk')}
                </th>
                <th scope="col" className="num">
                  {t('search.cpu')}
                </th>
              </tr>
            </thead>
            <tbody>
              {health.nodes.map((node) => (
                <tr key={node.name}>
                  <td>{node.name}</td>
                  <td>{node.isLeader ? t('search.leader') : t('search.member')}</td>
                  <td className="num">{percent(node.heapPercent)}</td>
                  <td className="num">{percent(node.diskPercent)}</td>
                  <td className="num">{percent(node.cpuPercent)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
