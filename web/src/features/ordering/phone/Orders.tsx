import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Await, EmptyState, PageHeading, Tabs } from '@/shared/ui';
import { useOrders, useTasks } from '../api';
import './i18n';
import { OrderLine } from './OrderLine';
import './phone.css';

/** 订单: those that wait for the supplier first, then all of them. */
export default function SupplierOrders() {
  const { t } = useTranslation(['ordering', 'shared']);
  const [search, setSearch] = useSearchParams();
  const which = search.get('which') === 'all' ? 'all' : 'mine';
  const tasks = useTasks();
  const orders = useOrders({ as: 'supplier' });
  const count = tasks.data?.total;
  return (
    <div className="stack">
      <PageHeading question={t('phone.orders.question')} />
      <Tabs
        label={t('phone.orders.which')}
        value={which}
        onChange={(value) => setSearch(value === 'all' ? { which: 'all' } : {}, { replace: true })}
        tabs={[
          { value: 'mine', label: count === undefined ? t('phone.orders.mine') : `${t('phone.orders.mine')} ${count}` },
          { value: 'all', label: t('phone.orders.all') },
        ]}
      />
      {which === 'mine' ? (
        <Await of={tasks} height={400}>
          {(mine) =>
            mine.items.length === 0 ? (
              <EmptyState title={t('phone.orders.idle')} picture="navel-orange-paper">
                {t('phone.orders.idleNext')}
              </EmptyState>
            ) : (
              <ul className="card flush tasks">
                {mine.items.map((order) => (
                  <OrderLine key={order.id} order={order} />
                ))}
              </ul>
            )
          }
        </Await>
      ) : (
        <Await of={orders} height={400}>
          {(found) => {
            const rows = found.pages.flatMap((page) => page.items);
            if (rows.length === 0)
              return <EmptyState title={t('phone.orders.none')}>{t('phone.orders.noneNext')}</EmptyState>;
            return (
              <>
                <ul className="card flush tasks">
                  {rows.map((order) => (
                    <OrderLine key={order.id} order={order} />
                  ))}
                </ul>
                {orders.hasNextPage && (
                  <button type="button" className="button block" onClick={() => void orders.fetchNextPage()}>
                    {t('shared:more')}
                  </button>
                )}
              </>
            );
          }}
        </Await>
      )}
    </div>
  );
}
