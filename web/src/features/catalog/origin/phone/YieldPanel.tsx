import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api';
import { mass } from '@/shared/format';
import { StatusTag } from '@/shared/ui';
import { BreachActs } from '../parts/BreachActs';
import { familyOfBreach } from '../states';
import '../i18n';

/** 还能上多少: what the plots can still yield this season, and lots the authority asks about. */
export function YieldPanel({ productId }: { productId: string }) {
  const { t, i18n } = useTranslation('origin');
  const balance = useQuery({
    queryKey: ['own-yield', productId],
    queryFn: () => api.get('/api/products/{productId}/yield', { path: { productId } }),
  }).data;
  const breach = useQuery({
    queryKey: ['own-yield', productId, 'breaches'],
    queryFn: () => api.get('/api/yield-breaches', { query: { product: productId, size: 1 } }),
  }).data?.items[0];
  const detail = useQuery({
    queryKey: ['own-yield', productId, breach?.breachId, breach?.version],
    queryFn: () => api.get('/api/yield-breaches/{breachId}', { path: { breachId: breach?.breachId ?? '' } }),
    enabled: !!breach,
  }).data;
  if (!balance?.isMeasured) return null;
  const weight = (grams: number) => mass(grams, i18n.language);
  const last = detail?.steps.at(-1);
  return (
    <section className="card stack-s" aria-label={t('yield.panel')}>
      <h2>{t('yield.panel')}</h2>
      <p>
        {balance.hasPlots
          ? t('yield.left', {
              crop: balance.cropName ?? '',
              season: balance.season ?? '',
              capacity: weight(balance.capacityGrams),
              used: weight(balance.usedGrams),
              left: weight(balance.leftGrams),
            })
          : t(balance.needsPlots ? 'yield.plotsNeeded' : 'yield.plotsWished')}
      </p>
      <Link to="/supplier/plots">{t('yield.toPlots')}</Link>
      {breach && (
        <>
          <div className="row-between">
            <strong>{t('yield.aboveBy', { over: weight(breach.overGrams) })}</strong>
            <StatusTag
              family={
                breach.state === 'open' || breach.state === 'check-opened'
                  ? 'yours'
                  : familyOfBreach(breach.state) === 'yours'
                    ? 'theirs'
                    : familyOfBreach(breach.state)
              }
            >
              {t(`yield.states.${breach.state}`)}
            </StatusTag>
          </div>
          {last?.opinion && <p>{last.opinion}</p>}
          {detail && <BreachActs detail={detail} key={breach.version} />}
        </>
      )}
    </section>
  );
}
