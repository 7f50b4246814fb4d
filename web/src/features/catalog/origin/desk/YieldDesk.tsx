import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Schema } from '@/api';
import { date, mass } from '@/shared/format';
import { PagedTable } from '@/shared/desk';
import { ImportScreen } from '@/shared/imports';
import { has, useSession } from '@/shared/session';
import { PageHeading, StatusTag, Tabs } from '@/shared/ui';
import { useCounties, useList } from '../api';
import { breachStates, familyOfBreach } from '../states';
import '../i18n';
import { Filters } from './Filters';
import { Plots } from './Plots';
import { YieldRules } from './YieldRules';

type Breach = Schema<'ListYieldBreachesItem'>;

function Breaches() {
  const { t, i18n } = useTranslation('origin');
  const [search] = useSearchParams();
  const words = new URLSearchParams(search);
  words.delete('tab');
  const rows = useList<Breach>('yield-breaches', '/api/yield-breaches', words.toString());
  const counties = useCounties();
  const weight = (title: string, name: keyof Breach): TableColumnsType<Breach>[number] => ({
    title,
    dataIndex: name,
    align: 'right',
    render: (grams: number) => <span className="nowrap">{mass(grams, i18n.language)}</span>,
  });
  const columns: TableColumnsType<Breach> = [
    {
      title: t('yield.product'),
      dataIndex: 'productName',
      fixed: 'left',
      width: 150,
      render: (name: string, row) => (
        <>
          <Link to={`/official/yields/${row.breachId}`}>{name}</Link>
          <div className="muted small">
            {row.cropName} {row.season}
          </div>
        </>
      ),
    },
    {
      title: t('price.supplier'),
      dataIndex: 'supplierName',
      render: (name: string, row) => (
        <>
          {name}
          <div className="muted small">{row.originName}</div>
        </>
      ),
    },
    weight(t('yield.lot'), 'lotGrams'),
    weight(t('yield.used'), 'usedGrams'),
    weight(t('yield.limit'), 'limitGrams'),
    weight(t('yield.over'), 'overGrams'),
    {
      title: t('state'),
      dataIndex: 'state',
      render: (state: string, row) => (
        <>
          <StatusTag family={familyOfBreach(state)}>{t(`yield.states.${state}`)}</StatusTag>
          <div className="muted small nowrap">
            {date(row.raisedAt)} {row.stopped && t('yield.stopped')}
          </div>
        </>
      ),
    },
  ];
  const any = { value: '', label: t('all') };
  return (
    <>
      <Filters hint={t('price.findHint')} />
      <PagedTable
        of={rows}
        height={400}
        columns={columns}
        rowKey={(row) => row.breachId}
        total={rows.data?.pages[0]?.total}
        exportTo={`/api/yield-breaches.xlsx?${words}`}
        empty={t('yield.none')}
        filters={[
          {
            name: 'state',
            label: t('state'),
            choices: [
              any,
              { value: 'waiting', label: t('price.waiting') },
              ...breachStates.map((value) => ({ value, label: t(`yield.states.${value}`) })),
            ],
          },
          {
            name: 'county',
            label: t('county'),
            choices: [any, ...counties.map((one) => ({ value: one.code, label: one.name }))],
          },
        ]}
      />
    </>
  );
}

/** 导入上限: a yearbook's table, looked at before anything is written. */
function ImportCeilings() {
  const { t } = useTranslation('origin');
  return (
    <ImportScreen door={{ path: '/api/yield-ceiling-imports' }} refresh={['yield-ceilings']}>
      <p>{t('yield.importLead')}</p>
    </ImportScreen>
  );
}

/** 产地核验: lots that plots cannot have yielded, the plots themselves, and what they may yield. */
export default function YieldDesk() {
  const { t } = useTranslation('origin');
  const session = useSession().data;
  const [search, setSearch] = useSearchParams();
  const decides = has(session, ['county-official', 'city-official']);
  const tab = search.get('tab') ?? (decides ? 'breaches' : 'plots');
  const tabs = [
    ...(decides ? [{ value: 'breaches', label: t('yield.breaches') }] : []),
    { value: 'plots', label: t('yield.plots') },
    { value: 'rules', label: t('yield.ceilings') },
    ...(decides ? [{ value: 'import', label: t('yield.import') }] : []),
  ];
  return (
    <div className="stack">
      <PageHeading question={t('yield.question')} lead={t('yield.lead')} />
      <Tabs label={t('yield.question')} value={tab} onChange={(value) => setSearch({ tab: value })} tabs={tabs} />
      {tab === 'plots' ? (
        <Plots />
      ) : tab === 'rules' ? (
        <YieldRules />
      ) : tab === 'import' ? (
        <ImportCeilings />
      ) : (
        <Breaches />
      )}
    </div>
  );
}
