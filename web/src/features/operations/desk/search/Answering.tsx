import { useTranslation } from 'react-i18next';
import type { Schema } from '@/api';
import { count, dateTime } from '@/shared/format';
import { StatusTag } from '@/shared/ui';

/** Who answers now, since when, and how far the cluster is behind. */
export function Answering({ engine }: { engine: Schema<'ShowSearchEngineResponse'> }) {
  const { t } = useTranslation('operations');
  const live = engine.indices.find((index) => index.state === 'live');
  return (
    <section className="card stack" aria-label={t('search.answering')}>
      <div className="row">
        {engine.fallback ? (
          <StatusTag family="problem">{t('search.postgresAnswers')}</StatusTag>
        ) : (
          <StatusTag family="done">{t('search.clusterAnswers', { product: engine.health?.product ?? '' })}</StatusTag>
        )}
        {engine.fallbackSince && (
          <span className="muted">{t('search.since', { at: dateTime(engine.fallbackSince), host: engine.host })}</span>
        )}
      </div>
      {engine.fallback && (
        <p>
          {t(`search.why.${engine.fallback}`)} {t('search.comesBack')}
        </p>
      )}
      {engine.lastError && <p className="muted small search-error">{engine.lastError}</p>}
      <dl className="search-figures">
        <div>
          <dt>{t('search.documents')}</dt>
          <dd>{live?.documents == null ? '—' : count(live.documents)}</dd>
        </div>
        <div>
          <dt>{t('search.waiting')}</dt>
          <dd>{count(engine.lag?.waiting ?? 0)}</dd>
        </div>
        <div>
          <dt>{t('search.lag', { limit: engine.lag?.limitSeconds ?? 0 })}</dt>
          <dd>{t('search.seconds', { count: engine.lag?.ageSeconds ?? 0 })}</dd>
        </div>
        <div>
          <dt>{t('search.parkedCount')}</dt>
          <dd>{count(engine.parked)}</dd>
        </div>
      </dl>
    </section>
  );
}
