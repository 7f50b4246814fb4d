import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { useIntent } from '@/shared/http';
import { Await, ConfirmAct, PageHeading } from '@/shared/ui';
import '../i18n';
import './operations.css';
import { Answering } from './search/Answering';
import { Building } from './search/Building';
import { Indices } from './search/Indices';
import { Nodes } from './search/Nodes';
import { ParkedProducts } from './search/ParkedProducts';

const path = '/api/search-engine';

/** 搜索引擎: which engine answers, how it is, and a new index for it. */
export default function SearchEngine() {
  const { t } = useTranslation('operations');
  const [asking, setAsking] = useState(false);
  const engine = useQuery({
    queryKey: [path],
    queryFn: () => api.get(path),
    // A rebuild is watched; otherwise a look now and then is enough.
    refetchInterval: ({ state }) => (state.data?.indices.some(isUnderWay) ? 1000 : 10_000),
  });
  const rebuild = useIntent((_: null, key) => api.post('/api/search-engine/rebuilds', { key }), {
    refresh: [[path]],
    onSuccess: () => setAsking(false),
  });
  return (
    <Await of={engine} height={400}>
      {(found) => {
        const underWay = found.indices.find(isUnderWay);
        return (
          <div className="stack">
            <PageHeading question={t('search.question')}>
              {found.isCluster && !underWay && (
                <button type="button" className="button primary" onClick={() => setAsking(true)}>
                  {t('search.rebuild')}
                </button>
              )}
            </PageHeading>
            {found.isCluster ? (
              <>
                <Answering engine={found} />
                {underWay && <Building index={underWay} />}
                <Nodes health={found.health} />
                <Indices indices={found.indices} />
                {found.parked > 0 && <ParkedProducts />}
              </>
            ) : (
              <p className="card">{t('search.postgresOnly')}</p>
            )}
            <ConfirmAct
              act={t('search.rebuild')}
              open={asking}
              onClose={() => setAsking(false)}
              onAct={() => rebuild.mutate(null)}
              pending={rebuild.isPending}
              problem={rebuild.error}
            >
              <p>{t('search.rebuildWhat')}</p>
            </ConfirmAct>
          </div>
        );
      }}
    </Await>
  );
}

const isUnderWay = (index: { state: string }) => index.state === 'building' || index.state === 'switching';
