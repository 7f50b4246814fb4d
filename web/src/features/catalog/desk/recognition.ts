import { api, type Schema } from '@/api';
import type { Role } from '@/shared/session';
import type { StatusFamily } from '@/shared/ui';

export type QueueItem = Schema<'ListRecognitionsItem'>;
export type File = Schema<'ShowRecognitionResponse'>;

export const families: Record<string, StatusFamily> = { listed: 'done', expired: 'ended', revoked: 'ended' };

type ReviewRoute = 'town-review' | 'sector-review' | 'county-decision';

/** The review that is next, and who makes it. */
export function nextReview(
  file: Pick<QueueItem, 'state' | 'isReturned' | 'needsSector' | 'isShort'>,
): { route: ReviewRoute; roles: readonly Role[] } | undefined {
  if (file.isReturned) return undefined;
  if (file.state === 'applied' && file.isShort) return { route: 'county-decision', roles: ['county-official'] };
  if (file.state === 'applied') return { route: 'town-review', roles: ['town-official'] };
  if (file.state === 'town-reviewed')
    return file.needsSector
      ? { route: 'sector-review', roles: ['sector-official'] }
      : { route: 'county-decision', roles: ['county-official'] };
  return file.state === 'sector-reviewed' ? { route: 'county-decision', roles: ['county-official'] } : undefined;
}

export type Act = ReviewRoute | 'return';

const paths = {
  'town-review': '/api/recognitions/{recognitionId}/town-review',
  'sector-review': '/api/recognitions/{recognitionId}/sector-review',
  'county-decision': '/api/recognitions/{recognitionId}/county-decision',
  return: '/api/recognitions/{recognitionId}/return',
} as const;

/** What goes with a decision besides the opinion. */
export interface Grounds {
  evidence?: string[];
  /** Only when the county decides on the other status than was asked for. */
  grade?: File['grade'] | null;
}

export const decide = (id: string, act: Act, version: number, opinion: string, key: string, grounds: Grounds = {}) =>
  api.post(paths[act], {
    path: { recognitionId: id },
    body: {
      version,
      opinion: opinion.trim() || null,
      evidence: grounds.evidence ?? null,
      grade: grounds.grade ?? null,
    },
    key,
  });
