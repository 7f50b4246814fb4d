import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { http, query, type Page } from '@/shared/http';

export interface Amounts {
  grossFen: number;
  recognisedFen: number;
  massGrams: number;
  facts: number;
}

export interface AgainstTarget {
  code: string;
  name: string;
  nameEn: string;
  amounts: Amounts;
  targetFen?: number | null;
  completionPercent?: number | null;
  targetQualifier?: string | null;
  targetIsPublished: boolean;
  targetIsDemonstration: boolean;
}

export interface PublishedFigure {
  id: string;
  measure: string;
  cut: string;
  kind: string;
  amountFen?: number | null;
  number?: number | null;
  unit: string;
  qualifier: string;
  source: string;
  sourceEn: string;
  from: string;
  to: string;
}

export interface Dashboard {
  programmeId: string;
  programmeKey: string;
  programmeName: string;
  programmeNameEn: string;
  holdsDemonstration: boolean;
  regionCode: string;
  regionName: string;
  from: string;
  to: string;
  asOf: string;
  pacePercent: number;
  total: AgainstTarget;
  jointChannels?: AgainstTarget | null;
  channels: AgainstTarget[];
  modes: AgainstTarget[];
  counties: AgainstTarget[];
  months: { month: string; grossFen: number; recognisedFen: number }[];
  nested: {
    programmeId: string;
    key: string;
    name: string;
    nameEn: string;
    amounts: Amounts;
    targetFen?: number | null;
    completionPercent?: number | null;
  }[];
  direct: Amounts;
  helped: Amounts;
  shandong: Amounts;
  unsoldRelief: Amounts;
  figures: PublishedFigure[];
}

export interface Programme {
  id: string;
  key: string;
  name: string;
  nameEn: string;
  parentId?: string | null;
  from: string;
  to: string;
  isFeatured: boolean;
}

export interface Sale {
  id: string;
  kind: string;
  soldOn: string;
  originRegion: string;
  originCounty: string;
  buyerName: string;
  supplierName: string;
  productName: string;
  channel: string;
  mode: string;
  isRecognised: boolean;
  isDemonstration: boolean;
  amountFen: number;
  massGrams: number;
  orderId?: string | null;
  orderNumber?: string | null;
  claimId?: string | null;
}

export interface Word {
  code: string;
  zh: string;
  en: string;
}

export const useProgrammes = () =>
  useQuery({
    queryKey: ['programmes'],
    queryFn: () => http.get<Page<Programme> | Programme[]>('/api/programmes'),
    staleTime: 300_000,
  });

export const useDashboard = (programme: string | undefined, region: string | undefined) =>
  useQuery({
    queryKey: ['dashboard', programme, region],
    queryFn: () => http.get<Dashboard>(`/api/dashboard${query({ programme, region })}`),
    refetchInterval: 60_000,
    placeholderData: (previous) => previous,
  });

export const useSales = (words: string) =>
  useInfiniteQuery({
    queryKey: ['sales', words],
    queryFn: ({ pageParam }) => {
      const search = new URLSearchParams(words);
      if (pageParam) search.set('cursor', pageParam);
      return http.get<Page<Sale>>(`/api/sales?${search}`);
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const useVocabulary = () =>
  useQuery({
    queryKey: ['vocabulary'],
    queryFn: () => http.get<{ channels: Word[]; salesModes: Word[] }>('/api/programmes/vocabulary'),
    staleTime: Infinity,
  });

export type ClaimAct =
  | 'evidence'
  | 'check-in-village'
  | 'check-in-town'
  | 'approve-in-county'
  | 'count'
  | 'freeze'
  | 'adjust'
  | 'return'
  | 'withdraw';

export interface Claim {
  id: string;
  number: string;
  state: string;
  originRegion: string;
  originName: string;
  productName: string;
  supplierName: string;
  buyerName: string;
  channel: string;
  mode: string;
  soldOn: string;
  amountFen: number;
  massGrams: number;
  isPossiblyDouble: boolean;
}

export interface ClaimDetail {
  claim: Claim;
  series: string;
  invoiceNumber?: string | null;
  waybillNumber?: string | null;
  duplicateOf?: Claim | null;
  myActs: ClaimAct[];
  history: { act: string; toState: string; person: string; at: string; reason?: string | null }[];
  evidence: { fileId: string; kind: string; name: string; contentType: string; url: string }[];
}

export interface NewClaim {
  originRegion: string;
  productName: string;
  productId: null;
  category: string;
  supplierName: string;
  buyerName: string;
  buyerRegion: string;
  channel: string;
  mode: string;
  series: string;
  soldOn: string;
  amountFen: number;
  massGrams: number;
  invoiceNumber: string | null;
  waybillNumber: string | null;
  evidence: { fileId: string; kind: string }[];
}

export const useClaims = (state: string | null) =>
  useQuery({
    queryKey: ['claims', state],
    queryFn: () => http.get<Page<Claim>>(`/api/claims${query({ state, size: 100 })}`),
  });

export const useClaim = (id: string | undefined) =>
  useQuery({ queryKey: ['claim', id], queryFn: () => http.get<ClaimDetail>(`/api/claims/${id}`), enabled: !!id });

export const recordClaim = (claim: NewClaim, key: string) =>
  http.post<{ claimId: string; number: string }>('/api/claims', claim, key);

export const actOnClaim = (id: string, act: ClaimAct, reason: string | null, key: string) =>
  http.post(`/api/claims/${id}/acts`, { act, reason }, key);

export interface Region {
  code: string;
  name: string;
  fullName: string;
}

export const useRegions = (parent: string | undefined) =>
  useQuery({
    queryKey: ['regions', parent],
    queryFn: () => http.get<Page<Region>>(`/api/regions${query({ parent })}`),
    staleTime: Infinity,
    enabled: !!parent,
  });
