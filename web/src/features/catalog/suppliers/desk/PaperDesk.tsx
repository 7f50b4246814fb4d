import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schema } from '@/api';
import { date } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { ProblemAlert, StatusTag, TextField } from '@/shared/ui';
import { EvidenceViewer } from '../../desk/EvidenceViewer';
import '../i18n';
import { familyOfStanding } from '../states';

type Group = Schema<'ShowSupplierPaperGroup'>;
type Paper = Schema<'ShowSupplierPaperView'>;

function CheckAct({ supplierId, paper }: { supplierId: string; paper: Paper }) {
  const { t } = useTranslation('suppliers');
  const [reason, setReason] = useState('');
  const path = { supplierId, paperId: paper.paperId };
  const act = useIntent(
    (isRight: boolean, key) =>
      isRight
        ? api.post('/api/suppliers/{supplierId}/papers/{paperId}/check', { path, body: { reason: null }, key })
        : api.post('/api/suppliers/{supplierId}/papers/{paperId}/return', {
            path,
            body: { reason: reason.trim() },
            key,
          }),
    { refresh: [['suppliers'], ['supplier', supplierId], ['supplier-papers']] },
  );
  return (
    <div className="stack-s">
      <TextField label={t('desk.why')} hint={t('desk.whyHint')} optional value={reason} onChange={setReason} />
      <ProblemAlert problem={act.error} />
      <div className="row">
        <button type="button" className="button primary" disabled={act.isPending} onClick={() => act.mutate(true)}>
          {t('desk.check')}
        </button>
        <button type="button" className="button danger" disabled={act.isPending} onClick={() => act.mutate(false)}>
          {t('desk.return')}
        </button>
      </div>
    </div>
  );
}

function Facts({ paper }: { paper: Paper }) {
  const { t } = useTranslation('suppliers');
  return (
    <dl className="desk-facts small">
      <dt>{t('form.number')}</dt>
      <dd>{paper.number ?? '—'}</dd>
      <dt>{t('form.issuer')}</dt>
      <dd>{paper.issuer ?? '—'}</dd>
      <dt>{t('desk.validity')}</dt>
      <dd>
        {paper.validFrom && `${date(paper.validFrom)} – `}
        {paper.validTo ? date(paper.validTo) : t('desk.long')}
      </dd>
      <dt>{t('state')}</dt>
      <dd>
        {t(`paperStates.${paper.state}`)} · {t('desk.handed', { day: date(paper.handedAt) })}
        {paper.decidedAt && ` · ${t('desk.decided', { day: date(paper.decidedAt), name: paper.deciderName ?? '' })}`}
        {paper.reason && ` · ${paper.reason}`}
      </dd>
    </dl>
  );
}

/** 材料: every paper of the application with its pages beside it; the one that waits comes first. */
export function PaperDesk({ supplierId, groups }: { supplierId: string; groups: readonly Group[] }) {
  const { t, i18n } = useTranslation('suppliers');
  const session = useSession().data;
  const mayCheck = has(session, ['county-official', 'operator']);
  const nameOf = (group: Group) => (i18n.language === 'en' ? group.nameEn : group.name);
  const first = groups.find((group) => group.standing === 'waiting') ?? groups.find((group) => group.papers.length > 0);
  const [chosen, setChosen] = useState<string>();
  const group = groups.find((one) => one.kind === chosen) ?? first;
  const [past, setPast] = useState(0);
  const paper = group?.papers[Math.min(past, group.papers.length - 1)];
  return (
    <section className="card stack-s" aria-label={t('desk.papers')}>
      <h3>{t('desk.papers')}</h3>
      <ul className="lines">
        {groups.map((one) => (
          <li key={one.kind} className="row-between">
            <button
              type="button"
              className="button link"
              aria-pressed={one.kind === group?.kind}
              disabled={one.papers.length === 0}
              onClick={() => {
                setChosen(one.kind);
                setPast(0);
              }}
            >
              {nameOf(one)}
            </button>
            <span className="row">
              <span className="muted small">
                {!one.papers[0]
                  ? t(`needs.${one.need}`)
                  : one.papers[0].validTo
                    ? t('mine.until', { day: date(one.papers[0].validTo) })
                    : t('desk.long')}
              </span>
              <StatusTag
                family={one.standing === 'missing' && one.need !== 'needed' ? 'ended' : familyOfStanding(one.standing)}
              >
                {t(`standings.${one.standing}`)}
              </StatusTag>
            </span>
          </li>
        ))}
      </ul>
      {group && paper && (
        <div className="stack-s" key={paper.paperId}>
          {paper.pages.length > 0 ? (
            <EvidenceViewer papers={paper.pages} heading={nameOf(group)} />
          ) : (
            <>
              <h3>{nameOf(group)}</h3>
              <p className="muted">{t('desk.noPages')}</p>
            </>
          )}
          <Facts paper={paper} />
          {group.papers.length > 1 && (
            <div className="row" role="group" aria-label={nameOf(group)}>
              {group.papers.map((one, index) => (
                <button
                  key={one.paperId}
                  type="button"
                  className="chip"
                  aria-pressed={index === past}
                  onClick={() => setPast(index)}
                >
                  {date(one.handedAt)} {t(`paperStates.${one.state}`)}
                </button>
              ))}
            </div>
          )}
          {mayCheck && paper.state === 'handed' && <CheckAct supplierId={supplierId} paper={paper} />}
        </div>
      )}
    </section>
  );
}
