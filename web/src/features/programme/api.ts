import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, type Answer, type Body, type Schema } from '@/api';
import { http, query, type Page } from '@/shared/http';

export type Dashboard = Schema<'DashboardView'>;
export type Amounts = Schema<'Amounts'>;
export type AgainstTarget = Schema<'AgainstTarget'>;
export type Alerts = Answer<'/api/dashboard/alerts', 'get'>;
export type Sale = Schema<'ListSalesRow'>;
export type SaleDetail = Schema<'ListSalesDetail'>;
export type Claim = Schema<'CheckClaimRow'>;
export type ClaimDetail = Schema<'CheckClaimDetail'>;
export type ClaimAct = Schema<'ClaimAct'>;
export type Bulletin = Schema<'DraftBulletinRow'>;
export type BulletinDetail = Schema<'DraftBulletinDetail'>;
export type Targets = Answer<'/api/programmes/{programmeId}/targets', 'get'>;
export type Unsold = Schema<'ReportUnsoldRow'>;
export type BuyerKind = Schema<'OrganisationKind'>;
export type Word = { code: string; zh: string; en: string };

/** What of a programme is looked at; it stands in the address of the dashboard. */
export interface View {
  programme?: string;
  region?: string;
  until?: string;
  countedBy?: string;
  buyerKind?: string;
}

const minute = 60_000;

export const useProgrammes = () =>
  useQuery({ queryKey: ['programmes'], queryFn: () => api.get('/api/programmes'), staleTime: 5 * minute });

export const useDashboard = (view: View) =>
  useQuery({
    queryKey: ['dashboard', view],
    queryFn: () => http.get<Dashboard>(`/api/dashboard${query({ ...view })}`),
    refetchInterval: minute,
    placeholderData: (previous) => previous,
  });

export const useAlerts = (view: View) =>
  useQuery({
    queryKey: ['dashboard', 'alerts', view],
    queryFn: () => http.get<Alerts>(`/api/dashboard/alerts${query({ ...view })}`),
    refetchInterval: minute,
    placeholderData: (previous) => previous,
  });

export const chartFile = (chart: 'channels' | 'counties' | 'months' | 'modes', view: View) =>
  `/api/dashboard.xlsx${query({ chart, ...view })}`;

export const useSales = (words: string) =>
  useInfiniteQuery({
    queryKey: ['sales', words],
    queryFn: ({ pageParam }) => {
      const search = new URLSearchParams(words);
      search.set('size', '50');
      if (pageParam) search.set('cursor', pageParam);
      return http.get<Page<Sale>>(`/api/sales?${search}`);
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (previous) => previous,
  });

export const useSalesSum = (words: string) =>
  useQuery({
    queryKey: ['sales', 'sum', words],
    queryFn: () => http.get<Schema<'ListSalesSum'>>(`/api/sales/sum?${words}`),
    placeholderData: (previous) => previous,
  });

export const useSale = (id: string) =>
  useQuery({ queryKey: ['sale', id], queryFn: () => api.get('/api/sales/{factId}', { path: { factId: id } }) });

export const useVocabulary = () =>
  useQuery({ queryKey: ['vocabulary'], queryFn: () => api.get('/api/programmes/vocabulary'), staleTime: Infinity });

export const useClaims = (filter: { state?: string; region?: string; double?: boolean }) =>
  useInfiniteQuery({
    queryKey: ['claims', filter],
    queryFn: ({ pageParam }) =>
      http.get<Page<Claim>>(`/api/claims${query({ ...filter, size: 50, cursor: pageParam || undefined })}`),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const useClaim = (id: string | undefined) =>
  useQuery({
    queryKey: ['claim', id],
    queryFn: () => http.get<ClaimDetail>(`/api/claims/${id}`),
    enabled: !!id,
  });

export const recordClaim = (claim: Body<'/api/claims', 'post'>, key: string) =>
  api.post('/api/claims', { body: claim, key });

export const actOnClaim = (id: string, body: Body<'/api/claims/{claimId}/acts', 'post'>, key: string) =>
  api.post('/api/claims/{claimId}/acts', { path: { claimId: id }, body, key });

export const useRegions = (parent: string | undefined) =>
  useQuery({
    queryKey: ['regions', parent],
    queryFn: () => http.get<Answer<'/api/regions', 'get'>>(`/api/regions${query({ parent })}`),
    staleTime: Infinity,
    enabled: !!parent,
  });

export const useBulletins = () =>
  useInfiniteQuery({
    queryKey: ['bulletins'],
    queryFn: ({ pageParam }) =>
      http.get<Page<Bulletin>>(`/api/bulletins${query({ size: 50, cursor: pageParam || undefined })}`),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const useBulletin = (id: string) =>
  useQuery({
    queryKey: ['bulletin', id],
    queryFn: () => api.get('/api/bulletins/{bulletinId}', { path: { bulletinId: id } }),
  });

export const useTargets = (programme: string | undefined) =>
  useQuery({
    queryKey: ['targets', programme],
    queryFn: () => http.get<Targets>(`/api/programmes/${programme}/targets`),
    enabled: !!programme,
  });

export const useUnsold = (open: boolean) =>
  useInfiniteQuery({
    queryKey: ['unsold', open],
    queryFn: ({ pageParam }) =>
      http.get<Page<Unsold>>(`/api/unsold${query({ open, size: 50, cursor: pageParam || undefined })}`),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
