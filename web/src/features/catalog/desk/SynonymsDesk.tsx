import type { TableColumnsType } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { api, type Schema } from '@/api';
import { PagedTable } from '@/shared/desk';
import { date } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { ConfirmAct, PageHeading, ProblemAlert, StatusTag, TextField, type StatusFamily } from '@/shared/ui';
import { useList } from '../origin/api';
import { Filters } from '../origin/desk/Filters';
import '../i18n';
import { TryWords } from './TryWords';
import './desk.css';

type Group = Schema<'ListSynonymsItem'>;

const families: Record<string, StatusFamily> = { valid: 'done', coming: 'theirs', ended: 'ended' };

/** 土豆、马铃薯，洋芋 on one line or on several. */
const wordsOf = (text: string) =>
  text
    .split(/[、，,;；\s]+/)
    .map((word) => word.trim())
    .filter(Boolean);

interface Draft {
  words: string;
  validFrom: string;
  validTo: string;
  reason: string;
  shares: boolean;
}

const fresh = (words: readonly string[] = []): Draft => ({
  words: words.join('、'),
  validFrom: date(new Date()),
  validTo: '',
  reason: '',
  shares: false,
});

const yesterday = () => date(new Date(Date.now() - 86_400_000));

const bodyOf = (draft: Draft) => ({
  words: wordsOf(draft.words),
  validFrom: draft.validFrom,
  validTo: draft.validTo || null,
  reason: draft.reason.trim(),
  shares: draft.shares,
});

function Fields({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const { t } = useTranslation('catalog');
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change });
  return (
    <div className="stack-s">
      <TextField
        label={t('synonyms.words')}
        hint={t('synonyms.wordsHint')}
        value={draft.words}
        onChange={(words) => set({ words })}
        name="words"
        lines={2}
      />
      <div className="side-by-side">
        <TextField
          label={t('synonyms.from')}
          type="date"
          value={draft.validFrom}
          onChange={(validFrom) => set({ validFrom })}
          name="validFrom"
        />
        <TextField
          label={t('synonyms.to')}
          optional
          type="date"
          value={draft.validTo}
          onChange={(validTo) => set({ validTo })}
          name="validTo"
        />
      </div>
      <TextField
        label={t('synonyms.reason')}
        value={draft.reason}
        onChange={(reason) => set({ reason })}
        name="reason"
      />
      <label className="row">
        <input type="checkbox" checked={draft.shares} onChange={(event) => set({ shares: event.target.checked })} />
        {t('synonyms.shares')}
      </label>
    </div>
  );
}

function NewGroup() {
  const { t } = useTranslation('catalog');
  const [draft, setDraft] = useState(() => fresh());
  const add = useIntent((body: ReturnType<typeof bodyOf>, key) => api.post('/api/synonyms', { body, key }), {
    refresh: [['synonyms']],
    onSuccess: () => setDraft(fresh()),
  });
  return (
    <form
      className="card stack-s"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate(bodyOf(draft));
      }}
    >
      <h2>{t('synonyms.new')}</h2>
      <Fields draft={draft} onChange={setDraft} />
      <ProblemAlert problem={add.error} />
      <div className="row">
        <button
          type="submit"
          className="button primary"
          disabled={add.isPending || wordsOf(draft.words).length < 2 || !draft.reason.trim()}
        >
          {t('synonyms.add')}
        </button>
        {add.isSuccess && <span role="status">{t('synonyms.added')}</span>}
      </div>
    </form>
  );
}

function Acts({ group }: { group: Group }) {
  const { t } = useTranslation('catalog');
  const [asking, setAsking] = useState<'replace' | 'end' | null>(null);
  const [draft, setDraft] = useState(() => fresh(group.words as string[]));
  const [why, setWhy] = useState('');
  const [lastDay, setLastDay] = useState(yesterday);
  const [path, settled] = [{ groupId: group.groupId }, { refresh: [['synonyms']], onSuccess: () => setAsking(null) }];
  const replace = useIntent(
    (body: { version: number; group: ReturnType<typeof bodyOf> }, key) =>
      api.post('/api/synonyms/{groupId}/replacement', { path, body, key }),
    settled,
  );
  const end = useIntent(
    (body: { version: number; lastDay: string; reason: string }, key) =>
      api.post('/api/synonyms/{groupId}/end', { path, body, key }),
    settled,
  );
  if (group.state === 'ended') return null;
  return (
    <span className="row">
      <button type="button" className="button" onClick={() => setAsking('replace')}>
        {t('synonyms.replace')}
      </button>
      <button type="button" className="button" onClick={() => setAsking('end')}>
        {t('synonyms.end')}
      </button>
      <ConfirmAct
        act={t('synonyms.replaceAct')}
        open={asking === 'replace'}
        onClose={() => setAsking(null)}
        onAct={() => replace.mutate({ version: group.version, group: bodyOf(draft) })}
        pending={replace.isPending}
        problem={replace.error}
        disabled={wordsOf(draft.words).length < 2 || !draft.reason.trim()}
      >
        <Fields draft={draft} onChange={setDraft} />
      </ConfirmAct>
      <ConfirmAct
        act={t('synonyms.endAct')}
        open={asking === 'end'}
        onClose={() => setAsking(null)}
        onAct={() => end.mutate({ version: group.version, lastDay, reason: why.trim() })}
        pending={end.isPending}
        problem={end.error}
        danger
        disabled={!why.trim()}
      >
        <p>{t('synonyms.endWhat', { words: group.words.join('、') })}</p>
        <TextField label={t('synonyms.lastDay')} type="date" value={lastDay} onChange={setLastDay} name="lastDay" />
        <TextField label={t('synonyms.reason')} value={why} onChange={setWhy} name="reason" />
      </ConfirmAct>
    </span>
  );
}

/** 同义词: which words mean the same food, since when, and why. */
export default function SynonymsDesk() {
  const { t } = useTranslation('catalog');
  const [search, setSearch] = useSearchParams();
  const groups = useList<Group>('synonyms', '/api/synonyms', search.toString());
  const { refetch } = groups;
  const waits = groups.data?.pages.some((page) => page.items.some((group) => !group.isApplied)) ?? false;
  useEffect(() => {
    if (!waits) return;
    const again = setInterval(() => void refetch(), 5000);
    return () => clearInterval(again);
  }, [waits, refetch]);
  const columns: TableColumnsType<Group> = [
    { title: t('synonyms.words'), render: (_, row) => row.words.join('、') },
    {
      title: t('synonyms.days'),
      render: (_, row) => (
        <span className="nowrap">
          {t(row.validTo ? 'synonyms.between' : 'synonyms.since', { from: row.validFrom, to: row.validTo })}
        </span>
      ),
    },
    {
      title: t('synonyms.state'),
      render: (_, row) => (
        <span className="stack-s">
          <StatusTag family={families[row.state] ?? 'ended'}>{t(`synonyms.states.${row.state}`)}</StatusTag>
          {!row.isApplied && <span className="muted small">{t('synonyms.applying')}</span>}
        </span>
      ),
    },
    {
      title: t('synonyms.why'),
      render: (_, row) => (
        <>
          {row.reason}
          <div className="muted small">
            {row.setBy || t('synonyms.platform')} {date(row.setAt)}
          </div>
          {row.endedWhy && (
            <div className="muted small">{t('synonyms.endedBy', { who: row.endedBy, why: row.endedWhy })}</div>
          )}
        </>
      ),
    },
    { title: t('synonyms.acts'), render: (_, row) => <Acts key={row.version} group={row} /> },
  ];
  return (
    <div className="stack">
      <PageHeading question={t('synonyms.question')} lead={t('synonyms.lead')} />
      <div className="side-by-side">
        <NewGroup />
        <TryWords />
      </div>
      <Filters hint={t('synonyms.findHint')} days={false} />
      {search.get('series') && (
        <button type="button" className="button start" onClick={() => setSearch({})}>
          {t('synonyms.allGroups')}
        </button>
      )}
      <PagedTable<Group>
        of={groups}
        height={500}
        columns={columns}
        rowKey={(row) => row.groupId}
        total={groups.data?.pages[0]?.total}
        exportTo={`/api/synonyms.xlsx?${search}`}
        empty={t('synonyms.none')}
        filters={[
          {
            name: 'state',
            label: t('synonyms.state'),
            choices: ['', 'valid', 'coming', 'ended'].map((value) => ({
              value,
              label: t(value ? `synonyms.states.${value}` : 'curate.states.all'),
            })),
          },
        ]}
      />
    </div>
  );
}
