import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { addressOf } from '@/api';
import { date, dateTime } from '@/shared/format';
import { http, query, useIntent, type Page } from '@/shared/http';
import { has, useSession, type Role } from '@/shared/session';
import {
  Await,
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

interface Row {
  supplierId: string;
  name: string;
  kind: string;
  regionName: string;
  state: string;
  appliedAt: string;
}

interface File extends Row {
  version: number;
  introduction?: string | null;
  documents: { kind: string; name: string; url: string }[];
  steps: { toState: string; at: string; actorName: string; reason?: string | null }[];
}

const acts: Record<string, { route: string; act: string; roles: readonly Role[] }[]> = {
  applied: [
    { route: 'recommendation', act: 'recommend', roles: ['county-official'] },
    { route: 'refusal', act: 'refuse', roles: ['county-official', 'operator'] },
  ],
  'county-recommended': [
    { route: 'approval', act: 'approve', roles: ['operator'] },
    { route: 'refusal', act: 'refuse', roles: ['operator'] },
  ],
  active: [{ route: 'suspension', act: 'suspend', roles: ['county-official', 'operator'] }],
  suspended: [{ route: 'reinstatement', act: 'reinstate', roles: ['operator'] }],
};

const families: Record<string, StatusFamily> = { active: 'done', suspended: 'problem', removed: 'ended' };

function Decide({ file }: { file: File }) {
  const { t } = useTranslation('catalog');
  const session = useSession().data;
  const [reason, setReason] = useState('');
  const decide = useIntent(
    (route: string, key) =>
      http.post(
        `/api/suppliers/${file.supplierId}/${route}`,
        { version: file.version, reason: reason.trim() || null },
        key,
      ),
    {
      refresh: [['suppliers'], ['supplier', file.supplierId]],
      onSuccess: () => setReason(''),
    },
  );
  const mine = (acts[file.state] ?? []).filter((one) => has(session, one.roles));
  if (mine.length === 0) return null;
  return (
    <section className="card stack">
      <TextField
        label={t('admission.reason')}
        hint={t('admission.reasonHint')}
        optional
        value={reason}
        onChange={setReason}
        lines={2}
      />
      <ProblemAlert problem={decide.error} />
      <div className="row">
        {mine.map((one) => (
          <button
            key={one.route}
            type="button"
            className={`button ${['recommend', 'approve', 'reinstate'].includes(one.act) ? 'primary' : 'danger'}`}
            disabled={decide.isPending}
            onClick={() => decide.mutate(one.route)}
          >
            {t(`admission.${one.act}`)}
          </button>
        ))}
      </div>
    </section>
  );
}

/** 准入: the county recommends, the operator approves; both from the same file. */
export default function AdmissionDesk() {
  const { t } = useTranslation('catalog');
  const [search, setSearch] = useSearchParams();
  const state = search.get('state') ?? '';
  const rows = useQuery({
    queryKey: ['suppliers', state],
    queryFn: () => http.get<Page<Row>>(`/api/suppliers${query({ state, size: 100 })}`),
  });
  const chosen = search.get('supplier') ?? rows.data?.items[0]?.supplierId;
  const file = useQuery({
    queryKey: ['supplier', chosen],
    queryFn: () => http.get<File>(`/api/suppliers/${chosen}`),
    enabled: !!chosen,
  });
  return (
    <div className="stack">
      <PageHeading question={t('admission.question')}>
        <a
          className="button"
          href={addressOf('/api/suppliers.xlsx', { query: { state: state || undefined } })}
          download
        >
          {t('admission.xlsx')}
        </a>
      </PageHeading>
      <div className="row">
        {['', 'applied', 'county-recommended', 'active', 'suspended'].map((one) => (
          <button
            key={one}
            type="button"
            className="chip"
            aria-pressed={state === one}
            onClick={() => setSearch(one ? { state: one } : {})}
          >
            {one ? t(`admission.states.${one}`) : t('admission.all')}
          </button>
        ))}
      </div>
      <Await of={rows} height={500}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState title={t('admission.none')} />
          ) : (
            <div className="desk-split">
              <div className="card desk-queue">
                {page.items.map((row) => (
                  <button
                    key={row.supplierId}
                    type="button"
                    aria-pressed={row.supplierId === chosen}
                    onClick={() =>
                      setSearch((now) => {
                        now.set('supplier', row.supplierId);
                        return now;
                      })
                    }
                  >
                    <strong>{row.name}</strong>
                    <span className="muted small">{row.regionName}</span>
                    <StatusTag family={families[row.state] ?? 'theirs'}>{t(`admission.states.${row.state}`)}</StatusTag>
                  </button>
                ))}
              </div>
              <Await of={file} height={400}>
                {(found) => (
                  <div className="stack" key={found.supplierId}>
                    <div className="row-between">
                      <h2>{found.name}</h2>
                      <StatusTag family={families[found.state] ?? 'theirs'}>
                        {t(`admission.states.${found.state}`)}
                      </StatusTag>
                    </div>
                    <section className="card stack-s">
                      <dl className="desk-facts">
                        <dt>{t('admission.kind')}</dt>
                        <dd>{t(`kinds.${found.kind}`)}</dd>
                        <dt>{t('admission.region')}</dt>
                        <dd>{found.regionName}</dd>
                        <dt>{t('admission.appliedAt')}</dt>
                        <dd>{date(found.appliedAt)}</dd>
                      </dl>
                      <p>{found.introduction}</p>
                      {found.documents.length > 0 && (
                        <>
                          <h3>{t('admission.documents')}</h3>
                          {found.documents.map((document) => (
                            <a key={document.url} href={document.url} target="_blank" rel="noreferrer">
                              {document.kind} · {document.name}
                            </a>
                          ))}
                        </>
                      )}
                    </section>
                    <Decide file={found} />
                    <section className="card">
                      <Timeline
                        steps={found.steps.map((step, index) => ({
                          key: String(index),
                          state: 'done',
                          title: [t(`admission.states.${step.toState}`), step.actorName].filter(Boolean).join(' · '),
                          detail: `${dateTime(step.at)}${step.reason ? ` · ${step.reason}` : ''}`,
                        }))}
                      />
                    </section>
                  </div>
                )}
              </Await>
            </div>
          )
        }
      </Await>
    </div>
  );
}
