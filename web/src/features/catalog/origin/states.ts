import type { StatusFamily } from '@/shared/ui';

/** Where a high price may stand, as the authority looks at it. */
export const noticeStates = [
  'open',
  'answered',
  'escalated',
  'proof-asked',
  'correction-asked',
  'accepted',
  'corrected',
  'replaced',
] as const;

const notices: Record<string, StatusFamily> = {
  open: 'yours',
  answered: 'yours',
  escalated: 'due',
  accepted: 'done',
  corrected: 'done',
  replaced: 'ended',
};

export const familyOfNotice = (state: string): StatusFamily => notices[state] ?? 'theirs';
