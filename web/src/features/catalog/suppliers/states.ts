import type { StatusFamily } from '@/shared/ui';

export const supplierKinds = ['cooperative', 'family-farm', 'leading-enterprise', 'agent-trader', 'service-station'];

const standings: Record<string, StatusFamily> = {
  missing: 'yours',
  waiting: 'theirs',
  returned: 'problem',
  valid: 'done',
  ending: 'due',
  'in-grace': 'problem',
  expired: 'problem',
};

const states: Record<string, StatusFamily> = { active: 'done', suspended: 'problem', removed: 'ended' };

export const familyOfStanding = (standing: string): StatusFamily => standings[standing] ?? 'theirs';

export const familyOfState = (state: string): StatusFamily => states[state] ?? 'theirs';
