import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, type Body } from '@/api';
import { dateTime } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { usePosts } from '@/shared/session';
import {
  Await,
  ErrorSummary,
  PageHeading,
  PhotoPicker,
  ProblemAlert,
  StatusTag,
  TextField,
  Timeline,
  type Fault,
  type Photo,
  type TimelineStep,
} from '@/shared/ui';
import './i18n';
import { reasonOf, useAdmission, type Admission } from './admission';
import './listing.css';

const kinds = ['licence', 'food', 'origin', 'agency'] as const;
type Kind = (typeof kinds)[number];

function Application({ organisationId, earlier }: { organisationId: string; earlier: Admission | null }) {
  const { t } = useTranslation('catalog');
  const [photos, setPhotos] = useState<Record<Kind, readonly Photo[]>>({
    licence: [],
    food: [],
    origin: [],
    agency: [],
  });
  const [introduction, setIntroduction] = useState(earlier?.introduction ?? '');
  const [attempt, setAttempt] = useState(0);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const apply = useIntent(
    (body: Body<'/api/suppliers/applications', 'post'>, key) => api.post('/api/suppliers/applications', { body, key }),
    { refresh: [['admission', organisationId]] },
  );
  const submit = () => {
    const missing = photos.licence.length === 0 && !earlier?.documents.length;
    setFaults(missing ? [{ field: 'licence', message: t('apply.wrong.licence') }] : []);
    setAttempt((count) => count + 1);
    if (missing) return;
    apply.mutate({
      organisationId,
      introduction: introduction.trim() || null,
      documents: kinds.flatMap((kind) =>
        photos[kind].map((photo) => ({ kind: t(`apply.kinds.${kind}`), fileId: photo.id })),
      ),
    });
  };
  return (
    <>
      <ErrorSummary faults={faults} attempt={attempt} />
      {kinds.map((kind) => (
        <section key={kind} id={kind} tabIndex={-1} className="card stack-s" aria-label={t(`apply.kinds.${kind}`)}>
          <h2>{t(`apply.kinds.${kind}`)}</h2>
          <p className="muted small">{t(`apply.hints.${kind}`)}</p>
          <PhotoPicker
            photos={photos[kind]}
            onChange={(change) => setPhotos((all) => ({ ...all, [kind]: change(all[kind]) }))}
            most={5}
          />
        </section>
      ))}
      <TextField
        label={t('apply.introduction')}
        hint={t('apply.introductionHint')}
        optional
        lines={4}
        value={introduction}
        onChange={setIntroduction}
      />
      <ProblemAlert problem={apply.error} />
      <button type="button" className="button primary block big-act" disabled={apply.isPending} onClick={submit}>
        {t('apply.submit')}
      </button>
    </>
  );
}

const path = ['applied', 'county-recommended', 'active'] as const;

function Progress({ admission }: { admission: Admission }) {
  const { t } = useTranslation('catalog');
  const steps: TimelineStep[] = admission.steps
    .filter((step) => step.toState !== 'platform-approved')
    .map((step, index) => ({
      key: String(index),
      state: step.toState === 'removed' || step.toState === 'suspended' ? 'problem' : 'done',
      title: t(`apply.steps.${step.toState}`),
      detail: [dateTime(step.at), step.actorName, step.reason].filter(Boolean).join(' · '),
    }));
  const at = path.indexOf(admission.state as (typeof path)[number]);
  if (at >= 0) {
    path.slice(at + 1).forEach((state, index) =>
      steps.push({
        key: state,
        state: index === 0 ? 'now' : 'next',
        title: t(`apply.wait.${state}`),
        detail: index === 0 ? t('apply.usually') : undefined,
      }),
    );
  }
  return (
    <section className="card stack-s">
      <Timeline steps={steps} />
      {admission.documents.length > 0 && (
        <>
          <h2>{t('admission.documents')}</h2>
          <ul className="stack-s">
            {admission.documents.map((document) => (
              <li key={document.url} className="row-between">
                <a href={document.url} target="_blank" rel="noreferrer">
                  {document.kind}
                </a>
                <span className="muted small">{dateTime(document.addedAt)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** 申请准入: papers, then the county's recommendation and the platform's approval, each with what happens next. */
export default function AdmissionPage() {
  const { t } = useTranslation('catalog');
  const organisation = usePosts().find((post) => post.role === 'supplier');
  const admission = useAdmission(organisation?.organisationId ?? '');
  return (
    <Await of={admission} height={500}>
      {(found) => {
        const mustApply = !found || found.state === 'removed';
        const reason = found && ['removed', 'suspended'].includes(found.state) ? reasonOf(found) : undefined;
        return (
          <div className="stack">
            <PageHeading
              question={t(mustApply ? 'apply.question' : 'apply.where')}
              lead={mustApply ? t('apply.lead') : organisation?.organisationName}
            />
            {found && (
              <div>
                <StatusTag family={found.state === 'active' ? 'done' : reason ? 'problem' : 'theirs'}>
                  {t(`apply.states.${found.state}`)}
                </StatusTag>
              </div>
            )}
            {reason && (
              <div className="alert">
                <strong>{t('apply.because', { reason })}</strong>
                <p>{t(`apply.next.${found?.state}`)}</p>
              </div>
            )}
            {found && !mustApply && !reason && <p>{t(`apply.next.${found.state}`)}</p>}
            {mustApply && organisation?.organisationId && (
              <Application organisationId={organisation.organisationId} earlier={found} />
            )}
            {found && <Progress admission={found} />}
            {!mustApply && (
              <Link className="button primary block big-act" to="/supplier">
                {t('listing.home')}
              </Link>
            )}
          </div>
        );
      }}
    </Await>
  );
}
