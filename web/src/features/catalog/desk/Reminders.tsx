import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schema } from '@/api';
import { query } from '@/shared/http';
import { DueText, StatusTag } from '@/shared/ui';

type Reminder = Schema<'ListRecognitionRemindersItem'>;

const views = ['open', 'missed', 'done'] as const;

function Row({ reminder, onOpen }: { reminder: Reminder; onOpen: (id: string) => void }) {
  const { t } = useTranslation('catalog');
  const family = !reminder.isOpen ? 'done' : reminder.kind === 'missed' ? 'problem' : 'due';
  return (
    <li className="row-between">
      <span>
        <button type="button" className="button link" onClick={() => onOpen(reminder.recognitionId)}>
          {reminder.productName}
        </button>{' '}
        <span className="muted small">{reminder.supplierName}</span>
      </span>
      <span className="row small" style={{ gap: 8 }}>
        <StatusTag family={family}>
          {t(reminder.isOpen ? `reminder.${reminder.kind}.${reminder.stage}` : 'reminder.acted')}
        </StatusTag>
        <span className="muted nowrap">
          {reminder.dueOn} {reminder.isOpen && <DueText at={reminder.dueOn} />}
        </span>
      </span>
    </li>
  );
}

/** 催办: deadlines of the own desk that come near, and those a desk below missed. */
export function Reminders({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useTranslation(['catalog', 'shared']);
  const [view, setView] = useState<(typeof views)[number]>('open');
  const found = useInfiniteQuery({
    queryKey: ['recognition-queue', 'reminders', view],
    queryFn: ({ pageParam }) =>
      api.get('/api/recognitions/reminders', {
        query: {
          open: view !== 'done',
          kind: view === 'missed' ? 'missed' : undefined,
          size: 10,
          cursor: pageParam || undefined,
        },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (previous) => previous,
  });
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  // Nothing to be reminded of takes no room.
  if (!found.data || (view === 'open' && items.length === 0)) return null;
  return (
    <section className="card stack-s" aria-labelledby="reminders">
      <div className="row-between">
        <h2 id="reminders">{t('reminder.title', { count: found.data.pages[0]?.total ?? 0 })}</h2>
        <div className="row">
          <a
            className="button link"
            href={`/api/recognitions/reminders.xlsx${query({ open: String(view !== 'done'), kind: view === 'missed' ? 'missed' : undefined })}`}
            download
          >
            {t('recognition.export')}
          </a>
          {views.map((one) => (
            <button key={one} type="button" className="chip" aria-pressed={view === one} onClick={() => setView(one)}>
              {t(`reminder.views.${one}`)}
            </button>
          ))}
        </div>
      </div>
      {items.length === 0 ? (
        <p className="muted">{t('reminder.none')}</p>
      ) : (
        <ul className="lines">
          {items.map((reminder) => (
            <Row key={reminder.reminderId} reminder={reminder} onOpen={onOpen} />
          ))}
        </ul>
      )}
      {found.hasNextPage && (
        <button type="button" className="button" onClick={() => void found.fetchNextPage()}>
          {t('shared:more')}
        </button>
      )}
    </section>
  );
}
