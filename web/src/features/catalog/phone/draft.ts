import type { Schema } from '@/api';
import { packUnits, parseCount, parseMass, parseYuan, priceOf } from '@/shared/format';
import type { Fault, KeptPhoto } from '@/shared/ui';
import { faultsOfMore, noMore, productMore, type More } from './more';
import { faultsOfHarvest, noPresale, type Presale } from './presale';

export interface DraftTier {
  from: string;
  price: string;
}

export interface DraftPack {
  name: string;
  unit: string;
  kilograms: string;
  /** What was typed: of the pack, or of 500 g when that is how the farmer counts. */
  price: string;
  isPerJin: boolean;
  tiers: readonly DraftTier[];
  quantity: string;
  /** How buyers count it; drafts of older builds do not say. */
  soldBy?: 'weight' | 'piece' | 'box';
  pieces?: string;
  variant?: string;
}

export interface Draft {
  step: number;
  name: string;
  category: string;
  /** Whether the category was taken from like products and not chosen. */
  isGuessed: boolean;
  origin: string;
  photos: readonly KeptPhoto[];
  packs: readonly DraftPack[];
  harvestedOn: string;
  shelfDays: string;
  seasonFrom: string;
  seasonTo: string;
  description: string;
  /** Drafts of older builds have none. */
  more?: More;
  /** Drafts of older builds have none: their goods are there. */
  presale?: Presale;
  /** A price is far above the market, and why. */
  isFarAbove?: boolean;
  priceReason?: string;
}

export const emptyPack: DraftPack = {
  name: '',
  unit: packUnits[0],
  kilograms: '',
  price: '',
  isPerJin: false,
  tiers: [],
  quantity: '',
};

export const blankDraft = (today: string, origin: string): Draft => {
  const month = Number(today.slice(5, 7));
  return {
    step: 1,
    name: '',
    category: '',
    isGuessed: false,
    origin,
    photos: [],
    packs: [],
    harvestedOn: today,
    shelfDays: '',
    seasonFrom: String(month),
    seasonTo: String(((month + 1) % 12) + 1),
    description: '',
  };
};

/** What a pack costs in fen, however the price was typed. */
export function fenOf(pack: Pick<DraftPack, 'price' | 'isPerJin' | 'kilograms'>): number | undefined {
  const typed = parseYuan(pack.price);
  if (!typed) return undefined;
  if (!pack.isPerJin) return typed;
  const grams = parseMass(pack.kilograms);
  return grams ? priceOf(typed, 500, grams) : undefined;
}

export interface Tier {
  minQuantity: number;
  priceFen: number;
}

/** The ladder of prices, the pack's own first; undefined while a step of it cannot be read or is no ladder. */
export function tiersOf(pack: DraftPack): Tier[] | undefined {
  const first = fenOf(pack);
  if (!first) return undefined;
  const ladder: Tier[] = [{ minQuantity: 1, priceFen: first }];
  for (const { from, price } of pack.tiers) {
    const tier = { minQuantity: parseCount(from) ?? 0, priceFen: parseYuan(price) ?? 0 };
    const below = ladder.at(-1)!;
    if (tier.minQuantity <= below.minQuantity || tier.priceFen < 1 || tier.priceFen > below.priceFen) return undefined;
    ladder.push(tier);
  }
  return ladder;
}

type Say = (key: string, values?: Record<string, unknown>) => string;

function faultsOfPack(pack: DraftPack, index: number, say: Say): Fault[] {
  const faults: Fault[] = [];
  if (!pack.name.trim()) faults.push({ field: `pack-${index}-name`, message: say('listing.wrong.pack') });
  if (!parseMass(pack.kilograms)) faults.push({ field: `pack-${index}-mass`, message: say('listing.wrong.mass') });
  if (!parseYuan(pack.price)) faults.push({ field: `pack-${index}-price`, message: say('listing.wrong.price') });
  else if (!tiersOf(pack)) faults.push({ field: `pack-${index}-tier-0-price`, message: say('listing.wrong.tiers') });
  if (pack.soldBy === 'piece' && !parseCount(pack.pieces ?? ''))
    faults.push({ field: `pack-${index}-pieces`, message: say('listing.wrong.pieces') });
  return faults;
}

/** What keeps a step from being finished, each named with its field. */
export function faultsOf(draft: Draft, step: number, today: string, say: Say): Fault[] {
  const faults: Fault[] = [];
  const wrong = (field: string, key: string, values?: Record<string, unknown>) =>
    faults.push({ field, message: say(`listing.wrong.${key}`, values) });
  if (step === 1) {
    if (!draft.name.trim()) wrong('name', 'name');
    if (!draft.category) wrong('category', 'category');
  }
  if (step === 2) {
    if (draft.packs.length === 0) wrong('packs', 'packs');
    draft.packs.forEach((pack, index) => faults.push(...faultsOfPack(pack, index, say)));
    if (draft.isFarAbove && !draft.priceReason?.trim()) wrong('priceReason', 'priceReason');
  }
  if (step === 3) {
    draft.packs.forEach((pack, index) => {
      if (!parseCount(pack.quantity)) wrong(`pack-${index}-quantity`, 'quantity', { pack: pack.name });
    });
    faults.push(...faultsOfHarvest(draft.presale ?? noPresale, draft.harvestedOn, today, say));
    if (draft.origin.length < 9) wrong('origin', 'origin');
    if (draft.shelfDays.trim() && !parseCount(draft.shelfDays)) wrong('shelfDays', 'shelf');
    faults.push(...faultsOfMore(draft.more ?? noMore, today, say));
  }
  return faults;
}

/** The request that a finished draft makes; the ids of pictures and papers come from their uploads. */
export function productOf(draft: Draft, fileIds: readonly string[], paper?: string): Schema<'ProductBody'> {
  return {
    ...productMore(draft.more ?? noMore, paper),
    priceReason: draft.priceReason?.trim() || null,
    name: draft.name.trim(),
    categoryCode: draft.category,
    originCode: draft.origin,
    seasonFrom: Number(draft.seasonFrom),
    seasonTo: Number(draft.seasonTo),
    description: draft.description.trim(),
    shelfLifeDays: parseCount(draft.shelfDays) ?? null,
    packs: draft.packs.map((pack) => ({
      name: pack.name.trim(),
      unit: pack.unit,
      massGrams: parseMass(pack.kilograms) ?? 0,
      tiers: tiersOf(pack) ?? [],
      soldBy: pack.soldBy ?? 'weight',
      pieces: parseCount(pack.pieces ?? '') ?? null,
      variant: pack.variant?.trim() || null,
    })),
    pictures: fileIds.map((fileId) => ({ fileId })),
  } as Schema<'ProductBody'>;
}
