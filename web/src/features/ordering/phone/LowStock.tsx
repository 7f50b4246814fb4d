import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api';
import './i18n';

/** 快卖完 on the supplier's first page; nothing when there is enough of everything. */
export function LowStock() {
  const { t } = useTranslation('ordering');
  const low = useQuery({ queryKey: ['stock-warnings'], queryFn: () => api.get('/api/stock/warnings') }).data?.low ?? [];
  if (low.length === 0) return null;
  return (
    <Link className="card row-between plain" to="/supplier/stock?show=low">
      <strong>{t('phone.stock.lowToday', { count: low.length, name: low[0]!.productName })}</strong>
      <span aria-hidden="true">›</span>
    </Link>
  );
}
