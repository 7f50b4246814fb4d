import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { http, query } from '@/shared/http';
import { date, percent, yuan } from '@/shared/format';
import { TextField } from '@/shared/ui';
import type { PriceBand } from '../api';
import '../i18n';

/** The reference price of a product that is being written; nothing while its name, kind or place is missing. */
export const usePriceBand = (name: string, category: string, origin: string) =>
  useQuery({
    queryKey: ['price-band', name, category, origin],
    queryFn: ({ signal }) =>
      http.get<{ band: PriceBand | null }>(`/api/price-band${query({ name, category, origin })}`, signal),
    enabled: name.length > 0 && category.length > 0 && origin.length >= 6,
    staleTime: 600_000,
    retry: false,
  }).data?.band ?? undefined;

export const isFarAbove = (band: PriceBand | undefined, fenPerKg: number | undefined): boolean =>
  !!band && !!fenPerKg && fenPerKg * 100 > band.highFen * (100 + band.abovePercent);

/** 本周参考价, beside the price that is being typed. */
export function PriceLine({ band, fenPerKg }: { band: PriceBand | undefined; fenPerKg: number | undefined }) {
  const { t } = useTranslation('origin');
  if (!band) return null;
  const far = isFarAbove(band, fenPerKg);
  return (
    <div className={far ? 'alert' : 'going'} role={far ? 'alert' : undefined}>
      <span>{t('band.line', { low: yuan(band.lowFen), high: yuan(band.highFen) })}</span>{' '}
      <span className="muted small">
        {t('band.where', { market: band.market, name: band.name, on: date(band.pricedOn) })}
      </span>
      {fenPerKg ? (
        <div>
          {t(far ? 'band.far' : 'band.fine', {
            price: yuan(fenPerKg),
            percent: percent((fenPerKg - band.highFen) / band.highFen),
          })}
        </div>
      ) : null}
    </div>
  );
}

/** Why the price is far above the market; the authority reads it. */
export function PriceReason({
  value,
  onChange,
  error,
}: {
  value: string;
  onChange: (value: string) => void;
  error?: string;
}) {
  const { t } = useTranslation('origin');
  return (
    <TextField
      label={t('band.reason')}
      name="priceReason"
      hint={t('band.reasonHint')}
      value={value}
      onChange={onChange}
      error={error}
      lines={2}
    />
  );
}
