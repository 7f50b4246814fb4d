import { Table, type TableColumnsType } from 'antd';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router';
import { addressOf } from '@/api';
import { count, date, mass, yuan } from '@/shared/format';
import { Await, EmptyState, PageHeading } from '@/shared/ui';
import { useOrders, useOrderSums, type OrderRow } from '../api';
import '../ordering.css';
import { OrderStatus } from '../OrderStatus';
import './buying.css';
import './i18n';
import { copied, filterOf, filterNames, readView, saveView, tsvOf, type ColumnName } from './order-list';
import { Filters, ViewSheet } from './OrderFilters';
import { useWords } from './words';

const sumOf = (rows: readonly OrderRow[], of: (row: OrderRow) => number) => rows.reduce((sum, row) => sum + of(row), 0);

export default function OrderList() {
  const { t } = useTranslation('ordering');
  const { t: say, i18n } = useTranslation('buying');
  const words = useWords();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [search, setSearch] = useSearchParams();
  const filter = useMemo(() => filterOf(search, pathname), [search, pathname]);
  const orders = useOrders(filter);
  const sums = useOrderSums(filter);
  const [view, setView] = useState(readView);
  const [choosing, setChoosing] = useState(false);
  const [said, setSaid] = useState('');
  const [at, setAt] = useState(-1);
  const box = useRef<HTMLDivElement>(null);
  const rows = orders.data?.pages.flatMap((page) => page.items) ?? [];
  const change = (next: typeof view) => {
    setView(next);
    saveView(next);
  };
  const set = (name: string, value: string) =>
    setSearch(
      (now) => {
        if (value) now.set(name, value);
        else now.delete(name);
        return now;
      },
      { replace: true },
    );

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, dialog');
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      document.getElementById('order-search')?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  const go = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    setAt(next);
    box.current?.querySelector(`[data-row-key="${rows[next]?.id}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeys = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLElement && event.target.closest('input, select, button')) return;
    if (event.key === 'ArrowDown') go(at + 1);
    else if (event.key === 'ArrowUp') go(at - 1);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(rows.length - 1);
    else if (event.key === 'Enter' && rows[at] && !(event.target instanceof HTMLAnchorElement))
      void navigate(`${pathname}/${rows[at].id}`);
    else return;
    event.preventDefault();
  };

  const all: Record<ColumnName, TableColumnsType<OrderRow>[number]> = {
    date: { title: t('list.date'), dataIndex: 'createdAt', render: (at: string) => date(at) },
    goods: {
      title: t('list.goods'),
      key: 'goods',
      render: (_, order) =>
        order.lineCount > 1 ? t('list.more', { name: order.firstProduct, count: order.lineCount }) : order.firstProduct,
    },
    buyer: { title: t('list.buyer'), dataIndex: 'buyerName' },
    supplier: { title: t('list.supplier'), dataIndex: 'supplierName' },
    packs: {
      title: say('list.column.packs'),
      dataIndex: 'packs',
      align: 'right',
      render: (packs: number) => count(packs),
    },
    mass: {
      title: say('list.column.mass'),
      dataIndex: 'massGrams',
      align: 'right',
      render: (grams: number) => mass(grams, i18n.language),
    },
    goodsFen: {
      title: say('list.column.goodsFen'),
      dataIndex: 'goodsFen',
      align: 'right',
      render: (fen: number) => yuan(fen),
    },
    freight: {
      title: say('list.column.freight'),
      dataIndex: 'freightFen',
      align: 'right',
      render: (fen: number) => yuan(fen),
    },
    amount: {
      title: say('list.column.amount'),
      dataIndex: 'totalFen',
      align: 'right',
      render: (fen: number) => yuan(fen),
    },
    state: {
      title: t('list.state'),
      key: 'state',
      render: (_, order) => <OrderStatus state={order.state} move={order.nextMove} withDue />,
    },
    budgetUnit: {
      title: t('checkout.budget'),
      dataIndex: 'budgetUnitName',
      render: (name: string | null) => name ?? '—',
    },
    channel: { title: t('checkout.channel'), dataIndex: 'channelCode', render: (code: string) => words.channel(code) },
    payment: {
      title: t('checkout.payment'),
      dataIndex: 'paymentMode',
      render: (mode: OrderRow['paymentMode']) => (mode === 'prepay' ? t('order.prepay') : say('list.postpay')),
    },
    wished: { title: t('checkout.wished'), dataIndex: 'wishedOn', render: (on: string | null) => date(on) },
    accepted: { title: say('list.column.accepted'), dataIndex: 'acceptedOn', render: (on: string | null) => date(on) },
  };
  const columns: TableColumnsType<OrderRow> = [
    {
      title: t('list.number'),
      dataIndex: 'number',
      fixed: 'left',
      render: (number: string, order) => <Link to={`${pathname}/${order.id}`}>{number}</Link>,
    },
    ...view.columns.map((name) => all[name]),
  ];
  const copy = () => {
    void copied(tsvOf(rows, view.columns, { t, say, words })).then((done) =>
      setSaid(done ? say('list.copied', { count: rows.length }) : say('list.notCopied')),
    );
  };
  const filtered = filterNames.some((name) => search.get(name));
  const exported = { query: filter } as never;
  return (
    <div className="stack">
      <PageHeading question={t('list.question')}>
        <button type="button" className="button" onClick={() => setChoosing(true)}>
          {say('list.view')}
        </button>
        <button type="button" className="button" disabled={rows.length === 0} onClick={copy}>
          {say('list.copy')}
        </button>
        <a className="button" href={addressOf('/api/orders.xlsx', exported)} download>
          {say('list.xlsx')}
        </a>
        <a className="button" href={addressOf('/api/orders.csv', exported)} download>
          CSV
        </a>
      </PageHeading>
      <Filters key={search.get('search') ?? ''} search={search} set={set} />
      {filtered && (
        <p className="small">
          <button type="button" className="button link" onClick={() => setSearch({}, { replace: true })}>
            {say('list.clear')}
          </button>
        </p>
      )}
      <p role="status" className="small visually-hidden">
        {said}
      </p>
      {said && (
        <p className="alert good small" aria-hidden="true">
          {said}
        </p>
      )}
      <Await of={orders} height={500}>
        {() =>
          rows.length === 0 ? (
            <EmptyState title={filtered ? say('list.nothing') : t('list.none')}>
              {filtered ? say('list.nothingNext') : t('cart.emptyNext')}
            </EmptyState>
          ) : (
            <div className="stack-s">
              <div
                ref={box}
                className="order-table"
                tabIndex={0}
                role="group"
                aria-label={say('list.keys')}
                onKeyDown={onKeys}
              >
                <Table<OrderRow>
                  size={view.dense ? 'small' : 'middle'}
                  columns={columns}
                  dataSource={rows}
                  rowKey={(row) => row.id}
                  rowClassName={(_, index) => (index === at ? 'at' : '')}
                  onRow={(_, index) => ({ onClick: () => setAt(index ?? -1) })}
                  loading={orders.isPlaceholderData}
                  pagination={false}
                  scroll={{ x: 'max-content' }}
                  sticky
                />
              </div>
              <div className="sums small">
                <span>
                  <strong>{say('list.pageSum')}</strong> {say('list.orders', { count: rows.length })} ·{' '}
                  {yuan(sumOf(rows, (row) => row.totalFen))}
                </span>
                {sums.data && (
                  <span>
                    <strong>{say('list.allSum')}</strong> {say('list.orders', { count: sums.data.orders })} ·{' '}
                    {say('list.allParts', {
                      total: yuan(sums.data.totalFen),
                      goods: yuan(sums.data.goodsFen),
                      freight: yuan(sums.data.freightFen),
                      mass: mass(sums.data.massGrams, i18n.language),
                    })}
                  </span>
                )}
              </div>
              {orders.hasNextPage && (
                <div className="row">
                  <button
                    type="button"
                    className="button"
                    disabled={orders.isFetchingNextPage}
                    onClick={() => void orders.fetchNextPage()}
                  >
                    {say('list.more')}
                  </button>
                </div>
              )}
            </div>
          )
        }
      </Await>
      <ViewSheet open={choosing} onClose={() => setChoosing(false)} view={view} change={change} />
    </div>
  );
}
