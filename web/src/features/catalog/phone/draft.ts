import type { Photo } from '@/shared/ui';

export interface DraftPack {
  name: string;
  kilograms: string;
  price: string;
  quantity: string;
}

export interface Draft {
  step: number;
  name: string;
  category: string;
  origin: string;
  photos: readonly Photo[];
  packs: DraftPack[];
  harvestedOn: string;
  seasonFrom: string;
  seasonTo: string;
  description: string;
  /** Set once the product is listed, so that a retry goes on with its lots. */
  productId?: string;
  openedPacks: string[];
}

export const blankDraft = (today: string, origin: string): Draft => ({
  step: 1,
  name: '',
  category: '',
  origin,
  photos: [],
  packs: [{ name: '', kilograms: '', price: '', quantity: '' }],
  harvestedOn: today,
  seasonFrom: String(Number(today.slice(5, 7))),
  seasonTo: String(Number(today.slice(5, 7))),
  description: '',
  openedPacks: [],
});

const keyOf = (person: string) => `mp-listing:${person}`;

/** Drafts lie on the phone and belong to one account. */
export function readDraft(person: string): Draft | undefined {
  try {
    const text = localStorage.getItem(keyOf(person));
    return text ? (JSON.parse(text) as Draft) : undefined;
  } catch {
    return undefined;
  }
}

export function keepDraft(person: string, draft: Draft | undefined): boolean {
  try {
    if (draft) localStorage.setItem(keyOf(person), JSON.stringify(draft));
    else localStorage.removeItem(keyOf(person));
    return true;
  } catch {
    return false;
  }
}

/** Kilograms typed by a person ("5", "2.5公斤") as grams. */
export function gramsOf(typed: string): number | undefined {
  const match = /^\s*(\d{1,5})(?:\.(\d{1,3}))?\s*(?:kg|公斤|千克)?\s*$/i.exec(typed);
  if (!match) return undefined;
  const grams = Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0'));
  return grams > 0 ? grams : undefined;
}
