import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, type Schema } from '@/api';
import { Problem } from '@/shared/http';

export type Household = Schema<'ShowHouseholdResponse'>;
export type Consent = Schema<'ShowHouseholdConsentView'>;

/** The wording a household agrees to; a new wording gets a new name, since consents keep the one they were given to. */
export const consentText = '2026-01';

export const useHouseholds = (mine: boolean) =>
  useInfiniteQuery({
    queryKey: ['households', mine],
    queryFn: ({ pageParam }) =>
      api.get('/api/households', { query: { mine, size: 30, cursor: pageParam || undefined } }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const useHousehold = (householdId: string) =>
  useQuery({
    queryKey: ['household', householdId],
    queryFn: () => api.get('/api/households/{householdId}', { path: { householdId } }),
  });

export const useSellers = (region: string) =>
  useQuery({
    queryKey: ['sellers', region],
    queryFn: () => api.get('/api/sellers', { query: { region } }),
    enabled: region !== '',
  });

/** The account money goes to, or nothing while there is none. */
export const usePayee = (partyId: string | undefined) =>
  useQuery({
    queryKey: ['payee', partyId],
    queryFn: async () => {
      try {
        return await api.get('/api/payees/{partyId}/account', { path: { partyId: partyId ?? '' } });
      } catch (error) {
        if (error instanceof Problem && error.status === 404) return null;
        throw error;
      }
    },
    enabled: !!partyId,
  });

export const isInForce = (consent: Consent, today: string): boolean => !consent.revokedAt && consent.validTo >= today;

/** A year from a day, the last day still included. */
export const yearFrom = (day: string): string =>
  `${Number(day.slice(0, 4)) + 1}${day.slice(4).replace('02-29', '02-28')}`;
