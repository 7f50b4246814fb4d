import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, type Schema } from '@/api';
import { http, type Page } from '@/shared/http';

export type PriceBand = Schema<'PriceBand'>;
export type PriceNotice = Schema<'ListPriceNoticesItem'>;

/** A list that grows by pages and is narrowed by the words of the address. */
export const useList = <T>(key: string, path: string, words: string, size = 50) =>
  useInfiniteQuery({
    queryKey: [key, words],
    queryFn: ({ pageParam }) => {
      const search = new URLSearchParams(words);
      search.set('size', String(size));
      if (pageParam) search.set('cursor', pageParam);
      return http.get<Page<T>>(`${path}?${search}`);
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

/** The counties of the city, for filters and forms. */
export const useCounties = () =>
  useQuery({
    queryKey: ['regions', '500000'],
    queryFn: () => http.get<Page<{ code: string; name: string }>>('/api/regions?parent=500000&size=100'),
    staleTime: 600_000,
  }).data?.items ?? [];

export const useCategories = () =>
  useQuery({ queryKey: ['categories'], queryFn: () => api.get('/api/categories'), staleTime: 600_000 }).data?.items ??
  [];
