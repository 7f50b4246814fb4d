import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useSearchParams } from 'react-router';
import type { Schema } from '@/api';
import { PagedTable } from '@/shared/desk';
import { count, date } from '@/shared/format';
import { PageHeading, StatusTag } from '@/shared/ui';
import { useCounties, useList } from '../../origin/api';
import '../i18n';
import { familyOfStanding, familyOfState } from '../states';
import { Narrow } from './Narrow';
import { PaperRules } from './PaperRules';

type Row = Schema<'ListPapersItem'>;

/** What the paper is to the desk today. */
const standingOf = (row: Row) => {
  if (row.state !== 'checked') return row.state === 'handed' ? 'waiting' : 'returned';
  if (typeof row.daysLeft !== 'number' || row.daysLeft > 30) return 'valid';
  return row.daysLeft < 0 ? 'expired' : 'ending';
};

/** 证照到期: papers by what has to be done about them, and the rules that say what is asked. */
export default function Papers() {
  const { t, i18n } = useTranslation('suppliers');
  const [search] = useSearchParams();
  const audience = useLocation().pathname.split('/')[1];
  const counties = useCounties();
  const rows = useList<Row>('supplier-papers', '/api/supplier-papers', search.toString());
  const any = { value: '', label: t('all') };
  const columns: TableColumnsType<Row> = [
    {
      title: t('papers.supplier'),
      fixed: 'left',
      width: 180,
      render: (_, row) => (
        <>
          <Link to={`/${audience}/admission?supplier=${row.supplierId}`}>{row.supplierName}</Link>
          <div className="muted small">{t(`kinds.${row.supplierKind}`)}</div>
        </>
      ),
    },
    { title: t('place'), dataIndex: 'regionName' },
    {
      title: t('papers.paper'),
      render: (_, row) => (
        <>
          {i18n.language === 'en' ? row.nameEn : row.name}
          <div className="muted small">{row.number}</div>
        </>
      ),
    },
    { title: t('papers.issuer'), dataIndex: 'issuer', render: (issuer?: string | null) => issuer ?? '—' },
    {
      title: t('papers.validTo'),
      className: 'nowrap',
      render: (_, row) => (row.validTo ? date(row.validTo) : t('desk.long')),
    },
    {
      title: t('papers.left'),
      align: 'right',
      render: (_, row) => (typeof row.daysLeft === 'number' ? count(row.daysLeft) : '—'),
    },
    {
      title: t('state'),
      render: (_, row) => (
        <StatusTag family={standingOf(row) === 'waiting' ? 'yours' : familyOfStanding(standingOf(row))}>
          {t(`standings.${standingOf(row)}`)}
        </StatusTag>
      ),
    },
    {
      title: t('papers.supplier') + ' · ' + t('state'),
      render: (_, row) => (
        <StatusTag family={familyOfState(row.supplierState)}>{t(`states.${row.supplierState}`)}</StatusTag>
      ),
    },
  ];
  return (
    <div className="stack">
      <PageHeading question={t('papers.question')} lead={t('papers.lead')} />
      <Narrow />
      <PagedTable
        of={rows}
        height={500}
        columns={columns}
        rowKey={(row) => row.paperId}
        total={rows.data?.pages[0]?.total}
        exportTo={`/api/supplier-papers.xlsx?${search}`}
        empty={t('papers.none')}
        filters={[
          {
            name: 'show',
            label: t('papers.show'),
            choices: [
              any,
              ...['ending', 'expired', 'waiting'].map((value) => ({ value, label: t(`papers.${value}`) })),
            ],
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
              { value: '', label: t('papers.soonest') },
              { value: 'newest', label: t('papers.newest') },
            ],
          },
        ]}
      />
      <PaperRules />
    </div>
  );
}
