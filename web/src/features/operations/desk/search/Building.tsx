import { Progress } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schema } from '@/api';
import { count, dateTime } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { ConfirmAct } from '@/shared/ui';
import { requester } from './requester';

/** A new index on its way; the old one answers until it is whole. */
export function Building({ index }: { index: Schema<'ShowSearchEngineIndexBody'> }) {
  const { t } = useTranslation('operations');
  const [asking, setAsking] = useState(false);
  const cancel = useIntent((_: null, key) => api.post('/api/search-engine/rebuilds/cancellation', { key }), {
    refresh: [['/api/search-engine']],
    onSuccess: () => setAsking(false),
  });
  const percent = index.total === 0 ? 0 : Math.min(100, Math.floor((index.written / index.total) * 100));
  return (
    <section className="card stack" aria-live="polite">
      <div className="row-between">
        <h2>{t('search.building')}</h2>
        {index.state === 'building' && (
          <button type="button" className="button" onClick={() => setAsking(true)}>
            {t('search.cancel')}
          </button>
        )}
      </div>
      <Progress percent={percent} aria-label={t('search.building')} />
      <p className="muted">
        {t('search.progress', { written: count(Math.min(index.written, index.total)), total: count(index.total) })}{' '}
        {t('search.requested', { at: dateTime(index.requestedAt), by: requester(index.requestedBy, t) })}
      </p>
      {index.error && <p className="small search-error">{index.error}</p>}
      <ConfirmAct
        act={t('search.cancel')}
        open={asking}
        onClose={() => setAsking(false)}
        onAct={() => cancel.mutate(null)}
        pending={cancel.isPending}
        problem={cancel.error}
        danger
      >
        <p>{t('search.cancelWhat')}</p>
      </ConfirmAct>
    </section>
  );
}
