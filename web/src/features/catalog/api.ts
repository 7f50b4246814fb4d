import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, type Answer, type Schema } from '@/api';
import { http, query, type Page } from '@/shared/http';

export type SupplierKind =
  'household' | 'family-farm' | 'cooperative' | 'leading-enterprise' | 'agent-trader' | 'service-station';

export interface FoundProduct {
  productId: string;
  name: string;
  nameEn?: string | null;
  supplierId: string;
  supplierName: string;
  supplierKind: SupplierKind;
  categoryCode: string;
  originName: string;
  countyCode: string;
  countyName: string;
  fromFen: number;
  fenPerKg: number;
  fenPer500g: number;
  packName: string;
  packMassGrams: number;
  isRecognised: boolean;
  /** 县域产品: the lesser status, which does not count as recognised. */
  isCountyProduce: boolean;
  recognisedTo?: string | null;
  inSeason: boolean;
  available: number;
  sold: number;
  pictureUrl?: string | null;
  isDemonstration: boolean;
  /** Stretches of the Chinese name that answer the words typed. */
  marks?: { start: number; length: number }[];
  /** What the product costs in a campaign that runs today. */
  campaign?: Schema<'CampaignCard'> | null;
}

export interface FacetChoice {
  value: string;
  label: string;
  count: number;
}

export interface SearchAnswer {
  items: FoundProduct[];
  nextCursor?: string | null;
  total: number;
  facets: Record<string, FacetChoice[]>;
  /** What was searched instead of a misspelt word. */
  correctedTo?: string | null;
}

export type Product = Answer<'/api/products/{productId}', 'get'>;
export type Pack = Product['packs'][number];

export interface Hall {
  countyCode: string;
  name: string;
  relief?: unknown;
  products: number;
  recognised: number;
  suppliers: number;
  intro?: string | null;
  introEn?: string | null;
}

export interface Category {
  code: string;
  parentCode?: string | null;
  name: string;
  nameEn: string;
}

export const useSearch = (words: string, size = 20) =>
  useInfiniteQuery({
    queryKey: ['search', words, size],
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams(words);
      search.set('size', String(size));
      if (pageParam) search.set('cursor', pageParam);
      return http.get<SearchAnswer>(`/api/search?${search}`, signal);
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (previous) => previous,
  });

export const useSuggestions = (typed: string) =>
  useQuery({
    queryKey: ['suggestions', typed],
    queryFn: ({ signal }) => http.get<{ items: string[] }>(`/api/search/suggestions${query({ q: typed })}`, signal),
    enabled: typed.trim().length > 0,
    staleTime: 60_000,
    placeholderData: (previous) => previous,
  });

export const useProduct = (id: string) =>
  useQuery({
    queryKey: ['product', id],
    queryFn: () => api.get('/api/products/{productId}', { path: { productId: id } }),
  });

export const useHalls = () =>
  useQuery({ queryKey: ['halls'], queryFn: () => http.get<Page<Hall>>('/api/halls'), staleTime: 300_000 });

export const useCategories = () =>
  useQuery({
    queryKey: ['categories'],
    queryFn: () => http.get<Page<Category>>('/api/categories'),
    staleTime: Infinity,
  });

export const freightOf = (asked: {
  origin: string;
  destination: string;
  massGrams: number;
  supplierId: string;
  goodsFen: number;
}) => api.get('/api/freight', { query: asked });

export const putInCart = (packId: string, quantity: number) => http.put('/api/cart/lines', { packId, quantity });
