import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schema } from '@/api';
import { count, dateTime } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { Await, EmptyState, PageHeading, ProblemAlert, StatusTag } from '@/shared/ui';
import '../i18n';

type Message = Schema<'ParkedMessagesRow'>;

/** 搁置的消息: what one module could not tell another, why, and once more. */
export default function Messages() {
  const { t } = useTranslation('operations');
  const messages = useQuery({
    queryKey: ['messages'],
    queryFn: () => api.get('/api/operations/messages'),
    refetchInterval: 30_000,
  });
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const retry = useIntent(
    async (rows: readonly Pick<Message, 'module' | 'eventId'>[], key) => {
      const modules = [...new Set(rows.map((row) => row.module))];
      for (const module of modules) {
        const eventIds = rows.filter((row) => row.module === module).map((row) => row.eventId);
        await api.post('/api/operations/messages/retry', {
          body: { module, eventIds },
          key: `${key}-${module}`.slice(0, 128),
        });
      }
    },
    { refresh: [['messages']], onSuccess: () => setMarked(new Set()) },
  );
  const toggle = (id: string) =>
    setMarked((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <Await of={messages} height={400}>
      {(found) => (
        <div className="stack">
          <PageHeading question={t('messages.question')}>
            <button
              type="button"
              className="button primary"
              disabled={marked.size === 0 || retry.isPending}
              onClick={() =>
                retry.mutate(
                  found.items
                    .filter((row) => marked.has(row.eventId))
                    .map(({ module, eventId }) => ({ module, eventId })),
                )
              }
            >
              {t('messages.retry', { count: marked.size })}
            </button>
          </PageHeading>
          <ProblemAlert problem={retry.error} />
          <section className="card row">
            {found.waiting.map((row) => (
              <span key={row.module}>
                {t(`modules.${row.module}`, { defaultValue: row.module })}{' '}
                <StatusTag family={row.parked ? 'problem' : row.waiting ? 'theirs' : 'done'}>
                  {t('messages.counts', { waiting: count(row.waiting), parked: count(row.parked) })}
                </StatusTag>
              </span>
            ))}
          </section>
          {found.items.length === 0 ? (
            <EmptyState title={t('messages.none')}>{t('messages.noneNext')}</EmptyState>
          ) : (
            <section className="card table-scroll">
              <table className="plain-table">
                <thead>
                  <tr>
                    <th scope="col" />
                    <th scope="col">{t('messages.module')}</th>
                    <th scope="col">{t('messages.name')}</th>
                    <th scope="col">{t('messages.occurred')}</th>
                    <th scope="col" className="num">
                      {t('messages.attempts')}
                    </th>
                    <th scope="col">{t('messages.error')}</th>
                  </tr>
                </thead>
                <tbody>
                  {found.items.map((row) => (
                    <tr key={row.eventId}>
                      <td>
                        <input
                          type="checkbox"
                          aria-label={t('messages.mark', { name: row.name })}
                          checked={marked.has(row.eventId)}
                          onChange={() => toggle(row.eventId)}
                        />
                      </td>
                      <td>{t(`modules.${row.module}`, { defaultValue: row.module })}</td>
                      <td>
                        <code>{row.name}</code>
                        <div className="muted small">
                          {row.parkedAt
                            ? t('messages.parked', { at: dateTime(row.parkedAt) })
                            : t('messages.again', { at: dateTime(row.nextAttemptAt) })}
                        </div>
                      </td>
                      <td className="nowrap">{dateTime(row.occurredAt)}</td>
                      <td className="num">{row.attempts}</td>
                      <td className="small">{row.lastError}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          )}
        </div>
      )}
    </Await>
  );
}
