import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, type Schema } from '@/api';

export type Campaign = Schema<'ShowCampaignsItem'>;
export type CampaignOffer = Schema<'ListCampaignOffersItem'>;

export const useCampaigns = (running?: boolean) =>
  useQuery({
    queryKey: ['campaigns', running ?? 'all'],
    queryFn: () => api.get('/api/campaigns', { query: { running, size: 50 } }),
  });

export const useCampaignOffers = (asked: { campaignId?: string; state?: string }) =>
  useInfiniteQuery({
    queryKey: ['campaign-offers', asked],
    queryFn: ({ pageParam }) =>
      api.get('/api/campaign-offers', {
        query: {
          campaignId: asked.campaignId,
          state: asked.state || undefined,
          size: 50,
          cursor: pageParam || undefined,
        },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

/** Hundredths of a percent typed as percent: "12.5" is 1,250. Nothing when it is no share between 0.01 and 90. */
export function parsePercent(typed: string): number | undefined {
  const text = typed.replace('％', '%').replace('%', '').trim();
  if (!/^\d{1,2}(\.\d{1,2})?$/.test(text)) return undefined;
  const value = Math.round(Number(text) * 100);
  return value >= 1 && value <= 9000 ? value : undefined;
}
