import { useQuery } from '@tanstack/react-query';
import { api, type Schema } from '@/api';
import { Problem } from '@/shared/http';

export type Admission = Schema<'ShowSupplierResponse'>;

/** The organisation's file, or nothing while it has not applied. */
export const useAdmission = (organisationId: string) =>
  useQuery({
    queryKey: ['admission', organisationId],
    queryFn: async (): Promise<Admission | null> => {
      try {
        return await api.get('/api/suppliers/{supplierId}', { path: { supplierId: organisationId } });
      } catch (error) {
        if (error instanceof Problem && error.status === 404) return null;
        throw error;
      }
    },
    refetchInterval: 60_000,
  });

/** Why it was refused, suspended or removed. */
export const reasonOf = (admission: Admission): string | undefined =>
  admission.steps.findLast((step) => step.toState === admission.state)?.reason ?? undefined;
