import { useQuery } from '@tanstack/react-query';
import { api, type Schema } from '@/api';

export type Admission = Schema<'ShowSupplierResponse'>;

/** The organisation's file, or nothing while it has not applied. */
export const useAdmission = (organisationId: string) =>
  useQuery({
    queryKey: ['admission', organisationId],
    queryFn: async (): Promise<Admission | null> => {
      if (!organisationId) return null;
      const { items } = await api.get('/api/suppliers', { query: { size: 100 } });
      if (!items.some((item) => item.supplierId === organisationId)) return null;
      return api.get('/api/suppliers/{supplierId}', { path: { supplierId: organisationId } });
    },
    refetchInterval: 60_000,
  });

/** Why it was refused, suspended or removed. */
export const reasonOf = (admission: Admission): string | undefined =>
  admission.steps.findLast((step) => step.toState === admission.state)?.reason ?? undefined;
