import { useQuery } from '@tanstack/react-query';
import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, type Answer, type Schema } from '@/api';
import { PagedTable } from '@/shared/desk';
import { count, dateTime, yuan } from '@/shared/format';
import { http, query } from '@/shared/http';
import { Await, EmptyState, PageHeading, StatusTag, Timeline } from '@/shared/ui';
import '../i18n';
import { moment } from './cells';
import './money.css';
import { useRows } from './use-rows';

type Entry = Schema<'ShowMoneyEntryRow'>;

/** Where an order's money is: its journal in the order of time. */
function MoneyPath({ orderId }: { orderId: string }) {
  const { t } = useTranslation('settlement');
  const money = useQuery({
    queryKey: ['order-money', orderId],
    queryFn: () => api.get('/api/orders/{orderId}/money', { path: { orderId } }),
  });
  return (
    <Await of={money} height={300}>
      {(found) => (
        <section className="card stack" aria-label={t('where.title', { number: found.number })}>
          <div className="row-between">
            <h2>{t('where.title', { number: found.number })}</h2>
            <Link to={`/operator/orders/${found.orderId}`}>{t('where.order')}</Link>
          </div>
          <dl className="money-facts">
            {(
              [
                ['due', found.dueFen],
                ['received', found.receivedFen],
                ['outstanding', found.outstandingFen],
                ['returned', found.returnedFen],
              ] as const
            ).map(([name, fen]) => (
              <div key={name}>
                <dt className="muted small">{t(`where.${name}`)}</dt>
                <dd>
                  <strong>{yuan(fen)}</strong>
                </dd>
              </div>
            ))}
            <div>
              <dt className="muted small">{t('where.released')}</dt>
              <dd>{found.releasedAt ? dateTime(found.releasedAt) : t('where.notYet')}</dd>
            </div>
          </dl>
          {found.steps.length === 0 ? (
            <p className="muted">{t('where.nothing')}</p>
          ) : (
            <Timeline
              steps={found.steps.map((step) => ({
                key: String(step.entryNumber),
                state: 'done' as const,
                title: `${step.memo} ${yuan(step.amountFen)}`,
                detail: `${dateTime(step.at)} · ${t('where.entry', { number: step.entryNumber })}`,
              }))}
            />
          )}
        </section>
      )}
    </Await>
  );
}

function Search() {
  const { t } = useTranslation('settlement');
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped] = useState(search.get('q') ?? '');
  const q = search.get('q') ?? '';
  const orders = useQuery({
    queryKey: ['orders', 'money-search', q],
    queryFn: () => http.get<Answer<'/api/orders', 'get'>>(`/api/orders${query({ search: q, size: 10 })}`),
    enabled: q.length > 0,
  });
  const chosen = search.get('order');
  return (
    <>
      <form
        className="row card"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          setSearch(typed.trim() ? { q: typed.trim() } : {});
        }}
      >
        <label className="grow">
          <span className="muted small">{t('where.find')}</span>
          <input
            className="input"
            type="search"
            placeholder="PO-2026-000123"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <button type="submit" className="button primary">
          {t('where.act')}
        </button>
      </form>
      {q && !chosen && (
        <Await of={orders} height={100}>
          {(page) =>
            page.items.length === 0 ? (
              <EmptyState title={t('where.none')}>{t('where.tips')}</EmptyState>
            ) : (
              <ul className="card stack-s">
                {page.items.map((order) => (
                  <li key={order.id} className="row-between">
                    <button type="button" className="button link" onClick={() => setSearch({ q, order: order.id })}>
                      {order.number}
                    </button>
                    <span className="muted small">
                      {order.buyerName} → {order.supplierName}
                    </span>
                  </li>
                ))}
              </ul>
            )
          }
        </Await>
      )}
      {chosen && <MoneyPath orderId={chosen} />}
    </>
  );
}

/** The chain is recomputed from the first entry on; a broken link is named. */
function Chain() {
  const { t } = useTranslation('settlement');
  const check = useQuery({
    queryKey: ['ledger-check'],
    queryFn: () => api.get('/api/ledger/verification'),
    enabled: false,
  });
  const found = check.data;
  const good = found && found.brokenAt == null && found.sumFen === 0 && found.wrongBalances.length === 0;
  return (
    <section className="card stack-s">
      <div className="row-between">
        <h2>{t('chain.title')}</h2>
        <button type="button" className="button" disabled={check.isFetching} onClick={() => void check.refetch()}>
          {t(check.isFetching ? 'chain.checking' : 'chain.check')}
        </button>
      </div>
      {found && (
        <>
          <p>
            <StatusTag family={good ? 'done' : 'problem'}>
              {good ? t('chain.good', { count: found.entries }) : t('chain.broken', { number: found.brokenAt ?? '—' })}
            </StatusTag>{' '}
            <code className="small">{found.headHash.slice(0, 16)}</code>
          </p>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('chain.account')}</th>
                <th scope="col" className="num">
                  {t('chain.balance')}
                </th>
              </tr>
            </thead>
            <tbody>
              {found.trialBalance.map((row) => (
                <tr key={row.kind}>
                  <td>{t(`accounts.${row.kind}`, { defaultValue: row.kind })}</td>
                  <td className="num">{yuan(row.balanceFen)}</td>
                </tr>
              ))}
              <tr>
                <td>
                  <strong>{t('chain.sum')}</strong>
                </td>
                <td className="num">
                  <strong>{yuan(found.sumFen)}</strong>
                </td>
              </tr>
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}

/** 这笔钱在哪 and the journal it is read from. */
export default function Ledger() {
  const { t } = useTranslation('settlement');
  const [, setSearch] = useSearchParams();
  const entries = useRows<Entry>('/api/ledger/entries');
  const columns: TableColumnsType<Entry> = [
    {
      title: t('ledger.number'),
      dataIndex: 'number',
      fixed: 'left',
      align: 'right',
      width: 72,
      render: (n: number) => count(n),
    },
    {
      title: t('ledger.at'),
      dataIndex: 'at',
      width: 150,
      render: moment,
    },
    {
      title: t('ledger.memo'),
      dataIndex: 'memo',
      render: (memo: string, entry) => (
        <>
          {memo}{' '}
          {entry.orderId && (
            <button
              type="button"
              className="button link small"
              onClick={() => {
                setSearch({ order: entry.orderId! });
                window.scrollTo({ top: 0 });
              }}
            >
              {t('where.path')}
            </button>
          )}
        </>
      ),
    },
    {
      title: t('ledger.postings'),
      dataIndex: 'postings',
      width: 420,
      render: (postings: Entry['postings']) =>
        postings.map((posting, index) => (
          <div key={index} className="row-between">
            <span className="muted">
              {t(posting.amountFen < 0 ? 'ledger.credit' : 'ledger.debit')} {t(`accounts.${posting.account}`)}
            </span>
            <span className="nowrap">{yuan(Math.abs(posting.amountFen))}</span>
          </div>
        )),
    },
    {
      title: t('ledger.hash'),
      dataIndex: 'hash',
      width: 120,
      render: (hash: string) => <code>{hash.slice(0, 12)}</code>,
    },
  ];
  return (
    <div className="stack">
      <PageHeading question={t('ledger.question')} />
      <Search />
      <Chain />
      <h2>{t('ledger.title')}</h2>
      <PagedTable
        of={entries}
        height={400}
        columns={columns}
        rowKey={(row) => String(row.number)}
        empty={t('ledger.none')}
      />
    </div>
  );
}
