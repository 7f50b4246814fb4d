import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, type Schema } from '@/api';
import { date, dateTime } from '@/shared/format';
import { Await, EmptyState, PageHeading, StatusTag, Timeline } from '@/shared/ui';
import { useList } from '../origin/api';
import type { Admission } from '../phone/admission';
import { Decide } from '../suppliers/desk/Decide';
import { Narrow } from '../suppliers/desk/Narrow';
import { PaperDesk } from '../suppliers/desk/PaperDesk';
import '../suppliers/i18n';
import { familyOfState, supplierKinds } from '../suppliers/states';
import './desk.css';

type Row = Schema<'ListSuppliersItem'>;

const states = ['applied', 'county-recommended', 'active', 'suspended', 'removed'];

/** The words of the address that narrow the list; newest applications first unless something else is asked for. */
const wordsOf = (search: URLSearchParams) => {
  const words = new URLSearchParams(search);
  words.delete('supplier');
  if (!words.has('sort')) words.set('sort', 'newest');
  return words.toString();
};

function useFilters() {
  const { t } = useTranslation(['suppliers', 'catalog']);
  const any = { value: '', label: t('all') };
  return [
    {
      name: 'state',
      label: t('state'),
      choices: [any, ...states.map((value) => ({ value, label: t(`catalog:admission.states.${value}`) }))],
    },
    {
      name: 'kind',
      label: t('kind'),
      choices: [any, ...supplierKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))],
    },
    {
      name: 'papers',
      label: t('desk.papers'),
      choices: [
        any,
        ...['waiting', 'ending', 'expired'].map((value) => ({ value, label: t(`desk.papersFilter.${value}`) })),
      ],
    },
    {
      name: 'sort',
      label: t('sort'),
      choices: ['', 'applied', 'changed'].map((value) => ({ value, label: t(`desk.sorts.${value || 'newest'}`) })),
    },
  ];
}

function Entry({ row, isChosen, choose }: { row: Row; isChosen: boolean; choose: () => void }) {
  const { t } = useTranslation(['catalog', 'suppliers']);
  return (
    <button type="button" aria-pressed={isChosen} onClick={choose}>
      <strong>{row.name}</strong>
      <span className="muted small">
        {t(`suppliers:kinds.${row.kind}`)} · {row.regionName}
      </span>
      <span className="row">
        <StatusTag family={familyOfState(row.state)}>{t(`admission.states.${row.state}`)}</StatusTag>
        {row.papersWaiting > 0 && (
          <StatusTag family="yours">{t('suppliers:desk.waiting', { number: row.papersWaiting })}</StatusTag>
        )}
      </span>
      {row.nextEnd && <span className="muted small">{t('suppliers:desk.ends', { day: date(row.nextEnd) })}</span>}
    </button>
  );
}

function Application({ file }: { file: Admission }) {
  const { t } = useTranslation(['catalog', 'suppliers']);
  const missing = file.papers.filter(
    (group) => group.need === 'needed' && ['missing', 'returned', 'expired', 'in-grace'].includes(group.standing),
  );
  return (
    <div className="stack">
      <section className="card stack-s" aria-label={t('suppliers:desk.beside')}>
        <h3>{t('suppliers:desk.beside')}</h3>
        <dl className="desk-facts">
          <dt>{t('admission.kind')}</dt>
          <dd>{t(`suppliers:kinds.${file.kind}`)}</dd>
          <dt>{t('admission.region')}</dt>
          <dd>{file.regionName}</dd>
          <dt>{t('admission.appliedAt')}</dt>
          <dd>{date(file.appliedAt)}</dd>
        </dl>
        <p>{file.introduction}</p>
        {missing.length > 0 && (
          <p>
            <StatusTag family="problem">
              {t('suppliers:desk.missing', { papers: missing.map((group) => group.name).join('、') })}
            </StatusTag>
          </p>
        )}
        {['active', 'suspended', 'removed'].includes(file.state) && (
          <Link to={`/suppliers/${file.supplierId}`}>{t('suppliers:desk.publicPage')}</Link>
        )}
      </section>
      <Decide file={file} />
      <section className="card">
        <Timeline
          steps={file.steps.map((step, index) => ({
            key: String(index),
            state: 'done',
            title: [t(`admission.states.${step.toState}`), step.actorName].filter(Boolean).join(' · '),
            detail: `${dateTime(step.at)}${step.reason ? ` · ${step.reason}` : ''}`,
          }))}
        />
      </section>
    </div>
  );
}

function Chosen({ supplierId }: { supplierId: string }) {
  const { t } = useTranslation('catalog');
  const file = useQuery({
    queryKey: ['supplier', supplierId],
    queryFn: () => api.get('/api/suppliers/{supplierId}', { path: { supplierId } }),
  });
  return (
    <Await of={file} height={400}>
      {(found) => (
        <div className="stack" key={found.supplierId}>
          <div className="row-between">
            <h2>{found.name}</h2>
            <StatusTag family={familyOfState(found.state)}>{t(`admission.states.${found.state}`)}</StatusTag>
          </div>
          <div className="side-by-side">
            <Application file={found} />
            <PaperDesk supplierId={found.supplierId} groups={found.papers} />
          </div>
        </div>
      )}
    </Await>
  );
}

/** 准入: the county recommends, the operator approves; both from the same file, its papers beside it. */
export default function AdmissionDesk() {
  const { t } = useTranslation(['catalog', 'suppliers']);
  const [search, setSearch] = useSearchParams();
  const words = wordsOf(search);
  const rows = useList<Row>('suppliers', '/api/suppliers', words, 100);
  const filters = useFilters();
  return (
    <div className="stack">
      <PageHeading question={t('admission.question')}>
        <a className="button" href={`/api/suppliers.xlsx?${words}`} download>
          {t('admission.xlsx')}
        </a>
      </PageHeading>
      <Narrow filters={filters} forget="supplier" />
      <Await of={rows} height={500}>
        {(found) => {
          const items = found.pages.flatMap((page) => page.items);
          const chosen = search.get('supplier') ?? items[0]?.supplierId;
          return items.length === 0 && !chosen ? (
            <EmptyState title={t('admission.none')} />
          ) : (
            <div className="desk-split">
              <div className="card desk-queue">
                {items.map((row) => (
                  <Entry
                    key={row.supplierId}
                    row={row}
                    isChosen={row.supplierId === chosen}
                    choose={() =>
                      setSearch((now) => {
                        now.set('supplier', row.supplierId);
                        return now;
                      })
                    }
                  />
                ))}
                {rows.hasNextPage && (
                  <button type="button" onClick={() => void rows.fetchNextPage()}>
                    {t('suppliers:desk.more')}
                  </button>
                )}
              </div>
              {chosen && <Chosen supplierId={chosen} />}
            </div>
          );
        }}
      </Await>
    </div>
  );
}
