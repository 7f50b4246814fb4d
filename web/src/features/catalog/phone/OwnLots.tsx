import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { count } from '@/shared/format';
import { Await, StatusTag } from '@/shared/ui';
import { RecallAct } from '../RecallAct';
import './i18n';
import { LotPapers } from './LotPapers';
import { PresaleActs } from './PresaleActs';
import type { OwnProduct } from './own';

/** 批次: the lots of one product, with their labels and, when something is wrong, their recall. */
export function OwnLots({ product }: { product: OwnProduct }) {
  const { t } = useTranslation('catalog');
  const { productId } = product;
  const lots = useQuery({
    queryKey: ['lots', productId],
    queryFn: () => api.get('/api/lots', { query: { productId, size: 20 } }),
  });
  return (
    <section className="card stack-s">
      <h2>{t('lots.own')}</h2>
      <Await of={lots} height={120}>
        {(page) =>
          page.items.length === 0 ? (
            <p className="muted">{t('lots.ownNone')}</p>
          ) : (
            <ul className="lines">
              {page.items.map((lot) => (
                <li key={lot.lotId} className="stack-s">
                  <div className="row-between">
                    <strong>{lot.code}</strong>
                    {lot.isExpected && !lot.recall && <StatusTag family="due">{t('presale.waiting')}</StatusTag>}
                    {lot.recall && <StatusTag family="problem">{t('lots.recalled')}</StatusTag>}
                  </div>
                  <div className="muted small">
                    {lot.isExpected
                      ? t('presale.ownLine', {
                          pack: lot.packName,
                          count: count(lot.quantity),
                          on: lot.harvestedOn,
                          by: lot.shipBy,
                        })
                      : `${t('lots.ownLine', { pack: lot.packName, count: count(lot.quantity), on: lot.harvestedOn })} · ${t('lots.ownScans', { count: lot.scans })}`}
                  </div>
                  {lot.recall ? (
                    <p className="small">{lot.recall.reason}</p>
                  ) : (
                    <div className="row">
                      {lot.isExpected ? (
                        <PresaleActs lot={lot} />
                      ) : (
                        <a className="button" href={`/trace/${lot.lotId}/labels`}>
                          {t('lots.labels')}
                        </a>
                      )}
                      <a className="button" href={`/trace/${lot.lotId}`}>
                        {t('lots.page')}
                      </a>
                      <LotPapers product={product} lotId={lot.lotId} />
                      {lot.mayRecall && <RecallAct lot={lot} />}
                    </div>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </section>
  );
}
