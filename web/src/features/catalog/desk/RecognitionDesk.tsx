import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api } from '@/api';
import { http, query, type Page } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { Await, DueText, EmptyState, PageHeading, RegionPicker } from '@/shared/ui';
import '../i18n';
import './desk.css';
import { nextReview, type QueueItem } from './recognition';
import { Batch } from './Batch';
import { RecognitionFile, RecognitionTag } from './RecognitionFile';
import { Reminders } from './Reminders';

const states = ['applied', 'town-reviewed', 'sector-reviewed', 'on-notice', 'listed', 'expired', 'revoked'] as const;
const orders = ['due', 'newest', 'ends'] as const;
const lettersKey = 'mp-desk-letters';

/** Letters work only while nothing is being typed, and can be switched off. */
function useLetters(on: boolean, acts: Record<string, () => void>) {
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  useEffect(() => {
    if (!on) return undefined;
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        target.closest('input, textarea, select, dialog') ||
        (event.key === ' ' && target.closest('button, a'))
      )
        return;
      const act = latest.current[event.key.toLowerCase()];
      if (act) {
        event.preventDefault();
        act();
      }
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [on]);
}

export default function RecognitionDesk() {
  const { t } = useTranslation(['catalog', 'shared']);
  const session = useSession().data;
  const [search, setSearch] = useSearchParams();
  const [letters, setLetters] = useState(() => localStorage.getItem(lettersKey) !== 'off');
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [typed, setTyped] = useState(search.get('q') ?? '');
  const opinionBox = useRef<HTMLDivElement>(null);
  const state = search.get('state') ?? '';
  const q = search.get('q') ?? '';
  const overdue = search.get('overdue') ?? '';
  const sort = search.get('sort') ?? 'due';
  const grade = search.get('grade') ?? '';
  const county = search.get('county') ?? '';
  const asked = { state, q, overdue, sort, grade, county };
  const queue = useInfiniteQuery({
    queryKey: ['recognition-queue', asked],
    queryFn: ({ pageParam }) =>
      http.get<Page<QueueItem>>(
        `/api/recognitions/queue${query({ ...asked, size: 50, cursor: pageParam || undefined })}`,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (previous) => previous,
  });
  const mine = (item: QueueItem) => {
    const next = nextReview(item);
    return !!next && has(session, next.roles);
  };
  const all = queue.data?.pages.flatMap((page) => page.items) ?? [];
  // What waits for this person stands first; the order asked for decides among the rest.
  const items = sort === 'due' ? [...all].sort((a, b) => Number(mine(b)) - Number(mine(a))) : all;
  const chosen = search.get('recognition') ?? items[0]?.recognitionId;
  const file = useQuery({
    queryKey: ['recognition', chosen],
    queryFn: () => api.get('/api/recognitions/{recognitionId}', { path: { recognitionId: chosen! } }),
    enabled: !!chosen,
  });
  const set = (changes: Record<string, string>) =>
    setSearch((now) => {
      for (const [name, value] of Object.entries(changes)) {
        if (value) now.set(name, value);
        else now.delete(name);
      }
      return now;
    });
  const at = items.findIndex((item) => item.recognitionId === chosen);
  const go = (to: number) => {
    const next = items[Math.max(0, Math.min(items.length - 1, to))];
    if (!next) return;
    set({ recognition: next.recognitionId });
    document.getElementById(`queue-${next.recognitionId}`)?.scrollIntoView({ block: 'nearest' });
  };
  const toggle = (id: string) =>
    setMarked((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const press = (act: string) => opinionBox.current?.querySelector<HTMLButtonElement>(`[data-act=${act}]`)?.click();
  useLetters(letters, {
    ' ': () => {
      const item = items[at < 0 ? 0 : at];
      if (item && mine(item)) toggle(item.recognitionId);
    },
    j: () => go(at + 1),
    k: () => go(at - 1),
    a: () => press('pass'),
    // A return needs its reason: the letter leads to where it is written.
    r: () => opinionBox.current?.querySelector('textarea')?.focus(),
  });
  const batch = items.filter((item) => marked.has(item.recognitionId) && mine(item));
  return (
    <div className="stack">
      <PageHeading question={t('recognition.question')}>
        <Batch
          items={batch}
          onDone={(done) => setMarked((now) => new Set([...now].filter((id) => !done.includes(id))))}
        />
        <Link className="button" to="/official/recognition/rules">
          {t('rules.question')}
        </Link>
        <a className="button" href={`/api/recognitions/queue.xlsx${query(asked)}`} download>
          {t('recognition.export')}
        </a>
        <a className="button" href="/recognitions">
          {t('recognition.register')}
        </a>
      </PageHeading>
      <Reminders onOpen={(id) => set({ recognition: id })} />
      <div className="row-between">
        <div className="row">
          {['', ...states].map((one) => (
            <button
              key={one}
              type="button"
              className="chip"
              aria-pressed={state === one}
              onClick={() => set({ state: one, recognition: '' })}
            >
              {one ? t(`recognition.filters.${one}`) : t('recognition.all')}
            </button>
          ))}
          <button
            type="button"
            className="chip"
            aria-pressed={!!overdue}
            onClick={() => set({ overdue: overdue ? '' : 'true', recognition: '' })}
          >
            {t('recognition.overdue')}
          </button>
          <label className="row small">
            {t('recognition.grade')}
            <select
              className="input"
              style={{ width: 'auto' }}
              value={grade}
              onChange={(event) => set({ grade: event.target.value, recognition: '' })}
            >
              <option value="">{t('recognition.all')}</option>
              {(['recognised', 'county-produce'] as const).map((one) => (
                <option key={one} value={one}>
                  {t(`recognition.grades.${one}`)}
                </option>
              ))}
            </select>
          </label>
          <label className="row small">
            {t('recognition.sort')}
            <select
              className="input"
              style={{ width: 'auto' }}
              value={sort}
              onChange={(event) => set({ sort: event.target.value, recognition: '' })}
            >
              {orders.map((one) => (
                <option key={one} value={one}>
                  {t(`recognition.sorts.${one}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
        {has(session, ['city-official', 'county-official']) && (
          <div className="row place-filter">
            <RegionPicker
              label={t('recognition.county')}
              optional
              value={county}
              onChange={(code) => set({ county: code, recognition: '' })}
            />
            {county && (
              <button type="button" className="button" onClick={() => set({ county: '', recognition: '' })}>
                {t('recognition.all')}
              </button>
            )}
          </div>
        )}
        <form
          role="search"
          onSubmit={(event) => {
            event.preventDefault();
            set({ q: typed.trim(), recognition: '' });
          }}
        >
          <input
            className="input"
            type="search"
            aria-label={t('recognition.find')}
            placeholder={t('recognition.find')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </form>
      </div>
      <Await of={queue} height={500}>
        {(found) =>
          items.length === 0 ? (
            <EmptyState title={t('recognition.none')}>{t('recognition.noneNext')}</EmptyState>
          ) : (
            <div className="desk-split">
              <div className="stack-s">
                <p className="small muted">
                  {t('recognition.queueOf', {
                    count: found.pages[0]?.total ?? items.length,
                    mine: items.filter(mine).length,
                  })}
                </p>
                <div className="card desk-queue">
                  {items.map((item) => (
                    <div key={item.recognitionId} className="desk-row" id={`queue-${item.recognitionId}`}>
                      {mine(item) && (
                        <input
                          type="checkbox"
                          aria-label={t('recognition.mark', { product: item.productName })}
                          checked={marked.has(item.recognitionId)}
                          onChange={() => toggle(item.recognitionId)}
                        />
                      )}
                      <button
                        type="button"
                        aria-pressed={item.recognitionId === chosen}
                        onClick={() => set({ recognition: item.recognitionId })}
                      >
                        <strong>{item.productName}</strong>
                        <span className="muted small">{item.supplierName}</span>
                        <span className="row small" style={{ gap: 8 }}>
                          <RecognitionTag item={item} />
                          {item.dueOn && <DueText at={item.dueOn} />}
                          {item.grade === 'county-produce' && t('recognition.grades.county-produce')}
                          {item.openObjections > 0 && t('objection.count', { count: item.openObjections })}
                        </span>
                      </button>
                    </div>
                  ))}
                  {queue.hasNextPage && (
                    <button type="button" onClick={() => void queue.fetchNextPage()}>
                      {t('shared:more')}
                    </button>
                  )}
                </div>
                <label className="small desk-letters">
                  <input
                    type="checkbox"
                    checked={letters}
                    onChange={() => {
                      localStorage.setItem(lettersKey, letters ? 'off' : 'on');
                      setLetters(!letters);
                    }}
                  />
                  {t('recognition.letters')}
                </label>
              </div>
              <Await of={file} height={500}>
                {(found) => (
                  <RecognitionFile
                    key={found.recognitionId}
                    file={found}
                    opinionBox={opinionBox}
                    onDone={() => go(at + 1)}
                  />
                )}
              </Await>
            </div>
          )
        }
      </Await>
    </div>
  );
}
