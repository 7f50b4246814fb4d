export interface DraftZone {
  /** Whether the supplier says what this zone costs, else the platform. */
  isOwn: boolean;
  first: string;
  firstPrice: string;
  extra: string;
  extraPrice: string;
  freeFrom: string;
  freeMass: string;
}

/** Fen as people type yuan, without floating point. */
export const typedYuan = (fen: number): string => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

/** Grams as people type kilograms. */
export const typedKilograms = (grams: number): string =>
  `${Math.trunc(grams / 1000)}.${String(grams % 1000).padStart(3, '0')}`.replace(/\.?0+$/, '');
