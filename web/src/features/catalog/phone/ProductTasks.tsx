import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api';
import { date } from '@/shared/format';
import { DueText, StatusTag, type StatusFamily } from '@/shared/ui';
import './i18n';

const families: Record<string, StatusFamily> = {
  'revocation-told': 'problem',
  'recognition-returned': 'problem',
  'lot-expiring': 'due',
  'recognition-ending': 'due',
  'sold-out': 'yours',
};

/** 商品待办: what the goods themselves ask for today, the most urgent first; nothing when they ask for nothing. */
export function ProductTasks() {
  const { t } = useTranslation('catalog');
  const found = useQuery({ queryKey: ['own-products', 'tasks'], queryFn: () => api.get('/api/products/tasks') });
  const items = found.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="card stack-s" aria-labelledby="product-tasks">
      <h2 id="product-tasks">{t('tasks.title', { number: items.length })}</h2>
      <ul className="lines">
        {items.slice(0, 6).map((item) => (
          <li key={item.task + item.productId}>
            <Link to={`/supplier/products/${item.productId}`} className="row-between plain">
              <span>
                <strong>{item.productName}</strong>
                <br />
                <StatusTag family={families[item.task] ?? 'yours'}>{t(`tasks.${item.task}`)}</StatusTag>{' '}
                {item.dueOn && (
                  <span className="muted small nowrap">
                    {date(item.dueOn)} <DueText at={item.dueOn} />
                  </span>
                )}
              </span>
              <span aria-hidden="true">›</span>
            </Link>
          </li>
        ))}
      </ul>
      {items.length > 6 && <Link to="/supplier/products">{t('own.all')} ›</Link>}
    </section>
  );
}
