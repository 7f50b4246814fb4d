import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { count, mass, yuan } from '@/shared/format';
import { DataTable } from '@/shared/desk';
import { Await, PageHeading, StatusTag } from '@/shared/ui';
import { useProgrammes, useRegions, useSales, useSalesSum, useVocabulary, type Sale, type Word } from '../api';
import '../i18n';
import { useNames } from './board/measure';
import { buyerKinds } from './buyer-kinds';
import './dashboard.css';

/** Days and words that narrow the list; they live in the address as the other filters do. */
function MoreFilters() {
  const { t } = useTranslation('programme');
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped] = useState(search.get('q') ?? '');
  const set = (name: string, value: string) =>
    setSearch((now) => {
      if (value) now.set(name, value);
      else now.delete(name);
      return now;
    });
  return (
    <div className="dash-filters no-print">
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          set('q', typed.trim());
        }}
      >
        <label>
          {t('sales.find')}
          <input
            className="input"
            type="search"
            placeholder={t('sales.findHint')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onBlur={() => set('q', typed.trim())}
          />
        </label>
      </form>
      {(['from', 'to'] as const).map((name) => (
        <label key={name}>
          {t(`sales.${name}`)}
          <input
            className="input"
            type="date"
            value={search.get(name) ?? ''}
            onChange={(event) => set(name, event.target.value)}
          />
        </label>
      ))}
      <label>
        {t('dashboard.countedBy')}
        <input
          className="input"
          type="date"
          value={search.get('countedBy') ?? ''}
          onChange={(event) => set('countedBy', event.target.value)}
        />
      </label>
    </div>
  );
}

function Sums({ words, rows }: { words: string; rows: readonly Sale[] }) {
  const { t, i18n } = useTranslation('programme');
  const sum = useSalesSum(words).data;
  return (
    <dl className="card dash-filters" aria-label={t('sales.sums')}>
      <div>
        <dt className="muted small">{t('sales.sumShown', { count: rows.length })}</dt>
        <dd>
          <strong>{yuan(rows.reduce((total, row) => total + row.amountFen, 0))}</strong>
        </dd>
      </div>
      {sum && (
        <>
          <div>
            <dt className="muted small">{t('sales.sumAll', { count: count(sum.facts) as unknown as number })}</dt>
            <dd>
              <strong>{yuan(sum.grossFen)}</strong>
            </dd>
          </div>
          <div>
            <dt className="muted small">{t('sales.sumRecognised')}</dt>
            <dd>{yuan(sum.recognisedFen)}</dd>
          </div>
          <div>
            <dt className="muted small">{t('dashboard.mass')}</dt>
            <dd>{mass(sum.massGrams, i18n.language)}</dd>
          </div>
        </>
      )}
    </dl>
  );
}

export default function SalesPage() {
  const { t, i18n } = useTranslation('programme');
  const [search] = useSearchParams();
  const nameOf = useNames();
  const words = search.toString();
  const sales = useSales(words);
  const vocabulary = useVocabulary().data;
  const programmes = useProgrammes().data?.items ?? [];
  const regions = useRegions('500000').data?.items ?? [];
  const counties = new Map(regions.map((region) => [region.code, region.name]));
  const english = i18n.language === 'en';
  const say = (list: readonly Word[] | undefined, code: string) => {
    const word = list?.find((one) => one.code === code);
    return word ? (english ? word.en : word.zh) : code;
  };
  const columns: TableColumnsType<Sale> = [
    { title: t('sales.soldOn'), dataIndex: 'soldOn', fixed: 'left', width: 104 },
    {
      title: t('sales.productAndOrigin'),
      dataIndex: 'productName',
      render: (name: string, sale) => (
        <>
          <Link to={`/official/sales/${sale.id}`}>{name}</Link>{' '}
          {sale.kind !== 'sale' && <StatusTag family="problem">{t(`sales.kinds.${sale.kind}`)}</StatusTag>}
          <div className="muted small">{counties.get(sale.originCounty) ?? sale.originName}</div>
        </>
      ),
    },
    { title: t('sales.supplier'), dataIndex: 'supplierName' },
    {
      title: t('sales.buyer'),
      dataIndex: 'buyerName',
      render: (name: string, sale) => (
        <>
          {name}
          {sale.buyerKind && <div className="muted small">{t(`buyerKinds.${sale.buyerKind}`)}</div>}
        </>
      ),
    },
    {
      title: t('sales.channelAndMode'),
      key: 'channel',
      render: (_, sale) => (
        <>
          {say(vocabulary?.channels, sale.channel)}
          <div className="muted small">{say(vocabulary?.salesModes, sale.mode)}</div>
        </>
      ),
    },
    {
      title: t('sales.recognised'),
      dataIndex: 'isRecognised',
      width: 64,
      render: (is: boolean) => t(is ? 'sales.yes' : 'sales.no'),
    },
    {
      title: t('sales.amount'),
      dataIndex: 'amountFen',
      align: 'right',
      width: 140,
      render: (fen: number) => <span className="nowrap">{yuan(fen)}</span>,
    },
    {
      title: t('sales.document'),
      key: 'document',
      width: 150,
      render: (_, sale) =>
        sale.orderId ? (
          <Link to={`/official/sales/${sale.id}`}>{t('sales.order', { number: sale.orderNumber ?? '' })}</Link>
        ) : sale.claimId ? (
          <Link to={`/official/claims?claim=${sale.claimId}`}>{t('sales.claim')}</Link>
        ) : (
          <span className="muted">{sale.isDemonstration ? t('sales.generated') : '—'}</span>
        ),
    },
  ];
  const any = { value: '', label: t('sales.all') };
  const choices = (list: readonly Word[] | undefined) => [
    any,
    ...(list ?? []).map((word) => ({ value: word.code, label: say(list, word.code) })),
  ];
  return (
    <div className="stack">
      <PageHeading question={t('sales.question')} />
      <MoreFilters />
      <Await of={sales} height={500}>
        {(found) => {
          const rows = found.pages.flatMap((page) => page.items);
          return (
            <>
              <Sums words={words} rows={rows} />
              <DataTable
                rows={rows}
                columns={columns}
                rowKey={(row) => row.id}
                exportTo={`/api/sales.xlsx?${search}`}
                act={
                  <a className="button" href={`/api/sales.csv?${search}`} download>
                    CSV
                  </a>
                }
                empty={t('sales.none')}
                onMore={sales.hasNextPage ? () => void sales.fetchNextPage() : undefined}
                filters={[
                  {
                    name: 'programme',
                    label: t('dashboard.programme'),
                    // A sale is listed within a programme; none named is the featured one.
                    choices: [...programmes]
                      .sort((a, b) => Number(b.isFeatured) - Number(a.isFeatured))
                      .map((one) => ({ value: one.isFeatured ? '' : one.id, label: nameOf(one) })),
                  },
                  {
                    name: 'region',
                    label: t('sales.origin'),
                    choices: [any, ...regions.map((one) => ({ value: one.code, label: one.name }))],
                  },
                  { name: 'channel', label: t('sales.channel'), choices: choices(vocabulary?.channels) },
                  { name: 'mode', label: t('sales.mode'), choices: choices(vocabulary?.salesModes) },
                  {
                    name: 'series',
                    label: t('claims.series'),
                    choices: [
                      any,
                      ...['direct-purchase', 'helped-sale'].map((value) => ({
                        value,
                        label: t(`claim.seriesOf.${value}`),
                      })),
                    ],
                  },
                  {
                    name: 'buyerKind',
                    label: t('dashboard.buyerKind'),
                    choices: [any, ...buyerKinds.map((kind) => ({ value: kind, label: t(`buyerKinds.${kind}`) }))],
                  },
                  {
                    name: 'buyerProvince',
                    label: t('sales.buyerProvince'),
                    choices: [
                      any,
                      { value: '370000', label: t('sales.shandong') },
                      { value: '500000', label: t('sales.chongqing') },
                    ],
                  },
                  {
                    name: 'recognised',
                    label: t('sales.recognised'),
                    choices: [
                      any,
                      { value: 'true', label: t('sales.onlyRecognised') },
                      { value: 'false', label: t('sales.onlyOthers') },
                    ],
                  },
                  {
                    name: 'latest',
                    label: t('sales.order_'),
                    choices: [
                      { value: '', label: t('sales.bySale') },
                      { value: 'true', label: t('sales.byCounting') },
                    ],
                  },
                ]}
              />
            </>
          );
        }}
      </Await>
    </div>
  );
}
