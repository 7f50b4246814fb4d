import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, type Answer, type Schema } from '@/api';
import { http } from '@/shared/http';
import { has, rolesOf, useSession } from '@/shared/session';

export type OrderState = Schema<'OrderState'>;
export type ActorKind = Schema<'ActorKind'>;
export type Move = Schema<'MoveView'>;
export type OrderRow = Schema<'ListOrdersRow'>;
export type Order = Schema<'OrderView'>;
export type OrderLine = Order['lines'][number];
export type Dispute = Order['disputes'][number];
export type OrderMoney = Answer<'/api/orders/{orderId}/money', 'get'>;
export type Cart = Answer<'/api/cart', 'get'>;
export type CartGroup = Cart['suppliers'][number];
export type CartLine = CartGroup['lines'][number];
export type Budget = Answer<'/api/budgets', 'get'>['items'][number];
export type BudgetUnit = Answer<'/api/budget-units', 'get'>['items'][number];
export type Quote = Answer<'/api/orders/quote', 'post'>;
export type Placed = Answer<'/api/orders', 'post'>['orders'][number];
export type Payment = Answer<'/api/orders/{orderId}/payments', 'post'>;
export type Address = Answer<'/api/addresses', 'get'>['items'][number];
export type Demand = Answer<'/api/demands', 'get'>['items'][number];
export type DemandOffer = Answer<'/api/demands/{demandId}', 'get'>['offers'][number];
export type Invoice = Answer<'/api/orders/{orderId}/invoices', 'get'>['items'][number];
export type OwnMoney = Answer<'/api/money', 'get'>;
export type Word = Schema<'ShowVocabularyWord'>;

export { urlsOf } from '@/shared/http';

/** What an orders list may be asked: states, dates, a unit, a channel, words, an order. */
export type OrderFilter = Record<string, string | undefined>;

export const useTasks = () =>
  useQuery({
    queryKey: ['order-tasks'],
    queryFn: () => api.get('/api/orders/tasks', { query: { size: 50 } }),
    refetchInterval: 60_000,
  });

export const useOrders = (filter: OrderFilter, size = 50) =>
  useInfiniteQuery({
    queryKey: ['orders', filter, size],
    queryFn: ({ pageParam }) =>
      api.get('/api/orders', { query: { ...filter, size, cursor: pageParam || undefined } as never }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const useOrderSums = (filter: OrderFilter) =>
  useQuery({
    queryKey: ['orders', 'sums', filter],
    queryFn: () => api.get('/api/orders/sums', { query: filter as never }),
    placeholderData: keepPreviousData,
  });

export const useOrder = (id: string) =>
  useQuery({
    queryKey: ['order', id],
    queryFn: () => api.get('/api/orders/{orderId}', { path: { orderId: id } }),
    refetchInterval: 20_000,
  });

export const useOrderMoney = (id: string, enabled = true) =>
  useQuery({
    queryKey: ['order-money', id],
    queryFn: () => api.get('/api/orders/{orderId}/money', { path: { orderId: id } }),
    enabled,
    retry: false,
    // What is owed is known a moment after the contract is signed.
    refetchInterval: (asked) => (asked.state.data?.dueFen === 0 ? 3_000 : 20_000),
  });

export const useInvoices = (id: string, enabled = true) =>
  useQuery({
    queryKey: ['invoices', id],
    queryFn: () => api.get('/api/orders/{orderId}/invoices', { path: { orderId: id } }),
    enabled,
    retry: false,
  });

export const useInvoiceRequest = (id: string, enabled = true) =>
  useQuery({
    queryKey: ['invoice-request', id],
    queryFn: () => api.get('/api/orders/{orderId}/invoice-request', { path: { orderId: id } }),
    enabled,
    retry: false,
  });

export const useCart = () => useQuery({ queryKey: ['cart'], queryFn: () => api.get('/api/cart') });

export const useBudgets = (year?: number) =>
  useQuery({ queryKey: ['budgets', year], queryFn: () => api.get('/api/budgets', { query: { year } }) });

/** The units a buyer may book to; nobody else is asked about them. */
export function useBudgetUnits() {
  const buys = has(useSession().data, rolesOf.buyer);
  return useQuery({
    queryKey: ['budget-units'],
    queryFn: () => api.get('/api/budget-units'),
    staleTime: 300_000,
    enabled: buys,
  });
}

export const useBudgetEntries = (unitId: string, year: number) =>
  useInfiniteQuery({
    queryKey: ['budget-entries', unitId, year],
    queryFn: ({ pageParam }) =>
      api.get('/api/budgets/{unitId}/entries', {
        path: { unitId },
        query: { year, size: 30, cursor: pageParam || undefined },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const useReservedShare = (year?: number) =>
  useQuery({ queryKey: ['reserved-share', year], queryFn: () => api.get('/api/reserved-share', { query: { year } }) });

export const useArrivals = (days = 7) =>
  useQuery({
    queryKey: ['arrivals', days],
    queryFn: () => api.get('/api/orders/arrivals', { query: { days } }),
  });

export const useAddresses = () => useQuery({ queryKey: ['addresses'], queryFn: () => api.get('/api/addresses') });

export const useDemands = () =>
  useInfiniteQuery({
    queryKey: ['demands', 'own'],
    queryFn: ({ pageParam }) =>
      api.get('/api/demands', { query: { own: true, size: 30, cursor: pageParam || undefined } }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const useDemand = (id: string) =>
  useQuery({
    queryKey: ['demand', id],
    queryFn: () => api.get('/api/demands/{demandId}', { path: { demandId: id } }),
    refetchInterval: 60_000,
  });

export const useVocabulary = () =>
  useQuery({
    queryKey: ['vocabulary'],
    queryFn: () => api.get('/api/programmes/vocabulary'),
    staleTime: Infinity,
  });

export const useOrganisation = (id: string | undefined) =>
  useQuery({
    queryKey: ['organisation', id],
    queryFn: () => api.get('/api/organisations/{organisationId}', { path: { organisationId: id! } }),
    enabled: Boolean(id),
  });

export const useColleagues = (id: string | undefined) =>
  useQuery({
    queryKey: ['people', id],
    queryFn: () =>
      api.get('/api/organisations/{organisationId}/people', { path: { organisationId: id! }, query: { size: 100 } }),
    enabled: Boolean(id),
    retry: false,
  });

/** An act on an order by the last part of its address. */
export const actOnOrder = (id: string, path: string, body: unknown, key: string) =>
  http.post(`/api/orders/${id}/${path}`, body, key);

export const useOwnMoney = () =>
  useInfiniteQuery({
    queryKey: ['own-money'],
    queryFn: ({ pageParam }) => api.get('/api/money', { query: { cursor: pageParam || undefined } as never }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
