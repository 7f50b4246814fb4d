import type { BuyerKind } from '../api';

/** Kinds of bodies that buy. */
export const buyerKinds: readonly BuyerKind[] = [
  'government-unit',
  'school',
  'trade-union',
  'state-enterprise',
  'central-unit',
  'partner-province-unit',
];
