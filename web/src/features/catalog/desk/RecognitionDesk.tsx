import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { dateTime } from '@/shared/format';
import { http, query, useIntent, type Page } from '@/shared/http';
import { has, useSession, type Role } from '@/shared/session';
import {
  Await,
  DueText,
  EmptyState,
  PageHeading,
  ProblemAlert,
  StatusTag,
  TextField,
  Timeline,
  type StatusFamily,
} from '@/shared/ui';
import '../i18n';
import './desk.css';

interface QueueItem {
  recognitionId: string;
  productName: string;
  supplierName: string;
  originName: string;
  state: string;
  isReturned: boolean;
  needsSector: boolean;
  dueOn?: string | null;
}

interface File extends QueueItem {
  version: number;
  productId: string;
  description: string;
  supplierRegionName: string;
  noticeFrom?: string | null;
  noticeTo?: string | null;
  validFrom?: string | null;
  validTo?: string | null;
  steps: { toState: string; action: string; at: string; actorName: string; opinion?: string | null }[];
  evidence: { name: string; url: string; addedBy: string }[];
  objections: { objectionId: string; text: string }[];
  pictures: { url: string }[];
}

const families: Record<string, StatusFamily> = { listed: 'done', expired: 'ended', revoked: 'ended' };

/** The review that is next, and who makes it. */
function nextReview(file: QueueItem): { route: string; roles: readonly Role[] } | undefined {
  if (file.isReturned) return undefined;
  if (file.state === 'applied') return { route: 'town-review', roles: ['town-official'] };
  if (file.state === 'town-reviewed')
    return file.needsSector
      ? { route: 'sector-review', roles: ['sector-official'] }
      : { route: 'county-decision', roles: ['county-official'] };
  return file.state === 'sector-reviewed' ? { route: 'county-decision', roles: ['county-official'] } : undefined;
}

function Review({ file }: { file: File }) {
  const { t } = useTranslation('catalog');
  const session = useSession().data;
  const [opinion, setOpinion] = useState('');
  const review = useIntent(
    (route: string, key) =>
      http.post(
        `/api/recognitions/${file.recognitionId}/${route}`,
        { version: file.version, opinion: opinion.trim() || null },
        key,
      ),
    {
      refresh: [['recognition-queue'], ['recognition', file.recognitionId]],
      onSuccess: () => setOpinion(''),
    },
  );
  const next = nextReview(file);
  if (!next || !has(session, next.roles)) return null;
  return (
    <section className="card stack">
      <TextField
        label={t('recognition.opinion')}
        hint={t('recognition.opinionHint')}
        value={opinion}
        onChange={setOpinion}
        lines={2}
      />
      <ProblemAlert problem={review.error} />
      <div className="row">
        <button
          type="button"
          className="button primary"
          disabled={review.isPending}
          onClick={() => review.mutate(next.route)}
        >
          {t('recognition.pass')}
        </button>
        <button type="button" className="button" disabled={review.isPending} onClick={() => review.mutate('return')}>
          {t('recognition.return')}
        </button>
      </div>
    </section>
  );
}

export function RecognitionTag({ item }: { item: QueueItem }) {
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
  return <StatusTag family={family}>{words}</StatusTag>;
}

function Papers({ file }: { file: File }) {
  const { t } = useTranslation('catalog');
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
            <dt>{t('recognition.origin')}</dt>
            <dd>{file.originName}</dd>
          </dl>
          <p className="small">{file.description}</p>
          {file.noticeFrom && (
            <p className="small">{t('recognition.notice', { from: file.noticeFrom, to: file.noticeTo })}</p>
          )}
          {file.validFrom && (
            <p className="small">{t('recognition.valid', { from: file.validFrom, to: file.validTo })}</p>
          )}
        </section>
        <section className="card stack-s">
          <h3>
            {t('recognition.evidence')} {file.evidence.length}
          </h3>
          {file.evidence.length === 0 && <p className="muted">{t('recognition.noEvidence')}</p>}
          <div className="papers">
            {[...file.evidence, ...file.pictures.map((picture) => ({ ...picture, name: file.productName }))].map(
              (paper) => (
                <a key={paper.url} href={paper.url} target="_blank" rel="noreferrer">
                  <img src={paper.url} alt={paper.name} />
                </a>
              ),
            )}
          </div>
        </section>
      </div>
      <Review file={file} />
      {file.objections.length > 0 && (
        <section className="card stack-s">
          <h3>{t('recognition.objections')}</h3>
          {file.objections.map((objection) => (
            <p key={objection.objectionId}>{objection.text}</p>
          ))}
        </section>
      )}
      <section className="card">
        <Timeline
          steps={file.steps.map((step, index) => ({
            key: String(index),
            state: step.action === 'return' ? 'problem' : 'done',
            title: [t(`recognition.steps.${step.action}`), step.actorName].filter(Boolean).join(' · '),
            detail: `${dateTime(step.at)}${step.opinion ? ` · ${step.opinion}` : ''}`,
          }))}
        />
      </section>
    </div>
  );
}

export default function RecognitionDesk() {
  const { t } = useTranslation('catalog');
  const [search, setSearch] = useSearchParams();
  const state = search.get('state') ?? '';
  const queue = useQuery({
    queryKey: ['recognition-queue', state],
    queryFn: () => http.get<Page<QueueItem>>(`/api/recognitions/queue${query({ state, size: 100 })}`),
  });
  const chosen = search.get('recognition') ?? queue.data?.items[0]?.recognitionId;
  const file = useQuery({
    queryKey: ['recognition', chosen],
    queryFn: () => http.get<File>(`/api/recognitions/${chosen}`),
    enabled: !!chosen,
  });
  const set = (name: string, value: string) =>
    setSearch((now) => {
      now.set(name, value);
      return now;
    });
  return (
    <div className="stack">
      <PageHeading question={t('recognition.question')} />
      <div className="row">
        {['', 'applied', 'town-reviewed', 'on-notice', 'listed'].map((one) => (
          <button
            key={one}
            type="button"
            className="chip"
            aria-pressed={state === one}
            onClick={() => setSearch(one ? { state: one } : {})}
          >
            {one ? t(`recognition.states.${one}`) : t('recognition.all')}
          </button>
        ))}
      </div>
      <Await of={queue} height={500}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState title={t('recognition.none')}>{t('recognition.noneNext')}</EmptyState>
          ) : (
            <div className="desk-split">
              <div className="card desk-queue">
                {page.items.map((item) => (
                  <button
                    key={item.recognitionId}
                    type="button"
                    aria-pressed={item.recognitionId === chosen}
                    onClick={() => set('recognition', item.recognitionId)}
                  >
                    <strong>{item.productName}</strong>
                    <span className="muted small">{item.supplierName}</span>
                    <span className="row small" style={{ gap: 8 }}>
                      <RecognitionTag item={item} />
                      {item.dueOn && <DueText at={item.dueOn} />}
                    </span>
                  </button>
                ))}
              </div>
              <Await of={file} height={500}>
                {(found) => <Papers key={found.recognitionId} file={found} />}
              </Await>
            </div>
          )
        }
      </Await>
    </div>
  );
}
