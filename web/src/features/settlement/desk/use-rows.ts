import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '@/api';
import { http, query, type Page } from '@/shared/http';

/** A paged list that grows downwards. */
export function useRows<Row>(path: string, filter: Record<string, string | undefined> = {}) {
  return useInfiniteQuery({
    queryKey: [path, filter],
    queryFn: ({ pageParam }) =>
      http.get<Page<Row>>(`${path}${query({ ...filter, cursor: pageParam || undefined, size: 50 })}`),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
}

/** One payout batch with its items. */
export const useBatch = (batchId: string) =>
  useQuery({
    queryKey: ['batch', batchId],
    queryFn: () => api.get('/api/payout-batches/{batchId}', { path: { batchId } }),
  });
