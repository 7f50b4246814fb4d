import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useSearchParams } from 'react-router';
import { DataTable } from '@/shared/desk';
import { date, yuan } from '@/shared/format';
import { Await, PageHeading } from '@/shared/ui';
import { useOrders, type OrderRow } from '../api';
import '../i18n';
import { OrderStatus } from '../OrderStatus';

const groups = [
  'pending-approval',
  'submitted',
  'awaiting-payment,payment-due',
  'contract-signed,paid',
  'shipped',
  'delivered,inspecting',
  'completed,rated',
  'cancelled,expired',
];

export default function OrderList() {
  const { t } = useTranslation('ordering');
  const { pathname } = useLocation();
  const [search] = useSearchParams();
  const orders = useOrders({ state: search.get('state') ?? undefined, search: search.get('search') ?? undefined });
  const columns: TableColumnsType<OrderRow> = [
    {
      title: t('list.number'),
      dataIndex: 'number',
      fixed: 'left',
      render: (number: string, order) => <Link to={`${pathname}/${order.id}`}>{number}</Link>,
    },
    {
      title: t('list.goods'),
      key: 'goods',
      render: (_, order) =>
        order.lineCount > 1 ? t('list.more', { name: order.firstProduct, count: order.lineCount }) : order.firstProduct,
    },
    { title: t('list.buyer'), dataIndex: 'buyerName' },
    { title: t('list.supplier'), dataIndex: 'supplierName' },
    { title: t('list.amount'), dataIndex: 'totalFen', align: 'right', render: (fen: number) => yuan(fen) },
    {
      title: t('list.state'),
      key: 'state',
      render: (_, order) => <OrderStatus state={order.state} move={order.nextMove} withDue />,
    },
    { title: t('list.date'), dataIndex: 'createdAt', render: (at: string) => date(at) },
  ];
  return (
    <div className="stack">
      <PageHeading question={t('list.question')} />
      <Await of={orders} height={500}>
        {(found) => (
          <DataTable
            rows={found.pages.flatMap((page) => page.items)}
            columns={columns}
            rowKey={(row) => row.id}
            empty={t('list.none')}
            onMore={orders.hasNextPage ? () => void orders.fetchNextPage() : undefined}
            filters={[
              {
                name: 'state',
                label: t('list.state'),
                choices: [
                  { value: '', label: t('list.all') },
                  ...groups.map((group) => ({
                    value: group,
                    label: group
                      .split(',')
                      .map((state) => t(`states.${state}`))
                      .join(' / '),
                  })),
                ],
              },
            ]}
          />
        )}
      </Await>
    </div>
  );
}
