import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { date, mass, parseMass, parseYuan, yuan } from '@/shared/format';
import { entrust, intended, KeptText, TaskState, useDraft, useTasksOf } from '@/shared/offline';
import { usePosts, useSession } from '@/shared/session';
import {
  Await,
  DueText,
  EmptyState,
  ErrorSummary,
  faultOf,
  PageHeading,
  RegionPicker,
  Skeleton,
  StatusTag,
  stillWrong,
  TextField,
  type Fault,
} from '@/shared/ui';
import './i18n';
import type { UnsoldDraft, UnsoldPayload } from './send-unsold';

const blank: UnsoldDraft = { productName: '', kilograms: '', spoilsBy: '', floor: '', origin: '', note: '' };

/** Kilograms up to a thousand tonnes: more than one parcel can weigh. */
const gramsOf = (typed: string): number | undefined => {
  const plain = /^\s*(\d{1,6})(?:\.(\d{1,3}))?/.exec(typed);
  return parseMass(typed) ?? (plain ? Number(plain[1]) * 1000 || undefined : undefined);
};

function faultsOf(draft: UnsoldDraft, today: string, say: (key: string) => string): Fault[] {
  const faults: Fault[] = [];
  const wrong = (field: keyof UnsoldDraft, key: string) => faults.push({ field, message: say(`wrong.${key}`) });
  if (!draft.productName.trim()) wrong('productName', 'product');
  if (!gramsOf(draft.kilograms)) wrong('kilograms', 'mass');
  const latest = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
  if (draft.spoilsBy < today || draft.spoilsBy > latest) wrong('spoilsBy', 'spoilsBy');
  if (draft.floor.trim() && !parseYuan(draft.floor)) wrong('floor', 'floor');
  if (!draft.origin) wrong('origin', 'origin');
  return faults;
}

function Form({ account, supplierId, place, onSent }: FormProps) {
  const { t } = useTranslation('unsold');
  const today = date(new Date());
  const draftId = `unsold:${account}:`;
  const { content, kept, change, close } = useDraft(draftId, account, () => ({ ...blank, origin: place }));
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [attempt, setAttempt] = useState(0);
  if (!content) return <Skeleton height={400} />;
  const shown = stillWrong(faults, faultsOf(content, today, t));
  const set = (part: Partial<UnsoldDraft>) => change((now) => ({ ...now, ...part }));

  const submit = async () => {
    const found = faultsOf(content, today, t);
    setFaults(found);
    setAttempt((count) => count + 1);
    if (found.length > 0) return;
    const payload: UnsoldPayload = {
      back: '/supplier/unsold',
      draftId,
      content,
      request: {
        supplierId,
        originRegion: content.origin,
        productName: content.productName.trim(),
        massGrams: gramsOf(content.kilograms)!,
        spoilsBy: content.spoilsBy,
        floorPriceFen: parseYuan(content.floor) ?? null,
        note: content.note.trim() || null,
      },
    };
    const key = crypto.randomUUID();
    close();
    await entrust(
      intended({ key, kind: 'unsold', account, title: content.productName.trim(), payload, steps: 1 }, Date.now()),
      draftId,
    );
    onSent(key);
  };
  return (
    <section className="card stack">
      <ErrorSummary faults={shown} attempt={attempt} />
      <TextField
        label={t('product')}
        name="productName"
        value={content.productName}
        onChange={(productName) => set({ productName })}
        error={faultOf(shown, 'productName')}
      />
      <TextField
        label={t('mass')}
        name="kilograms"
        inputMode="decimal"
        value={content.kilograms}
        onChange={(kilograms) => set({ kilograms })}
        error={faultOf(shown, 'kilograms')}
      />
      <TextField
        label={t('spoilsBy')}
        name="spoilsBy"
        type="date"
        value={content.spoilsBy}
        onChange={(spoilsBy) => set({ spoilsBy })}
        error={faultOf(shown, 'spoilsBy')}
      />
      <TextField
        label={t('floor')}
        name="floor"
        optional
        inputMode="decimal"
        hint={t('floorHint')}
        value={content.floor}
        onChange={(floor) => set({ floor })}
        error={faultOf(shown, 'floor')}
      />
      <RegionPicker
        label={t('origin')}
        name="origin"
        value={content.origin}
        onChange={(origin) => set({ origin })}
        within={place.slice(0, 6)}
        error={faultOf(shown, 'origin')}
      />
      <TextField
        label={t('note')}
        name="note"
        optional
        lines={2}
        value={content.note}
        onChange={(note) => set({ note })}
      />
      <KeptText kept={kept} />
      <button type="button" className="button primary block big-act" onClick={() => void submit()}>
        {t('act')}
      </button>
    </section>
  );
}

interface FormProps {
  account: string;
  supplierId: string;
  /** The organisation's place; goods lie inside its county. */
  place: string;
  onSent: (key: string) => void;
}

function Mine() {
  const { t, i18n } = useTranslation('unsold');
  const notices = useQuery({
    queryKey: ['own-unsold'],
    queryFn: () => api.get('/api/unsold', { query: { size: 50 } }),
  });
  return (
    <section className="stack-s">
      <h2>{t('mine')}</h2>
      <Await of={notices} height={160}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>
          ) : (
            <ul className="stack-s">
              {page.items.map((notice) => (
                <li key={notice.id} className="card stack-s">
                  <div className="row-between">
                    <strong>{notice.productName}</strong>
                    <span>{mass(notice.massGrams, i18n.language)}</span>
                  </div>
                  <span className="muted small">
                    {notice.originName} · {t('by', { date: notice.spoilsBy })} · {notice.number}
                  </span>
                  {notice.floorPriceFen ? (
                    <span className="small">{t('floorIs', { price: yuan(notice.floorPriceFen) })}</span>
                  ) : null}
                  {notice.closedAt ? (
                    <>
                      <StatusTag family="done">{t('closed')}</StatusTag>
                      <p>{notice.closingNote}</p>
                    </>
                  ) : (
                    <div className="row">
                      <StatusTag family="theirs">{t('open')}</StatusTag>
                      <StatusTag family="due">
                        <DueText at={notice.spoilsBy} />
                      </StatusTag>
                    </div>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </section>
  );
}

function Sent({ account, taskKey, again }: { account: string; taskKey: string; again: () => void }) {
  const { t } = useTranslation(['unsold', 'shared']);
  const client = useQueryClient();
  const task = useTasksOf(account).find((one) => one.key === taskKey);
  const isDone = task?.state === 'sent';
  useEffect(() => {
    if (isDone) void client.invalidateQueries({ queryKey: ['own-unsold'] });
  }, [isDone, client]);
  return (
    <section className="card stack-s" role="status">
      <h2>{t(isDone ? 'done' : 'handedOver')}</h2>
      <p>{t(isDone ? 'doneNext' : 'shared:offline.keptNext')}</p>
      {task && <TaskState task={task} />}
      <button type="button" className="button block" onClick={again}>
        {t('again')}
      </button>
    </section>
  );
}

/** 滞销上报: what has no buyer and how long it keeps; kept on the phone and sent once. */
export default function Unsold() {
  const { t } = useTranslation('unsold');
  const account = useSession().data?.person?.id;
  const organisationId = usePosts().find((post) => post.organisationId)?.organisationId;
  const [sent, setSent] = useState<string>();
  const organisation = useQuery({
    queryKey: ['organisation', organisationId],
    queryFn: () => api.get('/api/organisations/{organisationId}', { path: { organisationId: organisationId ?? '' } }),
    enabled: !!organisationId,
    staleTime: Infinity,
  });
  return (
    <div className="stack">
      <PageHeading question={t('question')} lead={t('lead')} />
      {account && organisationId && (
        <Await of={organisation} height={400}>
          {({ regionCode }) =>
            sent ? (
              <Sent account={account} taskKey={sent} again={() => setSent(undefined)} />
            ) : (
              <Form account={account} supplierId={organisationId} place={regionCode} onSent={setSent} />
            )
          }
        </Await>
      )}
      <Mine />
    </div>
  );
}
