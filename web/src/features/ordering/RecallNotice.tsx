import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { date } from '@/shared/format';
import './i18n';

/** 召回通知: packs of this order that must not be eaten, sold or sent. Says nothing when there are none. */
export function RecallNotice({ orderId }: { orderId: string }) {
  const { t } = useTranslation('ordering');
  const recalls = useQuery({
    queryKey: ['recalls', 'order', orderId],
    queryFn: () => api.get('/api/orders/recalls', { query: { orderId } }),
  });
  if (!recalls.data || recalls.data.items.length === 0) return null;
  return (
    <div className="alert" role="alert">
      {recalls.data.items.map((row) => (
        <div key={row.lotId} className="stack-s">
          <strong>{t('recall.title', { product: row.productName, pack: row.packName })}</strong>
          <p>{t('recall.why', { on: date(row.recalledAt), reason: row.reason })}</p>
          {row.shipped > 0 && <p>{t('recall.shipped', { count: row.shipped })}</p>}
          {row.held > 0 && <p>{t('recall.held', { count: row.held })}</p>}
          {row.advice && <p>{t('recall.advice', { advice: row.advice })}</p>}
          <a href={`/trace/${row.lotId}`}>{t('recall.trace')}</a>
        </div>
      ))}
    </div>
  );
}
