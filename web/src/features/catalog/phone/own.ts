import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, type Schema } from '@/api';
import type { StatusFamily } from '@/shared/ui';

export type OwnProduct = Schema<'ListOwnProductsItem'>;
export type Recognition = Schema<'ShowRecognitionResponse'>;

export const useOwnProducts = () =>
  useInfiniteQuery({
    queryKey: ['own-products'],
    queryFn: ({ pageParam }) => api.get('/api/products/mine', { query: { size: 30, cursor: pageParam || undefined } }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

/** One of the own products; found among all of them, since the public page leaves out what is off the shelf. */
export const useOwnProduct = (productId: string) =>
  useQuery({
    queryKey: ['own-products', productId],
    queryFn: async () => {
      let cursor: string | undefined;
      do {
        const page = await api.get('/api/products/mine', { query: { size: 100, cursor } });
        const found = page.items.find((item) => item.productId === productId);
        if (found) return found;
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      return null;
    },
  });

export const useRecognition = (recognitionId: string | undefined) =>
  useQuery({
    queryKey: ['recognition', recognitionId],
    queryFn: () => api.get('/api/recognitions/{recognitionId}', { path: { recognitionId: recognitionId ?? '' } }),
    enabled: !!recognitionId,
  });

const families: Record<string, StatusFamily> = { listed: 'done', expired: 'ended', revoked: 'ended' };

export const familyOf = (recognition: { state: string; isReturned: boolean }): StatusFamily =>
  recognition.isReturned ? 'problem' : (families[recognition.state] ?? 'theirs');
