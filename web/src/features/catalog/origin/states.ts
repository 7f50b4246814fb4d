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

export const breachStates = ['open', 'explained', 'check-opened', 'accepted', 'blocked'] as const;

const breaches: Record<string, StatusFamily> = {
  open: 'yours',
  explained: 'yours',
  'check-opened': 'due',
  accepted: 'done',
};

export const familyOfBreach = (state: string): StatusFamily => breaches[state] ?? 'problem';

export const plotStates = ['registered', 'checked', 'returned', 'withdrawn'] as const;

const plots: Record<string, StatusFamily> = { registered: 'yours', checked: 'done', returned: 'problem' };

export const familyOfPlot = (state: string): StatusFamily => plots[state] ?? 'ended';
