import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { yuan } from '@/shared/format';
import { DataTable } from '@/shared/desk';
import { Await, PageHeading } from '@/shared/ui';
import { useRegions, useSales, useVocabulary, type Sale } from '../api';
import '../i18n';

export default function SalesPage() {
  const { t, i18n } = useTranslation('programme');
  const [search] = useSearchParams();
  const sales = useSales(search.toString());
  const words = useVocabulary().data;
  const counties = new Map(useRegions('500000').data?.items.map((region) => [region.code, region.name]));
  const say = (list: { code: string; zh: string; en: string }[] | undefined, code: string) => {
    const word = list?.find((one) => one.code === code);
    return word ? (i18n.language === 'en' ? word.en : word.zh) : code;
  };
  const columns: TableColumnsType<Sale> = [
    { title: t('sales.soldOn'), dataIndex: 'soldOn', fixed: 'left' },
    { title: t('sales.product'), dataIndex: 'productName' },
    { title: t('sales.origin'), dataIndex: 'originCounty', render: (code: string) => counties.get(code) ?? code },
    { title: t('sales.supplier'), dataIndex: 'supplierName' },
    { title: t('sales.buyer'), dataIndex: 'buyerName' },
    { title: t('sales.channel'), dataIndex: 'channel', render: (code: string) => say(words?.channels, code) },
    { title: t('sales.mode'), dataIndex: 'mode', render: (code: string) => say(words?.salesModes, code) },
    {
      title: t('sales.recognised'),
      dataIndex: 'isRecognised',
      render: (is: boolean) => t(is ? 'sales.yes' : 'sales.no'),
    },
    { title: t('sales.amount'), dataIndex: 'amountFen', align: 'right', render: (fen: number) => yuan(fen) },
    {
      title: t('sales.document'),
      key: 'document',
      render: (_, sale) =>
        sale.orderId ? (
          <Link to={`/official/orders/${sale.orderId}`}>{t('sales.order', { number: sale.orderNumber ?? '' })}</Link>
        ) : sale.claimId ? (
          <Link to={`/official/claims?claim=${sale.claimId}`}>{t('sales.claim')}</Link>
        ) : (
          <span className="muted">{sale.isDemonstration ? t('sales.generated') : '—'}</span>
        ),
    },
  ];
  const any = { value: '', label: t('sales.all') };
  const choices = (list: { code: string; zh: string; en: string }[] | undefined) => [
    any,
    ...(list ?? []).map((word) => ({ value: word.code, label: say(list, word.code) })),
  ];
  return (
    <div className="stack">
      <PageHeading question={t('sales.question')} />
      <Await of={sales} height={500}>
        {(found) => {
          const rows = found.pages.flatMap((page) => page.items);
          return (
            <>
              <DataTable
                rows={rows}
                columns={columns}
                rowKey={(row) => row.id}
                total={found.pages[0]?.total}
                exportTo={`/api/sales.xlsx?${search}`}
                empty={t('sales.none')}
                onMore={sales.hasNextPage ? () => void sales.fetchNextPage() : undefined}
                filters={[
                  { name: 'channel', label: t('sales.channel'), choices: choices(words?.channels) },
                  { name: 'mode', label: t('sales.mode'), choices: choices(words?.salesModes) },
                  {
                    name: 'recognised',
                    label: t('sales.recognised'),
                    choices: [any, { value: 'true', label: t('sales.onlyRecognised') }],
                  },
                ]}
              />
              <p className="right">
                {t('sales.sum')} <strong>{yuan(rows.reduce((sum, row) => sum + row.amountFen, 0))}</strong>
              </p>
            </>
          );
        }}
      </Await>
    </div>
  );
}
