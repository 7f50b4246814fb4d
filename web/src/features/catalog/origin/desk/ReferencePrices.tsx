import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Schema } from '@/api';
import { date, yuan } from '@/shared/format';
import { PagedTable } from '@/shared/desk';
import { has, useSession } from '@/shared/session';
import { PageHeading, Tabs } from '@/shared/ui';
import { useCategories, useList } from '../api';
import '../i18n';
import { Filters } from './Filters';
import { ImportPrices } from './ImportPrices';
import { PriceRules } from './PriceRules';

type Price = Schema<'ListPriceReferencesItem'>;

function List() {
  const { t, i18n } = useTranslation('origin');
  const [search] = useSearchParams();
  const words = new URLSearchParams(search);
  words.delete('tab');
  const prices = useList<Price>('price-references', '/api/price-references', words.toString());
  const categories = useCategories();
  const money = (name: keyof Price): TableColumnsType<Price>[number] => ({
    title: t(`price.${name.replace('Fen', '')}`),
    dataIndex: name,
    align: 'right',
    render: (fen: number) => yuan(fen),
  });
  const columns: TableColumnsType<Price> = [
    {
      title: t('prices.day'),
      dataIndex: 'pricedOn',
      fixed: 'left',
      render: (on: string) => <span className="nowrap">{date(on)}</span>,
    },
    { title: t('prices.market'), dataIndex: 'market' },
    { title: t('prices.category'), dataIndex: 'categoryName' },
    {
      title: t('prices.name'),
      dataIndex: 'name',
      render: (name: string, row) => (
        <>
          {name || <span className="muted">{t('prices.wholeCategory')}</span>}{' '}
          {row.grade && <span className="muted small">{row.grade}</span>}
        </>
      ),
    },
    money('lowFen'),
    money('averageFen'),
    money('highFen'),
    {
      title: t('prices.source'),
      dataIndex: 'source',
      render: (source: string, row) => `${row.isDemonstration ? `${t('prices.demonstration')} · ` : ''}${source}`,
    },
  ];
  return (
    <>
      <Filters hint={t('prices.findHint')} />
      <PagedTable
        of={prices}
        height={500}
        columns={columns}
        rowKey={(row) => row.id}
        total={prices.data?.pages[0]?.total}
        exportTo={`/api/price-references.xlsx?${words}`}
        empty={t('prices.none')}
        filters={[
          {
            name: 'category',
            label: t('prices.category'),
            choices: [
              { value: '', label: t('all') },
              ...categories.map((one) => ({
                value: one.code,
                label: `${one.parentCode ? '　' : ''}${i18n.language === 'en' ? one.nameEn : one.name}`,
              })),
            ],
          },
        ]}
      />
    </>
  );
}

/** 参考价: what markets pay, how it comes in, and from when a price counts as far above. */
export default function ReferencePrices() {
  const { t } = useTranslation('origin');
  const session = useSession().data;
  const [search, setSearch] = useSearchParams();
  const tab = search.get('tab') ?? 'list';
  const tabs = [
    { value: 'list', label: t('prices.list') },
    ...(has(session, ['operator', 'city-official']) ? [{ value: 'import', label: t('prices.import') }] : []),
    { value: 'rules', label: t('prices.rules') },
  ];
  return (
    <div className="stack">
      <PageHeading question={t('prices.question')} lead={t('prices.lead')} />
      <Tabs label={t('prices.question')} value={tab} onChange={(value) => setSearch({ tab: value })} tabs={tabs} />
      {tab === 'import' ? <ImportPrices /> : tab === 'rules' ? <PriceRules /> : <List />}
    </div>
  );
}
