import { useInfiniteQuery } from '@tanstack/react-query';
import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Schema } from '@/api';
import { PagedTable } from '@/shared/desk';
import { dateTime } from '@/shared/format';
import { http, type Page } from '@/shared/http';
import { PageHeading } from '@/shared/ui';
import '../i18n';

type Deed = Schema<'SearchAuditRow'>;
const modules = ['accounts', 'catalog', 'ordering', 'settlement', 'programme', 'files'];

/** 操作记录: who did what, when, to what. */
export default function Audit() {
  const { t } = useTranslation('operations');
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped] = useState(search.get('q') ?? '');
  const words = search.toString();
  const deeds = useInfiniteQuery({
    queryKey: ['audit', words],
    queryFn: ({ pageParam }) => {
      const asked = new URLSearchParams(words);
      asked.set('size', '50');
      if (pageParam) asked.set('cursor', pageParam);
      return http.get<Page<Deed>>(`/api/operations/audit?${asked}`);
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const set = (name: string, value: string) =>
    setSearch((now) => {
      if (value) now.set(name, value);
      else now.delete(name);
      return now;
    });
  const columns: TableColumnsType<Deed> = [
    {
      title: t('audit.at'),
      dataIndex: 'at',
      width: 150,
      render: (at: string) => <span className="nowrap">{dateTime(at)}</span>,
    },
    {
      title: t('audit.person'),
      dataIndex: 'person',
      width: 140,
      render: (name: string, row) => (
        <button type="button" className="button link" onClick={() => set('person', row.personId)}>
          {name || t('audit.system')}
        </button>
      ),
    },
    {
      title: t('audit.module'),
      dataIndex: 'module',
      width: 90,
      render: (module: string) => t(`modules.${module}`, { defaultValue: module }),
    },
    {
      title: t('audit.action'),
      dataIndex: 'action',
      width: 220,
      render: (action: string) => <span title={action}>{t(`audit.actions.${action}`, { defaultValue: action })}</span>,
    },
    {
      title: t('audit.subject'),
      dataIndex: 'subject',
      render: (subject: string | null) =>
        subject && (
          <button
            type="button"
            className="button link small"
            onClick={() => {
              setTyped(subject);
              set('q', subject);
            }}
          >
            {subject}
          </button>
        ),
    },
    {
      title: t('audit.detail'),
      dataIndex: 'detail',
      render: (detail: string) => <span className="small">{detail === '{}' ? '' : detail}</span>,
    },
  ];
  return (
    <div className="stack">
      <PageHeading question={t('audit.question')} lead={t('audit.lead')} />
      <form
        className="card row"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          set('q', typed.trim());
        }}
      >
        <label className="small">
          {t('audit.find')}
          <input className="input" type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </label>
        {(['from', 'to'] as const).map((name) => (
          <label key={name} className="small">
            {t(`audit.${name}`)}
            <input
              className="input"
              type="date"
              value={search.get(name) ?? ''}
              onChange={(event) => set(name, event.target.value)}
            />
          </label>
        ))}
        {search.get('person') && (
          <button type="button" className="chip" onClick={() => set('person', '')}>
            {t('audit.onePerson')} ×
          </button>
        )}
        <button type="submit" className="button primary">
          {t('audit.act')}
        </button>
      </form>
      <PagedTable
        of={deeds}
        height={400}
        columns={columns}
        rowKey={(row) => row.id}
        empty={t('audit.none')}
        filters={[
          {
            name: 'module',
            label: t('audit.module'),
            choices: [
              { value: '', label: t('audit.all') },
              ...modules.map((value) => ({ value, label: t(`modules.${value}`) })),
            ],
          },
        ]}
      />
    </div>
  );
}
