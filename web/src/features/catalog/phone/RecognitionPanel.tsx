import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { date, dateTime, daysUntil } from '@/shared/format';
import { useIntent } from '@/shared/http';
import {
  Await,
  DueText,
  ErrorSummary,
  PhotoPicker,
  ProblemAlert,
  Sheet,
  StatusTag,
  TextField,
  Timeline,
  type Photo,
} from '@/shared/ui';
import { useRecognition, type OwnProduct, type Recognition } from './own';
import { RevocationAnswer } from './RecognitionAnswer';
import { RecognitionTag } from './RecognitionTag';

interface FormProps {
  title: string;
  what: string;
  act: string;
  /** Whether there must be at least one new file. */
  needsEvidence: boolean;
  onClose: () => void;
  send: (body: { statement: string | null; evidence: string[] }, key: string) => Promise<unknown>;
}

function Evidence({ title, what, act, needsEvidence, onClose, send }: FormProps) {
  const { t } = useTranslation('catalog');
  const [statement, setStatement] = useState('');
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const [attempt, setAttempt] = useState(0);
  const intent = useIntent(send, { refresh: [['own-products'], ['recognition']], onSuccess: onClose });
  const isMissing = needsEvidence && photos.length === 0;
  return (
    <Sheet title={title} open onClose={onClose}>
      <p>{what}</p>
      <ErrorSummary
        faults={attempt > 0 && isMissing ? [{ field: 'evidence', message: t('own.noEvidence') }] : []}
        attempt={attempt}
      />
      <section id="evidence" tabIndex={-1} className="stack-s" aria-label={t('own.evidence')}>
        <strong>{t('own.evidence')}</strong>
        <span className="muted small">{t('own.evidenceHint')}</span>
        <PhotoPicker photos={photos} onChange={(change) => setPhotos(change)} most={12} />
      </section>
      <TextField
        label={t('own.statement')}
        hint={t('own.statementHint')}
        optional
        lines={3}
        value={statement}
        onChange={setStatement}
      />
      <ProblemAlert problem={intent.error} />
      <div className="row">
        <button
          type="button"
          className="button primary"
          disabled={intent.isPending}
          onClick={() => {
            setAttempt((count) => count + 1);
            if (!isMissing)
              intent.mutate({ statement: statement.trim() || null, evidence: photos.map((photo) => photo.id) });
          }}
        >
          {act}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {t('shared:cancel')}
        </button>
      </div>
    </Sheet>
  );
}

/** 续认: from the day the county's rule opens it until the end. */
function Renewal({ recognition }: { recognition: Recognition }) {
  const { t } = useTranslation('catalog');
  const [applying, setApplying] = useState(false);
  const opens = recognition.renewalOpens;
  if (recognition.state !== 'listed' || !opens) return null;
  if (daysUntil(opens) > 0) return <p className="muted small">{t('own.renewFrom', { date: date(opens) })}</p>;
  return (
    <>
      <button type="button" className="button primary block" onClick={() => setApplying(true)}>
        {t('own.renew')}
      </button>
      {applying && (
        <Evidence
          title={t('own.renew')}
          what={t('own.renewWhat', { name: recognition.productName })}
          act={t('own.renew')}
          needsEvidence={false}
          onClose={() => setApplying(false)}
          send={(body, key) =>
            api.post('/api/recognitions', { body: { productId: recognition.productId, ...body }, key })
          }
        />
      )}
    </>
  );
}

const underWay = ['applied', 'town-reviewed', 'sector-reviewed', 'county-decided', 'on-notice'];

function Progress({ recognitionId }: { recognitionId: string }) {
  const { t } = useTranslation('catalog');
  const recognition = useRecognition(recognitionId);
  const [mending, setMending] = useState(false);
  return (
    <Await of={recognition} height={160}>
      {(found) => {
        const reason = found.steps.findLast((step) => step.action === 'return')?.opinion;
        return (
          <>
            {found.grade === 'county-produce' && <p className="alert">{t('own.countyWhy')}</p>}
            {found.isReturned && (
              <div className="alert stack-s">
                <strong>{t('own.why', { reason: reason ?? '—' })}</strong>
                <button type="button" className="button primary block" onClick={() => setMending(true)}>
                  {t('own.mend')}
                </button>
              </div>
            )}
            {found.revokedCause && <p className="alert">{t('own.refused', { reason: found.revokedCause })}</p>}
            {found.dueOn && !found.isReturned && (
              <p className="small">
                {t('own.due', { date: date(found.dueOn) })} · <DueText at={found.dueOn} />
              </p>
            )}
            {found.number && (
              <p className="small">
                <a href={`/recognitions/${recognitionId}`}>{t('own.number', { number: found.number })}</a>
              </p>
            )}
            {found.validFrom && found.validTo && (
              <p>{t('own.valid', { from: date(found.validFrom), to: date(found.validTo) })}</p>
            )}
            {found.state === 'on-notice' && found.noticeFrom && (
              <p>{t('own.notice', { from: date(found.noticeFrom), to: date(found.noticeTo) })}</p>
            )}
            {found.renews?.validTo && underWay.includes(found.state) && daysUntil(found.renews.validTo) >= 0 && (
              <p>{t('own.renewing', { date: date(found.renews.validTo) })}</p>
            )}
            <RevocationAnswer recognition={found} />
            <Renewal recognition={found} />
            <Timeline
              steps={found.steps.map((step, index) => ({
                key: String(index),
                state: ['return', 'revoke', 'uphold-objection'].includes(step.action) ? 'problem' : 'done',
                title: t(`recognition.steps.${step.action}`),
                detail: [dateTime(step.at), step.actorName, step.opinion].filter(Boolean).join(' · '),
              }))}
            />
            {mending && (
              <Evidence
                title={t('own.mend')}
                what={t('own.mendWhat', { desk: t('own.recognition') })}
                act={t('own.resubmit')}
                needsEvidence={false}
                onClose={() => setMending(false)}
                send={(body, key) =>
                  api.post('/api/recognitions/{recognitionId}/resubmission', {
                    path: { recognitionId },
                    body: { version: found.version, ...body },
                    key,
                  })
                }
              />
            )}
          </>
        );
      }}
    </Await>
  );
}

/** 帮扶产品认定 of one product: apply with evidence, follow it, mend what was returned. */
export function RecognitionPanel({ product }: { product: OwnProduct }) {
  const { t } = useTranslation('catalog');
  const [applying, setApplying] = useState(false);
  const { recognition } = product;
  // What holds the lesser status may ask for the other one at any time.
  const mayApply =
    !recognition ||
    ['expired', 'revoked'].includes(recognition.state) ||
    (recognition.state === 'listed' && recognition.grade === 'county-produce' && !product.listedForName);
  return (
    <section className="card stack-s" aria-label={t('own.recognition')}>
      <div className="row-between">
        <h2>{t('own.recognition')}</h2>
        {product.recognition ? <RecognitionTag product={product} /> : null}
      </div>
      {!product.recognition && <StatusTag family="ended">{t('own.county')}</StatusTag>}
      {product.recognition && <Progress recognitionId={product.recognition.recognitionId} />}
      {mayApply && (
        <button type="button" className="button primary block" onClick={() => setApplying(true)}>
          {t('own.apply')}
        </button>
      )}
      {applying && (
        <Evidence
          title={t('own.apply')}
          what={t('own.applyWhat', { name: product.name })}
          act={t('own.apply')}
          needsEvidence
          onClose={() => setApplying(false)}
          send={(body, key) => api.post('/api/recognitions', { body: { productId: product.productId, ...body }, key })}
        />
      )}
    </section>
  );
}
