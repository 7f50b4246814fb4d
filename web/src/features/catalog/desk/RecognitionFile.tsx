import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { dateTime } from '@/shared/format';
import { has, useSession } from '@/shared/session';
import { StatusTag, Timeline } from '@/shared/ui';
import { Checks } from './Checks';
import { EvidenceViewer } from './EvidenceViewer';
import { Objections } from './Objections';
import { Review } from './Review';
import { Revocation } from './Revocation';
import { families, nextReview, type File, type QueueItem } from './recognition';

export function RecognitionTag({
  item,
}: {
  item: Pick<QueueItem, 'state' | 'isReturned' | 'needsSector' | 'isShort'>;
}) {
  const { t } = useTranslation('catalog');
  const session = useSession().data;
  const next = nextReview(item);
  const mine = next && has(session, next.roles);
  const family = item.isReturned ? 'problem' : mine ? 'yours' : (families[item.state] ?? 'theirs');
  const words = item.isReturned
    ? t('recognition.returned')
    : next?.route === 'sector-review'
      ? t('recognition.sectorNext')
      : t(`recognition.states.${item.state}`);
  return <StatusTag family={family}>{mine ? t('recognition.yours') : words}</StatusTag>;
}

/** The application beside its evidence, the decision under both. */
export function RecognitionFile({
  file,
  opinionBox,
  onDone,
}: {
  file: File;
  opinionBox: RefObject<HTMLDivElement | null>;
  onDone: () => void;
}) {
  const { t } = useTranslation('catalog');
  const papers = [
    ...file.evidence.map((paper) => ({
      url: paper.url,
      name: paper.name,
      by: [t(`recognition.addedAt.${paper.step}`), paper.addedBy, dateTime(paper.addedAt)].filter(Boolean).join(' · '),
    })),
    ...file.pictures.map((picture) => ({
      url: picture.url,
      name: t('recognition.picture', { product: file.productName }),
    })),
  ];
  const before = (file.renews?.evidence ?? []).map((paper) => ({
    url: paper.url,
    name: paper.name,
    by: paper.addedBy,
  }));
  return (
    <div className="stack">
      <div className="row-between">
        <h2>
          <Link to={`/products/${file.productId}`}>{file.productName}</Link>
        </h2>
        <RecognitionTag item={file} />
      </div>
      <div className="side-by-side">
        <section className="card stack-s">
          <h3>{t('recognition.form')}</h3>
          <dl className="desk-facts">
            <dt>{t('recognition.supplier')}</dt>
            <dd>
              {file.supplierName}
              <div className="muted small">{file.supplierRegionName}</div>
            </dd>
            <dt>{t('recognition.grade')}</dt>
            <dd>{t(`recognition.grades.${file.grade}`)}</dd>
            {file.householdName && (
              <>
                <dt>{t('recognition.household')}</dt>
                <dd>{file.householdName}</dd>
              </>
            )}
            <dt>{t('recognition.origin')}</dt>
            <dd>{file.originName}</dd>
            {file.number && (
              <>
                <dt>{t('recognition.number')}</dt>
                <dd>
                  <a href={`/recognitions/${file.recognitionId}/certificate`}>{file.number}</a>
                </dd>
              </>
            )}
            {file.sector && (
              <>
                <dt>{t('recognition.sector')}</dt>
                <dd>{file.sector}</dd>
              </>
            )}
            {file.noticeFrom && (
              <>
                <dt>{t('recognition.noticeName')}</dt>
                <dd>
                  {file.noticeFrom} – {file.noticeTo}
                </dd>
              </>
            )}
            {file.validFrom && (
              <>
                <dt>{t('recognition.validName')}</dt>
                <dd>
                  {file.validFrom} – {file.validTo}
                </dd>
              </>
            )}
            {file.revokedCause && (
              <>
                <dt>{t('recognition.cause')}</dt>
                <dd>
                  {file.revokedFrom} {file.revokedCause}
                </dd>
              </>
            )}
          </dl>
          <p className="small">{file.description}</p>
          <Checks file={file} />
        </section>
        <section className="card">
          <EvidenceViewer key={file.recognitionId} papers={papers} />
        </section>
        {file.renews && (
          <section className="card stack-s">
            <h3>{t('recognition.renews', { number: file.renews.number ?? '—' })}</h3>
            <p className="small">
              {file.renews.validFrom} – {file.renews.validTo}
              {file.isShort && ` · ${t('recognition.short')}`}
            </p>
            <EvidenceViewer key={file.renews.recognitionId} papers={before} />
          </section>
        )}
      </div>
      <Review file={file} opinionBox={opinionBox} onDone={onDone} />
      {file.state === 'on-notice' && (
        <p className="alert warn">{t('recognition.noticeRuns', { to: file.noticeTo ?? '—' })}</p>
      )}
      <Objections file={file} />
      <Revocation file={file} />
      <section className="card stack-s">
        <h3>{t('recognition.history')}</h3>
        <Timeline
          steps={file.steps.map((step, index) => ({
            key: String(index),
            state:
              step.action === 'return' || step.action === 'revoke' || step.action === 'uphold-objection'
                ? 'problem'
                : 'done',
            title: [t(`recognition.steps.${step.action}`), step.actorName].filter(Boolean).join(' · '),
            detail: `${dateTime(step.at)}${step.opinion ? ` · ${step.opinion}` : ''}`,
          }))}
        />
      </section>
    </div>
  );
}
