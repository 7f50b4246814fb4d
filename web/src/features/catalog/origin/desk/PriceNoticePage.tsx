import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api, type Schema } from '@/api';
import { date, dateTime, percent, yuan } from '@/shared/format';
import { http, useIntent } from '@/shared/http';
import { Await, PageHeading, ProblemAlert, Skeleton, StatusTag, TextField, Timeline } from '@/shared/ui';
import { FileField, type Attached } from '../parts/FileField';
import { familyOfNotice } from '../states';
import '../i18n';
import '../../desk/desk.css';

const TrendChart = lazy(() => import('@/shared/charts/TrendChart'));

type Detail = Schema<'ReviewPriceNoticeDetail'>;

const routes: Record<string, string> = {
  accept: 'acceptance',
  'ask-proof': 'proof-request',
  'ask-correction': 'correction-request',
  escalate: 'escalation',
  answer: 'answer',
};

function Decide({ detail }: { detail: Detail }) {
  const { t } = useTranslation('origin');
  const [opinion, setOpinion] = useState('');
  const [file, setFile] = useState<Attached>();
  const { notice } = detail;
  const act = useIntent(
    (what: string, key) =>
      http.post(
        `/api/price-notices/${notice.noticeId}/${routes[what]}`,
        { version: notice.version, opinion: opinion.trim() || null, fileId: file?.id ?? null },
        key,
      ),
    { refresh: [['price-notice', notice.noticeId], ['price-notices']], onSuccess: () => setOpinion('') },
  );
  const acts = detail.acts.filter((one) => one !== 'answer');
  if (acts.length === 0) return <p className="muted">{t('price.closed')}</p>;
  return (
    <section className="card stack" aria-label={t('price.decide')}>
      <h2>{t('price.decide')}</h2>
      <TextField label={t('opinion')} hint={t('price.opinionHint')} value={opinion} onChange={setOpinion} lines={2} />
      <FileField label={t('file')} value={file} onChange={setFile} />
      <ProblemAlert problem={act.error} />
      <div className="row">
        {acts.map((one) => (
          <button
            key={one}
            type="button"
            className={`button ${one === 'accept' ? 'primary' : ''}`}
            disabled={act.isPending}
            onClick={() => act.mutate(one)}
          >
            {t(`price.acts.${one}`)}
          </button>
        ))}
      </div>
    </section>
  );
}

/** One high price: the listing, the market and the reason beside each other, then what was done. */
export default function PriceNoticePage() {
  const { t } = useTranslation('origin');
  const { noticeId = '' } = useParams();
  const found = useQuery({
    queryKey: ['price-notice', noticeId],
    queryFn: () => api.get('/api/price-notices/{noticeId}', { path: { noticeId } }),
  });
  return (
    <Await of={found} height={500}>
      {(detail) => {
        const { notice, curve } = detail;
        return (
          <div className="stack">
            <div>
              <Link to="/official/prices">‹ {t('price.back')}</Link>
            </div>
            <PageHeading
              question={`${notice.productName} · ${notice.packName}`}
              lead={<StatusTag family={familyOfNotice(notice.state)}>{t(`price.states.${notice.state}`)}</StatusTag>}
            />
            <div className="side-by-side">
              <section className="card stack-s">
                <h2>{t('price.listing')}</h2>
                <p>
                  <strong className="key-figure">{yuan(notice.fenPerKg)}</strong>
                  {t('perKg')} · {t('price.aboveBy', { percent: percent(notice.aboveBasisPoints / 10_000) })}
                </p>
                <dl className="desk-facts">
                  <dt>{t('price.supplier')}</dt>
                  <dd>{notice.supplierName}</dd>
                  <dt>{t('county')}</dt>
                  <dd>{notice.originName}</dd>
                  <dt>{t('price.soldSince')}</dt>
                  <dd>{notice.soldSince}</dd>
                  <dt>{t('price.reason')}</dt>
                  <dd>
                    <strong>{notice.reason}</strong>
                  </dd>
                </dl>
                <Link to={`/products/${notice.productId}`}>{t('price.see')}</Link>
              </section>
              <section className="card stack-s">
                <h2>{t('price.reference')}</h2>
                <p>
                  <strong className="key-figure">
                    {yuan(notice.lowFen)}–{yuan(notice.highFen)}
                  </strong>
                  {t('perKg')}
                </p>
                <p className="muted small">
                  {notice.market} {notice.referenceName} {date(notice.pricedOn)} ·{' '}
                  {t('price.threshold', { percent: notice.thresholdPercent })}
                </p>
                {curve.length > 1 ? (
                  <figure className="stack-s">
                    <figcaption className="small">{t('price.curve')}</figcaption>
                    <Suspense fallback={<Skeleton height={220} />}>
                      <TrendChart
                        height={220}
                        periods={curve.map((point) => point.on)}
                        lines={(['lowFen', 'averageFen', 'highFen'] as const).map((name, at) => ({
                          name: t(`price.${(['low', 'average', 'high'] as const)[at]!}`),
                          values: curve.map((point) => point[name] / 100),
                        }))}
                      />
                    </Suspense>
                  </figure>
                ) : (
                  <p className="muted small">{t('price.noCurve')}</p>
                )}
              </section>
            </div>
            <Decide detail={detail} key={notice.version} />
            <section className="card stack-s">
              <h2>{t('price.steps')}</h2>
              <Timeline
                steps={detail.steps.map((step, index) => ({
                  key: String(index),
                  state: 'done',
                  title: [t(`price.states.${step.toState}`), step.actorName].filter(Boolean).join(' · '),
                  detail: (
                    <>
                      {dateTime(step.at)}
                      {step.opinion && ` · ${step.opinion}`}
                      {step.fileUrl && (
                        <>
                          {' · '}
                          <a href={step.fileUrl} target="_blank" rel="noreferrer">
                            {step.fileName}
                          </a>
                        </>
                      )}
                    </>
                  ),
                }))}
              />
            </section>
          </div>
        );
      }}
    </Await>
  );
}
