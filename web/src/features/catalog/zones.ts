import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, type Schema } from '@/api';

export type Zone = Schema<'ShowZonesItem'>;
export type ZoneBody = Schema<'CurateZoneBody'>;

export const useZones = (curated?: boolean) =>
  useQuery({
    queryKey: ['zones', curated ?? false],
    queryFn: () => api.get('/api/zones', { query: { curated } }),
    staleTime: 60_000,
  });

export const useZone = (zoneId: string, size = 24) =>
  useInfiniteQuery({
    queryKey: ['zone', zoneId, size],
    queryFn: ({ pageParam }) =>
      api.get('/api/zones/{zoneId}', { path: { zoneId }, query: { size, cursor: pageParam || undefined } }),
    initialPageParam: '',
    getNextPageParam: (last) => last.products.nextCursor ?? undefined,
  });
