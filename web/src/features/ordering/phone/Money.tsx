import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api';
import { capitals, date, prose, yuan } from '@/shared/format';
import { has, useSession } from '@/shared/session';
import { useElder } from '@/shared/theme/elder';
import { Await, EmptyState, PageHeading, StatusTag, Tabs, type StatusFamily } from '@/shared/ui';
import { useOwnMoney, type OwnMoney } from '../api';
import '../ordering.css';
import './i18n';
import './phone.css';

function Amount({ fen, strong }: { fen: number; strong?: boolean }) {
  const [elder] = useElder();
  return (
    <>
      {strong ? <strong>{yuan(fen)}</strong> : yuan(fen)}
      {elder && fen > 0 && <span className="small words">{capitals(fen)}</span>}
    </>
  );
}

/** 已到账, 在路上, 还没付: every part named with what it waits for. */
function Sums({ sums }: { sums: OwnMoney }) {
  const { t } = useTranslation('ordering');
  const rows = [
    { name: 'paid', fen: sums.paidFen },
    { name: 'transit', fen: sums.inTransitFen },
    { name: 'payable', fen: sums.payableFen },
    { name: 'held', fen: sums.heldFen },
    { name: 'expected', fen: sums.expectedFen },
  ] as const;
  return (
    <dl className="card sums">
      {rows.map(({ name, fen }, index) => (
        <div key={name}>
          <dt>
            {t(`phone.money.${name}`)}
            <span className="muted small">{t(`phone.money.hints.${name}`)}</span>
          </dt>
          <dd>
            <Amount fen={fen} strong={index === 0} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

type OwnOrder = OwnMoney['orders'][number];

const families: Record<string, StatusFamily> = {
  released: 'done',
  held: 'theirs',
  'payment-due': 'theirs',
  expected: 'theirs',
};

function OrderMoneyLine({ order }: { order: OwnOrder }) {
  const { t, i18n } = useTranslation('ordering');
  const when = order.releasedAt
    ? t('phone.money.releasedOn', { date: date(order.releasedAt) })
    : order.dueOn
      ? t('phone.money.dueBy', { date: prose(order.dueOn, i18n.language) })
      : '';
  return (
    <li>
      <Link to={`/supplier/orders/${order.orderId}`}>
        <span className="goods">
          <span>{order.number}</span>
          <strong>{yuan(order.amountFen)}</strong>
        </span>
        <span className="row">
          <StatusTag family={families[order.stage] ?? 'theirs'}>{t(`phone.money.stages.${order.stage}`)}</StatusTag>
          <span className="muted small">{when}</span>
        </span>
      </Link>
    </li>
  );
}

function Orders() {
  const { t } = useTranslation(['ordering', 'shared']);
  const money = useOwnMoney();
  return (
    <Await of={money} height={200}>
      {(found) => {
        const orders = found.pages.flatMap((page) => page.orders);
        if (orders.length === 0)
          return <EmptyState title={t('phone.money.none')}>{t('phone.money.noneNext')}</EmptyState>;
        return (
          <>
            <ul className="card flush tasks">
              {orders.map((order) => (
                <OrderMoneyLine key={order.orderId} order={order} />
              ))}
            </ul>
            {money.hasNextPage && (
              <button type="button" className="button block" onClick={() => void money.fetchNextPage()}>
                {t('shared:more')}
              </button>
            )}
          </>
        );
      }}
    </Await>
  );
}

const payoutFamily: Record<string, StatusFamily> = { paid: 'done', failed: 'problem', waiting: 'theirs' };

function Payouts() {
  const { t } = useTranslation(['ordering', 'shared']);
  const payouts = useInfiniteQuery({
    queryKey: ['own-payouts'],
    queryFn: ({ pageParam }) => api.get('/api/money/payouts', { query: { cursor: pageParam || undefined } }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  return (
    <Await of={payouts} height={200}>
      {(found) => {
        const rows = found.pages.flatMap((page) => page.items);
        if (rows.length === 0)
          return <EmptyState title={t('phone.money.noPayouts')}>{t('phone.money.noPayoutsNext')}</EmptyState>;
        return (
          <>
            <ul className="card lines">
              {rows.map((row) => (
                <li key={row.id} className="stack-s">
                  <div className="row-between">
                    <span>{row.batchNumber}</span>
                    <strong>{yuan(row.amountFen)}</strong>
                  </div>
                  <div className="row">
                    <StatusTag family={payoutFamily[row.state] ?? 'theirs'}>
                      {t(`phone.money.payouts.${row.state}`)}
                    </StatusTag>
                    <span className="muted small">
                      {date(row.settledAt ?? row.proposedAt)}
                      {row.bankSerial && ` · ${t('phone.money.serial', { serial: row.bankSerial })}`}
                    </span>
                  </div>
                  {row.failure && <p>{t('phone.money.failure', { why: row.failure })}</p>}
                </li>
              ))}
            </ul>
            {payouts.hasNextPage && (
              <button type="button" className="button block" onClick={() => void payouts.fetchNextPage()}>
                {t('shared:more')}
              </button>
            )}
          </>
        );
      }}
    </Await>
  );
}

/** 我的钱: what has arrived, what is on its way and what it waits for, by order and by payout. */
export default function Money() {
  const { t } = useTranslation('ordering');
  const session = useSession().data;
  const money = useOwnMoney();
  const [which, setWhich] = useState('orders');
  return (
    <div className="stack">
      <PageHeading question={t('phone.money.question')} />
      <Await of={money} height={260}>
        {(found) => <Sums sums={found.pages[0]!} />}
      </Await>
      {has(session, ['supplier']) && (
        <Link className="button block" to="/supplier/money/account">
          {t('phone.money.account')}
        </Link>
      )}
      <Tabs
        label={t('phone.money.which')}
        value={which}
        onChange={setWhich}
        tabs={['orders', 'payouts'].map((value) => ({ value, label: t(`phone.money.tabs.${value}`) }))}
      />
      {which === 'orders' ? <Orders /> : <Payouts />}
      <p className="muted small">{t('phone.money.how')}</p>
    </div>
  );
}
