import { useInfiniteQuery } from '@tanstack/react-query';
import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schema } from '@/api';
import { PagedTable } from '@/shared/desk';
import { dateTime } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { EmptyState, PageHeading, ProblemAlert, Sheet, StatusTag, TextField } from '@/shared/ui';
import '../i18n';

type Notice = Schema<'ReadNoticesRow'>;

/** Shows one notice to whoever will read it out, for a reason that the record keeps. Nothing stays when the sheet closes. */
function Reveal({ notice, onClose }: { notice: Notice; onClose: () => void }) {
  const { t } = useTranslation('operations');
  const [reason, setReason] = useState('');
  const reveal = useIntent(
    (why: string, key) =>
      api.post('/api/notices/{noticeId}/reveal', { path: { noticeId: notice.id }, body: { reason: why }, key }),
    { refresh: [['notices']] },
  );
  return (
    <Sheet title={t('notices.sheet', { name: notice.personName })} open onClose={onClose}>
      {reveal.data ? (
        <>
          <dl className="facts">
            <dt>{t('notices.contact')}</dt>
            <dd>{reveal.data.contact ?? t('notices.noContact')}</dd>
          </dl>
          <p className="breakable">{reveal.data.text}</p>
          <p className="muted small">{t('notices.recorded')}</p>
        </>
      ) : (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            reveal.mutate(reason.trim());
          }}
        >
          <p>{t('notices.why')}</p>
          <ProblemAlert problem={reveal.error} />
          <TextField label={t('notices.reason')} name="reason" value={reason} onChange={setReason} />
          <button type="submit" className="button primary" disabled={reveal.isPending || [...reason.trim()].length < 4}>
            {t('notices.show')}
          </button>
        </form>
      )}
      <button type="button" className="button" onClick={onClose}>
        {t('notices.close')}
      </button>
    </Sheet>
  );
}

/** 待转通知: who waits to be told what, until a message service is connected. */
export default function Notices() {
  const { t } = useTranslation('operations');
  const [open, setOpen] = useState<Notice>();
  const notices = useInfiniteQuery({
    queryKey: ['notices'],
    queryFn: ({ pageParam }) => api.get('/api/notices', { query: { size: 50, cursor: pageParam || undefined } }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    refetchInterval: 30_000,
  });
  const columns: TableColumnsType<Notice> = [
    {
      title: t('notices.writtenAt'),
      dataIndex: 'writtenAt',
      width: 150,
      render: (at: string) => <span className="nowrap">{dateTime(at)}</span>,
    },
    { title: t('notices.person'), dataIndex: 'personName', width: 200 },
    { title: t('notices.kind'), dataIndex: 'kind', render: (kind: string) => t(`notices.kinds.${kind}`) },
    {
      title: t('notices.contact'),
      dataIndex: 'contactMasked',
      width: 140,
      render: (masked: string | null) => masked ?? <span className="muted">{t('notices.noContact')}</span>,
    },
    {
      title: t('notices.state'),
      dataIndex: 'handedOverAt',
      width: 170,
      render: (at: string | null) => (
        <StatusTag family={at ? 'done' : 'yours'}>
          {at ? t('notices.handedOver', { at: dateTime(at) }) : t('notices.waits')}
        </StatusTag>
      ),
    },
    {
      title: t('notices.act'),
      key: 'act',
      width: 110,
      render: (_, row) => (
        <button type="button" className="button small" onClick={() => setOpen(row)}>
          {t('notices.open')}
        </button>
      ),
    },
  ];
  return (
    <div className="stack">
      <PageHeading question={t('notices.question')} lead={t('notices.lead')} />
      <PagedTable
        of={notices}
        height={400}
        columns={columns}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('notices.none')}>{t('notices.noneNext')}</EmptyState>}
      />
      {open && <Reveal key={open.id} notice={open} onClose={() => setOpen(undefined)} />}
    </div>
  );
}
