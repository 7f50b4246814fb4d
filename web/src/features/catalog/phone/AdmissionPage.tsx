import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, type Body, type Schema } from '@/api';
import { dateTime } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { usePosts } from '@/shared/session';
import {
  Await,
  ErrorSummary,
  PageHeading,
  ProblemAlert,
  StatusTag,
  TextField,
  Timeline,
  type Fault,
  type TimelineStep,
} from '@/shared/ui';
import './i18n';
import { PaperFields, bodyOf, emptyPaper, usePaperFaults, type PaperDraft } from '../suppliers/phone/PaperForm';
import { PaperList } from '../suppliers/phone/PaperList';
import { reasonOf, useAdmission, type Admission } from './admission';
import './listing.css';

type Asked = Schema<'ApplyAsSupplierAskedPaper'>;

const useAskedPapers = (organisationId: string) =>
  useQuery({
    queryKey: ['asked-papers', organisationId],
    queryFn: () => api.get('/api/suppliers/asked-papers', { query: { organisationId } }),
  });

/** Papers of an earlier application that still count need not be photographed again. */
const holds = (earlier: Admission | null, kind: string) =>
  earlier?.papers.some((group) => group.kind === kind && ['valid', 'ending', 'waiting'].includes(group.standing));

function Application({
  organisationId,
  earlier,
  asked,
}: {
  organisationId: string;
  earlier: Admission | null;
  asked: readonly Asked[];
}) {
  const { t, i18n } = useTranslation(['catalog', 'suppliers']);
  const [drafts, setDrafts] = useState<Record<string, PaperDraft>>({});
  const [introduction, setIntroduction] = useState(earlier?.introduction ?? '');
  const [attempt, setAttempt] = useState(0);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const faultsOf = usePaperFaults();
  const apply = useIntent(
    (body: Body<'/api/suppliers/applications', 'post'>, key) => api.post('/api/suppliers/applications', { body, key }),
    { refresh: [['admission', organisationId]] },
  );
  const draftOf = (kind: string) => drafts[kind] ?? emptyPaper;
  const submit = () => {
    const wrong = asked
      .filter(
        (paper) => draftOf(paper.kind).photos.length > 0 || (paper.need === 'needed' && !holds(earlier, paper.kind)),
      )
      .flatMap((paper) => faultsOf(paper, draftOf(paper.kind)));
    setFaults(wrong);
    setAttempt((count) => count + 1);
    if (wrong.length > 0) return;
    apply.mutate({
      organisationId,
      introduction: introduction.trim() || null,
      papers: asked
        .filter((paper) => draftOf(paper.kind).photos.length > 0)
        .map((paper) => bodyOf(paper.kind, draftOf(paper.kind))),
    });
  };
  return (
    <>
      <ErrorSummary faults={faults} attempt={attempt} />
      {asked.map((paper) => {
        const name = i18n.language === 'en' ? paper.nameEn : paper.name;
        return (
          <section key={paper.kind} id={paper.kind} tabIndex={-1} className="card stack-s" aria-label={name}>
            <div className="row-between">
              <h2>{name}</h2>
              <span className="muted small nowrap">{t(`suppliers:needs.${paper.need}`)}</span>
            </div>
            {holds(earlier, paper.kind) && <p className="small">{t('apply.kept')}</p>}
            <PaperFields
              asked={paper}
              draft={draftOf(paper.kind)}
              onChange={(change) =>
                setDrafts((all) => ({ ...all, [paper.kind]: change(all[paper.kind] ?? emptyPaper) }))
              }
            />
          </section>
        );
      })}
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
    </section>
  );
}

/** 申请准入: papers, then the county's recommendation and the platform's approval, each with what happens next. */
export default function AdmissionPage() {
  const { t } = useTranslation(['catalog', 'suppliers']);
  const organisation = usePosts().find((post) => post.role === 'supplier');
  const admission = useAdmission(organisation?.organisationId ?? '');
  const asked = useAskedPapers(organisation?.organisationId ?? '');
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
                <p>{found?.isSuspendedForPapers ? t('suppliers:mine.auto') : t(`apply.next.${found?.state}`)}</p>
              </div>
            )}
            {found && !mustApply && !reason && <p>{t(`apply.next.${found.state}`)}</p>}
            {mustApply && organisation?.organisationId && (
              <Await of={asked} height={400}>
                {(papers) => (
                  <Application organisationId={organisation.organisationId!} earlier={found} asked={papers.items} />
                )}
              </Await>
            )}
            {found && !mustApply && <PaperList supplierId={found.supplierId} groups={found.papers} />}
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
