import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Schema } from '@/api';
import { date } from '@/shared/format';
import { Await, EmptyState, PageHeading, StatusTag } from '@/shared/ui';
import { useCounties, useList } from '../../origin/api';
import { Narrow } from '../desk/Narrow';
import '../i18n';
import { familyOfState, supplierKinds } from '../states';

type Row = Schema<'ListPublicSuppliersItem'>;

function Line({ row }: { row: Row }) {
  const { t, i18n } = useTranslation('suppliers');
  return (
    <li className="stack-s">
      <div className="row-between">
        <Link to={`/suppliers/${row.supplierId}`}>
          <strong>{i18n.language === 'en' ? (row.nameEn ?? row.name) : row.name}</strong>
        </Link>
        <StatusTag family={familyOfState(row.state)}>{t(`states.${row.state}`)}</StatusTag>
      </div>
      <p className="muted small">
        {t(`kinds.${row.kind}`)} · {row.regionName} · {t('public.since')} {date(row.since)}
      </p>
      {row.reason && (
        <p>
          <span className="muted small">{t('public.reason')}</span> {row.reason}
        </p>
      )}
    </li>
  );
}

/** 供应商公示: who sells, who was stopped and why. */
export default function Suppliers() {
  const { t } = useTranslation(['suppliers', 'shared']);
  const [search] = useSearchParams();
  const counties = useCounties();
  const rows = useList<Row>('public-suppliers', '/api/public-suppliers', search.toString(), 20);
  const any = { value: '', label: t('all') };
  return (
    <div className="stack">
      <PageHeading question={t('public.question')} lead={t('public.lead')}>
        <a className="button" href={`/api/public-suppliers.xlsx?${search}`} download>
          {t('shared:export')}
        </a>
      </PageHeading>
      <Narrow
        filters={[
          {
            name: 'state',
            label: t('state'),
            choices: [
              any,
              ...['active', 'suspended', 'removed'].map((value) => ({ value, label: t(`states.${value}`) })),
            ],
          },
          {
            name: 'kind',
            label: t('kind'),
            choices: [any, ...supplierKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))],
          },
          {
            name: 'county',
            label: t('county'),
            choices: [any, ...counties.map((one) => ({ value: one.code, label: one.name }))],
          },
          {
            name: 'sort',
            label: t('sort'),
            choices: [
              { value: '', label: t('public.changed') },
              { value: 'newest', label: t('public.newest') },
              { value: 'applied', label: t('public.oldest') },
            ],
          },
        ]}
      />
      <Await of={rows} height={400}>
        {(found) => {
          const items = found.pages.flatMap((page) => page.items);
          if (items.length === 0) return <EmptyState title={t('public.none')} />;
          return (
            <>
              <p className="muted small">{t('shared:total', { count: found.pages[0]?.total ?? items.length })}</p>
              <ul className="card lines">
                {items.map((row) => (
                  <Line key={row.supplierId} row={row} />
                ))}
              </ul>
              {rows.hasNextPage && (
                <button type="button" className="button" onClick={() => void rows.fetchNextPage()}>
                  {t('shared:more')}
                </button>
              )}
            </>
          );
        }}
      </Await>
    </div>
  );
}
