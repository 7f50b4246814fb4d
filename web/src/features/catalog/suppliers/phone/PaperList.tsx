import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schema } from '@/api';
import { date } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { DueText, ErrorSummary, ProblemAlert, StatusTag, type Fault } from '@/shared/ui';
import '../i18n';
import { familyOfStanding } from '../states';
import { PaperFields, bodyOf, emptyPaper, usePaperFaults } from './PaperForm';

type Group = Schema<'ShowSupplierPaperGroup'>;

function HandIn({ supplierId, group, done }: { supplierId: string; group: Group; done: () => void }) {
  const { t } = useTranslation('suppliers');
  const [draft, setDraft] = useState(emptyPaper);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [attempt, setAttempt] = useState(0);
  const faultsOf = usePaperFaults();
  const send = useIntent(
    (body: ReturnType<typeof bodyOf>, key) =>
      api.post('/api/suppliers/{supplierId}/papers', { path: { supplierId }, body: { paper: body }, key }),
    { refresh: [['admission', supplierId]], onSuccess: done },
  );
  const submit = () => {
    const found = faultsOf(group, draft);
    setFaults(found);
    setAttempt((count) => count + 1);
    if (found.length === 0) send.mutate(bodyOf(group.kind, draft));
  };
  return (
    <div className="stack-s" id={group.kind} tabIndex={-1}>
      <ErrorSummary faults={faults} attempt={attempt} />
      <PaperFields asked={group} draft={draft} onChange={setDraft} />
      <ProblemAlert problem={send.error} />
      <button type="button" className="button primary block" disabled={send.isPending} onClick={submit}>
        {t('form.handIn')}
      </button>
    </div>
  );
}

function Paper({ supplierId, group }: { supplierId: string; group: Group }) {
  const { t, i18n } = useTranslation('suppliers');
  const [open, setOpen] = useState(false);
  const [sent, setSent] = useState(false);
  const latest = group.papers[0];
  const name = i18n.language === 'en' ? group.nameEn : group.name;
  const act = group.standing === 'missing' ? 'first' : group.standing === 'returned' ? 'again' : 'renew';
  return (
    <li className="stack-s">
      <div className="row-between">
        <strong>{name}</strong>
        <StatusTag
          family={group.standing === 'missing' && group.need !== 'needed' ? 'ended' : familyOfStanding(group.standing)}
        >
          {t(`standings.${group.standing}`)}
        </StatusTag>
      </div>
      {latest && (
        <p className="muted small">
          {latest.validTo ? t('mine.until', { day: date(latest.validTo) }) : t('mine.forever')}{' '}
          {group.standing === 'ending' && group.dueOn && <DueText at={group.dueOn} />}
        </p>
      )}
      {group.standing === 'in-grace' && group.dueOn && group.need === 'needed' && (
        <p className="small">{t('mine.grace', { day: date(group.dueOn) })}</p>
      )}
      {group.standing === 'returned' && latest?.reason && <p>{t('mine.because', { reason: latest.reason })}</p>}
      {latest && latest.pages.length > 0 && (
        <div className="row">
          {latest.pages.map((page) => (
            <a key={page.url} href={page.url} target="_blank" rel="noreferrer" className="small">
              {page.name}
            </a>
          ))}
        </div>
      )}
      {sent && <p role="status">{t('form.sent')}</p>}
      {group.standing === 'waiting' ? (
        !sent && <p className="muted small">{t('form.waits')}</p>
      ) : open ? (
        <HandIn
          supplierId={supplierId}
          group={group}
          done={() => {
            setOpen(false);
            setSent(true);
          }}
        />
      ) : (
        <button
          type="button"
          className="button block"
          aria-label={`${t(`form.${act}`)}: ${name}`}
          onClick={() => setOpen(true)}
        >
          {t(`form.${act}`)}
        </button>
      )}
    </li>
  );
}

/** 我的证照: each paper with how long it holds, and the camera for a new one. */
export function PaperList({ supplierId, groups }: { supplierId: string; groups: readonly Group[] }) {
  const { t } = useTranslation('suppliers');
  return (
    <section className="card stack-s" aria-labelledby="papers-title">
      <h2 id="papers-title">{t('mine.title')}</h2>
      <ul className="lines">
        {groups.map((group) => (
          <Paper key={group.kind} supplierId={supplierId} group={group} />
        ))}
      </ul>
    </section>
  );
}
