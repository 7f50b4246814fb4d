import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { yuan } from '@/shared/format';
import { usePosts } from '@/shared/session';
import { Await, EmptyState, PageHeading } from '@/shared/ui';
import { useOwnMoney, useTasks } from '../api';
import '../i18n';
import '../ordering.css';
import { OrderLine } from './OrderLine';
import './phone.css';

/** 今天: what waits for the supplier, the most urgent first, and the money that is coming. */
export function Today({
  before,
  after,
  list,
  children,
}: {
  before?: ReactNode;
  /** What else is to be done, below the orders' tasks. */
  after?: ReactNode;
  list: string;
  children?: ReactNode;
}) {
  const { t } = useTranslation('ordering');
  const tasks = useTasks();
  const money = useOwnMoney().data?.pages[0];
  const post = usePosts()[0];
  return (
    <div className="stack">
      <PageHeading question={t('phone.today.question')} lead={post?.organisationName ?? post?.regionName} />
      {before}
      <Await of={tasks} height={220}>
        {(mine) => (
          <section className="card flush" aria-labelledby="today-tasks">
            <h2 id="today-tasks">
              {mine.total > 0 ? (
                <>
                  <span className="dot" aria-hidden="true">
                    ●
                  </span>{' '}
                  {t('phone.today.tasks', { count: mine.total })}
                </>
              ) : (
                t('phone.today.none')
              )}
            </h2>
            {mine.items.length === 0 ? (
              <EmptyState title="" picture="navel-orange-paper">
                {t('phone.today.noneNext')}
              </EmptyState>
            ) : (
              <ul className="tasks">
                {mine.items.slice(0, 5).map((order) => (
                  <OrderLine key={order.id} order={order} />
                ))}
              </ul>
            )}
            {mine.total > 5 && (
              <Link className="all" to="/supplier/orders">
                {t('phone.today.all', { count: mine.total })} ›
              </Link>
            )}
          </section>
        )}
      </Await>
      {after}
      {money && (
        <Link to="/supplier/money" className="money-card">
          <span>
            <span className="small">{t('phone.money.held')}</span>
            <strong>{yuan(money.heldFen)}</strong>
          </span>
          <span>
            <span className="small">{t('phone.money.payable')}</span>
            <strong>{yuan(money.payableFen)}</strong>
          </span>
        </Link>
      )}
      <Link className="button primary block big-act" to={list}>
        ＋ {t('phone.today.list')}
      </Link>
      {children}
    </div>
  );
}
