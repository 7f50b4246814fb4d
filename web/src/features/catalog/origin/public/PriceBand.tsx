import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { date, yuan } from '@/shared/format';
import '../i18n';

/** What the market pays, in plain words beside a product's price; nothing where no market tells. */
export function PriceBand({ productId }: { productId: string }) {
  const { t } = useTranslation('origin');
  const band = useQuery({
    queryKey: ['price-band', productId],
    queryFn: () => api.get('/api/products/{productId}/price-band', { path: { productId } }),
    staleTime: 600_000,
    retry: false,
  }).data?.band;
  if (!band) return null;
  return (
    <p className="muted small">
      {t('band.buyer', { low: yuan(band.lowFen), high: yuan(band.highFen), market: band.market, on: date(band.pricedOn) })}
    </p>
  );
}
