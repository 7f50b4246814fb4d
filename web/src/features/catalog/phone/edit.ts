import type { Answer, Schema } from '@/api';
import { parseCount } from '@/shared/format';
import type { Fault } from '@/shared/ui';
import { emptyPack, tiersOf, type Draft, type DraftPack } from './draft';
import { noMore } from './more';

export type ShownProduct = Answer<'/api/products/{productId}', 'get'>;

/** What may change without another listing and another recognition. */
export interface Edit {
  description: string;
  shelfDays: string;
  /** Why a price is far above the market, where it is. */
  priceReason?: string;
  packs: readonly DraftPack[];
}

/** Fen as people type yuan, without floating point. */
export const typedYuan = (fen: number): string => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

/** Grams as people type kilograms. */
export const typedKilograms = (grams: number): string =>
  `${Math.trunc(grams / 1000)}.${String(grams % 1000).padStart(3, '0')}`.replace(/\.?0+$/, '');

export const editOf = (product: ShownProduct): Edit => ({
  description: product.description,
  shelfDays: product.shelfLifeDays ? String(product.shelfLifeDays) : '',
  packs: product.packs.map((pack) => ({
    ...emptyPack,
    name: pack.name,
    unit: pack.unit,
    kilograms: typedKilograms(pack.massGrams),
    price: typedYuan(pack.tiers[0]?.priceFen ?? 0),
    tiers: pack.tiers.slice(1).map((tier) => ({ from: String(tier.minQuantity), price: typedYuan(tier.priceFen) })),
  })),
});

/** What a new listing takes over from one's earlier product: all but photos, quantity and the day of harvest. */
export const likeBefore = (product: ShownProduct): Partial<Draft> => ({
  name: product.name,
  category: product.categoryCode,
  isGuessed: false,
  origin: product.originCode,
  seasonFrom: String(product.seasonFrom),
  seasonTo: String(product.seasonTo),
  shelfDays: product.shelfLifeDays ? String(product.shelfLifeDays) : '',
  description: product.description,
  packs: editOf(product).packs.map((pack, index) => ({
    ...pack,
    soldBy: product.packs[index]!.soldBy,
    pieces: product.packs[index]!.pieces ? String(product.packs[index]!.pieces) : '',
    variant: product.packs[index]!.variant ?? '',
  })),
  more: {
    ...noMore,
    minQuantity: product.minQuantity > 1 ? String(product.minQuantity) : '',
    step: product.quantityStep > 1 ? String(product.quantityStep) : '',
    storage: product.storage,
    coldMin: product.coldChain ? String(product.coldChain.minCelsius) : '',
    coldMax: product.coldChain ? String(product.coldChain.maxCelsius) : '',
    taxCode: product.tax?.code ?? '',
    indication: product.indication?.certificateNumber ? product.indication.name : '',
    indicationNumber: product.indication?.certificateNumber ?? '',
    windows: product.harvestWindows.map((window) => ({ ...window, variety: window.variety ?? '' })),
  },
});

export function faultsOfEdit(edit: Edit, say: (key: string) => string): Fault[] {
  const faults: Fault[] = [];
  edit.packs.forEach((pack, index) => {
    const first = tiersOf({ ...pack, tiers: [] });
    if (!first) faults.push({ field: `pack-${index}-price`, message: say('listing.wrong.price') });
    else if (!tiersOf(pack)) faults.push({ field: `pack-${index}-tier-0-price`, message: say('listing.wrong.tiers') });
  });
  if (edit.shelfDays.trim() && !parseCount(edit.shelfDays))
    faults.push({ field: 'shelfDays', message: say('listing.wrong.shelf') });
  return faults;
}

/** The whole product again with what was changed: what a request leaves out would be taken away. */
export function changedProduct(product: ShownProduct, edit: Edit): Schema<'ProductBody'> {
  return {
    name: product.name,
    nameEn: product.nameEn,
    categoryCode: product.categoryCode,
    originCode: product.originCode,
    seasonFrom: product.seasonFrom,
    seasonTo: product.seasonTo,
    description: edit.description.trim(),
    // A text in English that no longer says the same would mislead.
    descriptionEn: edit.description.trim() === product.description ? product.descriptionEn : null,
    shelfLifeDays: parseCount(edit.shelfDays) ?? null,
    storage: product.storage,
    minQuantity: product.minQuantity,
    quantityStep: product.quantityStep,
    synonyms: product.synonyms,
    pictures: product.pictures.map(({ fileId, path, caption }) => ({ fileId, path, caption })),
    harvestWindows: product.harvestWindows,
    indication: product.indication && {
      name: product.indication.name,
      certificateNumber: product.indication.certificateNumber,
      fileId: product.indication.fileId,
    },
    taxCode: product.tax?.code ?? null,
    coldChain: product.coldChain,
    priceReason: edit.priceReason?.trim() || null,
    packs: product.packs.map((pack, index) => {
      const [first, ...more] = tiersOf(edit.packs[index]!) ?? [];
      return {
        packId: pack.packId,
        name: pack.name,
        nameEn: pack.nameEn,
        unit: pack.unit,
        massGrams: pack.massGrams,
        pieces: pack.pieces,
        soldBy: pack.soldBy,
        variant: pack.variant,
        tiers: first ? [{ ...first, minQuantity: pack.tiers[0]?.minQuantity ?? 1 }, ...more] : [],
      };
    }),
  };
}
