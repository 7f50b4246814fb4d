import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { count, date, percent, yuan } from '@/shared/format';
import { PagedTable } from '@/shared/desk';
import { PageHeading, StatusTag } from '@/shared/ui';
import { useCounties, useList, type PriceNotice } from '../api';
import { familyOfNotice, noticeStates } from '../states';
import '../i18n';
import { Filters } from './Filters';

/** 高价说明: listings far above the reference price, with what their suppliers say. */
export default function PriceNotices() {
  const { t } = useTranslation('origin');
  const [search] = useSearchParams();
  const notices = useList<PriceNotice>('price-notices', '/api/price-notices', search.toString());
  const counties = useCounties();
  const columns: TableColumnsType<PriceNotice> = [
    {
      title: t('price.product'),
      dataIndex: 'productName',
      fixed: 'left',
      width: 150,
      render: (name: string, row) => (
        <>
          <Link to={`/official/prices/${row.noticeId}`}>{name}</Link>
          <div className="muted small">{row.packName}</div>
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
    {
      title: t('price.theirs'),
      dataIndex: 'fenPerKg',
      align: 'right',
      render: (fen: number) => <strong>{yuan(fen)}</strong>,
    },
    {
      title: t('price.market'),
      key: 'market',
      align: 'right',
      render: (_, row) => (
        <>
          <span className="nowrap">
            {yuan(row.lowFen)}–{yuan(row.highFen)}
          </span>
          <div className="muted small nowrap">
            {row.market} {date(row.pricedOn)}
          </div>
        </>
      ),
    },
    {
      title: t('price.far'),
      dataIndex: 'aboveBasisPoints',
      align: 'right',
      render: (points: number) => percent(points / 10_000),
    },
    {
      title: t('price.reason'),
      dataIndex: 'reason',
      width: 180,
      render: (reason: string) => <span className="clamp-2">{reason}</span>,
    },
    { title: t('price.soldSince'), dataIndex: 'soldSince', align: 'right', render: (sold: number) => count(sold) },
    {
      title: t('state'),
      dataIndex: 'state',
      render: (state: string, row) => (
        <>
          <StatusTag family={familyOfNotice(state)}>{t(`price.states.${state}`)}</StatusTag>
          <div className="muted small nowrap">{date(row.raisedAt)}</div>
        </>
      ),
    },
  ];
  const any = { value: '', label: t('all') };
  return (
    <div className="stack">
      <PageHeading question={t('price.question')} lead={t('price.lead')} />
      <Filters hint={t('price.findHint')} />
      <PagedTable
        of={notices}
        height={500}
        columns={columns}
        rowKey={(row) => row.noticeId}
        total={notices.data?.pages[0]?.total}
        exportTo={`/api/price-notices.xlsx?${search}`}
        empty={t('price.none')}
        filters={[
          {
            name: 'state',
            label: t('state'),
            choices: [
              any,
              { value: 'waiting', label: t('price.waiting') },
              ...noticeStates.map((value) => ({ value, label: t(`price.states.${value}`) })),
            ],
          },
          {
            name: 'county',
            label: t('county'),
            choices: [any, ...counties.map((one) => ({ value: one.code, label: one.name }))],
          },
          {
            name: 'abovePercent',
            label: t('price.above'),
            choices: [any, ...['50', '100', '200'].map((value) => ({ value, label: `${value}%` }))],
          },
          {
            name: 'sort',
            label: t('sort'),
            choices: [
              { value: '', label: t('price.newest') },
              { value: 'above', label: t('price.furthest') },
            ],
          },
        ]}
      />
    </div>
  );
}
