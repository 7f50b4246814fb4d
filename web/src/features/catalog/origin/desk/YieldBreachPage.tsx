import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api } from '@/api';
import { dateTime, mass } from '@/shared/format';
import { Await, PageHeading, StatusTag, Timeline } from '@/shared/ui';
import { BreachActs } from '../parts/BreachActs';
import { familyOfBreach } from '../states';
import '../i18n';
import '../../desk/desk.css';

/** One lot above the ceiling: how it was reckoned, and what was done. */
export default function YieldBreachPage() {
  const { t, i18n } = useTranslation('origin');
  const { breachId = '' } = useParams();
  const found = useQuery({
    queryKey: ['yield-breach', breachId],
    queryFn: () => api.get('/api/yield-breaches/{breachId}', { path: { breachId } }),
  });
  const weight = (grams: number) => mass(grams, i18n.language);
  return (
    <Await of={found} height={500}>
      {(detail) => {
        const { breach } = detail;
        return (
          <div className="stack">
            <div>
              <Link to="/official/yields">‹ {t('yield.breaches')}</Link>
            </div>
            <PageHeading
              question={t('yield.heading', { product: breach.productName, over: weight(breach.overGrams) })}
              lead={<StatusTag family={familyOfBreach(breach.state)}>{t(`yield.states.${breach.state}`)}</StatusTag>}
            />
            <div className="side-by-side">
              <section className="card stack-s">
                <h2>{t('yield.reckoning')}</h2>
                <dl className="desk-facts">
                  <dt>{t('price.supplier')}</dt>
                  <dd>{breach.supplierName}</dd>
                  <dt>{t('county')}</dt>
                  <dd>{breach.originName}</dd>
                  <dt>{t('yield.crop')}</dt>
                  <dd>
                    {breach.cropName} {breach.season}
                  </dd>
                  <dt>{t('yield.capacity')}</dt>
                  <dd>{weight(breach.capacityGrams)}</dd>
                  <dt>{t('yield.withTolerance', { percent: breach.tolerancePercent })}</dt>
                  <dd>{weight(breach.limitGrams)}</dd>
                  <dt>{t('yield.used')}</dt>
                  <dd>{weight(breach.usedGrams)}</dd>
                  <dt>{t('yield.lot')}</dt>
                  <dd>{weight(breach.lotGrams)}</dd>
                  <dt>{t('yield.over')}</dt>
                  <dd>
                    <strong>{weight(breach.overGrams)}</strong>
                  </dd>
                </dl>
                <a href={`/trace/${breach.lotId}`}>{t('yield.trace')}</a>
              </section>
              <section className="card stack-s">
                <h2>{t('yield.plots')}</h2>
                {detail.plots.length === 0 ? (
                  <p className="muted">{t('yield.noChecked')}</p>
                ) : (
                  <div className="table-scroll">
                    <table className="plain-table">
                      <thead>
                        <tr>
                          <th scope="col">{t('yield.plot')}</th>
                          <th scope="col" className="num">
                            {t('yield.amount')}
                          </th>
                          <th scope="col" className="num">
                            {t('yield.perUnit')}
                          </th>
                          <th scope="col" className="num">
                            {t('yield.kilograms')}
                          </th>
                          <th scope="col">{t('yield.source')}</th>
                        </tr>
                      </thead>
                      <tbody>
                        {detail.plots.map((plot, index) => (
                          <tr key={index}>
                            <td>{plot.name}</td>
                            <td className="num">{plot.amount}</td>
                            <td className="num">{plot.kilogramsPerUnit}</td>
                            <td className="num">{plot.kilograms}</td>
                            <td>{plot.source}</td>
                          </tr>
                        ))}
                      </tbody>
                    </table>
                  </div>
                )}
              </section>
            </div>
            <BreachActs detail={detail} key={breach.version} />
            <section className="card stack-s">
              <h2>{t('price.steps')}</h2>
              <Timeline
                steps={detail.steps.map((step, index) => ({
                  key: String(index),
                  state: 'done',
                  title: [t(`yield.states.${step.toState}`), step.actorName].filter(Boolean).join(' · '),
                  detail: [dateTime(step.at), step.opinion, step.fileName].filter(Boolean).join(' · '),
                }))}
              />
            </section>
          </div>
        );
      }}
    </Await>
  );
}
