import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { http, query, type Page } from '@/shared/http';

export type OrderState =
  | 'draft'
  | 'pending-approval'
  | 'submitted'
  | 'contract-signed'
  | 'awaiting-payment'
  | 'paid'
  | 'shipped'
  | 'delivered'
  | 'inspecting'
  | 'accepted'
  | 'partly-accepted'
  | 'rejected'
  | 'invoice-verified'
  | 'payment-due'
  | 'completed'
  | 'rated'
  | 'cancelled'
  | 'expired'
  | 'returned'
  | 'replaced'
  | 'refunded'
  | 'closed';

export type ActorKind = 'buyer' | 'approver' | 'buyer-finance' | 'supplier' | 'operator' | 'system';

export interface Move {
  by: ActorKind;
  act: string;
  dueAt?: string | null;
}

export interface OrderRow {
  id: string;
  number: string;
  state: OrderState;
  isPartlyShipped: boolean;
  nextMove?: Move | null;
  buyerName: string;
  supplierName: string;
  firstProduct: string;
  lineCount: number;
  packs: number;
  channelCode: string;
  paymentMode: 'prepay' | 'postpay';
  goodsFen: number;
  freightFen: number;
  totalFen: number;
  createdAt: string;
  isDisputed: boolean;
  isDemonstration: boolean;
}

export interface OrderLine {
  id: string;
  productId: string;
  packId: string;
  productName: string;
  packName: string;
  packMassGrams: number;
  quantity: number;
  unitPriceFen: number;
  amountFen: number;
  recognisedAtOrder: boolean;
  shipped: number;
  accepted: number;
  rejected: number;
}

export interface Order {
  id: string;
  number: string;
  state: OrderState;
  isPartlyShipped: boolean;
  isDisputed: boolean;
  nextMove?: Move | null;
  acts: string[];
  buyer: { id: string; name: string };
  supplier: { id: string; name: string };
  budgetUnitId: string;
  budgetUnitName?: string | null;
  budgetYear: number;
  channelCode: string;
  salesModeCode: string;
  paymentMode: 'prepay' | 'postpay';
  paymentDays: number;
  goodsFen: number;
  freightFen: number;
  freightLimitFen: number;
  totalFen: number;
  refundedFen: number;
  massGrams: number;
  delivery?: { recipient: string; phone: string; regionCode: string; address: string } | null;
  wishedOn?: string | null;
  note?: string | null;
  createdAt: string;
  isDemonstration: boolean;
  lines: OrderLine[];
  history: {
    at: string;
    by: ActorKind;
    personName?: string | null;
    act: string;
    to: OrderState;
    reason?: string | null;
  }[];
  shipments: {
    id: string;
    carrier: string;
    waybill: string;
    isColdChain: boolean;
    shippedAt: string;
    deliveredAt?: string | null;
    lines: { lineId: string; quantity: number }[];
  }[];
  inspection?: {
    at: string;
    isDeemed: boolean;
    acceptedFen: number;
    rejectedFen: number;
    lines: { lineId: string; accepted: number; rejected: number; reason?: string | null; photoUrls: string[] }[];
  } | null;
}

export interface OrderMoney {
  dueFen: number;
  outstandingFen: number;
  receivedFen: number;
  returnedFen: number;
  dueOn?: string | null;
  releasedAt?: string | null;
  payments: {
    id: string;
    method: 'card' | 'bank-transfer';
    amountFen: number;
    state: string;
    failure?: string | null;
    createdAt: string;
  }[];
  refunds: { id: string; amountFen: number; reason: string; state: string; createdAt: string }[];
  steps: { entryNumber: number; at: string; kind: string; memo: string; amountFen: number }[];
}

export interface CartLine {
  packId: string;
  quantity: number;
  productId?: string | null;
  productName?: string | null;
  packName?: string | null;
  unitPriceFen?: number | null;
  amountFen?: number | null;
  massGrams?: number | null;
  minQuantity: number;
  quantityStep: number;
  isOnSale: boolean;
  available: number;
}

export interface Cart {
  organisationId: string;
  suppliers: { supplierId?: string | null; supplierName?: string | null; lines: CartLine[]; goodsFen: number }[];
  goodsFen: number;
}

export interface Budget {
  unitId: string;
  unitName?: string | null;
  year: number;
  limitFen?: number | null;
  committedFen: number;
  consumedFen: number;
  leftFen?: number | null;
}

export interface Quote {
  orders: {
    supplierId: string;
    supplierName: string;
    lines: {
      packId: string;
      productName: string;
      packName: string;
      quantity: number;
      unitPriceFen: number;
      amountFen: number;
      isRecognised: boolean;
      available: number;
    }[];
    goodsFen: number;
    freightFen: number;
    totalFen: number;
    warnings: { code: string; zh: string; en: string }[];
  }[];
  totalFen: number;
}

export interface Payment {
  paymentId?: string | null;
  amountFen: number;
  state: string;
  clientSecret?: string | null;
  isSimulated: boolean;
  failure?: string | null;
  transfer?: { accountName: string; bankName: string; accountNumber: string; reference: string } | null;
}

export interface Word {
  code: string;
  zh: string;
  en: string;
}

export const useTasks = () =>
  useQuery({
    queryKey: ['order-tasks'],
    queryFn: () =>
      http.get<{ items: OrderRow[]; counts: { act: string; orders: number }[]; total: number }>(
        '/api/orders/tasks?size=50',
      ),
    refetchInterval: 60_000,
  });

export const useOrders = (filter: Record<string, string | undefined>) =>
  useInfiniteQuery({
    queryKey: ['orders', filter],
    queryFn: ({ pageParam }) =>
      http.get<Page<OrderRow>>(`/api/orders${query({ ...filter, size: 30, cursor: pageParam })}`),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const useOrder = (id: string) =>
  useQuery({ queryKey: ['order', id], queryFn: () => http.get<Order>(`/api/orders/${id}`), refetchInterval: 20_000 });

export const useOrderMoney = (id: string, enabled = true) =>
  useQuery({
    queryKey: ['order-money', id],
    queryFn: () => http.get<OrderMoney>(`/api/orders/${id}/money`),
    enabled,
    retry: false,
    // What is owed is known a moment after the contract is signed.
    refetchInterval: (asked) => (asked.state.data?.dueFen === 0 ? 3_000 : 20_000),
  });

export const useCart = () => useQuery({ queryKey: ['cart'], queryFn: () => http.get<Cart>('/api/cart') });

export const useBudgets = () =>
  useQuery({ queryKey: ['budgets'], queryFn: () => http.get<Page<Budget>>('/api/budgets') });

export const useVocabulary = () =>
  useQuery({
    queryKey: ['vocabulary'],
    queryFn: () => http.get<{ channels: Word[]; salesModes: Word[] }>('/api/programmes/vocabulary'),
    staleTime: Infinity,
  });

export const actOnOrder = (id: string, path: string, body: unknown, key: string) =>
  http.post(`/api/orders/${id}/${path}`, body, key);

export interface OwnMoney {
  heldFen: number;
  expectedFen: number;
  payableFen: number;
  inTransitFen: number;
  paidFen: number;
  orders: {
    orderId: string;
    number: string;
    amountFen: number;
    stage: 'released' | 'held' | 'payment-due' | 'expected';
    dueOn?: string | null;
  }[];
  nextCursor?: string | null;
}

export const useOwnMoney = () =>
  useInfiniteQuery({
    queryKey: ['own-money'],
    queryFn: ({ pageParam }) => http.get<OwnMoney>(`/api/money${query({ cursor: pageParam })}`),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
