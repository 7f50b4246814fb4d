import { useTranslation } from 'react-i18next';
import { date } from '@/shared/format';
import type { Order } from './api';
import './i18n';

const over = ['cancelled', 'expired', 'closed', 'completed', 'rated', 'refunded'];

/** 预售的承诺: what the order waits for, and what its buyer may do when it was not kept. */
export function PromiseNotice({ order }: { order: Order }) {
  const { t } = useTranslation('ordering');
  const { promise } = order;
  if (!promise || over.includes(order.state)) return null;
  const on = date(promise.shipBy);
  if (promise.broken)
    return (
      <div className="alert warn" role="status">
        <p>{t(promise.broken === 'late' ? 'promise.late' : 'promise.short', { on, count: promise.lacking })}</p>
        {order.acts.includes('cancel') && <p>{t('promise.refund')}</p>}
      </div>
    );
  return promise.notHarvested > 0 ? (
    <p className="alert note">{t('promise.growing', { count: promise.notHarvested, on })}</p>
  ) : null;
}
