import type { TFunction } from 'i18next';
import { date } from '@/shared/format';
import type { OrderFilter, OrderRow } from '../api';

export const columnNames = [
  'date',
  'goods',
  'buyer',
  'supplier',
  'packs',
  'mass',
  'goodsFen',
  'freight',
  'amount',
  'state',
  'budgetUnit',
  'channel',
  'payment',
  'wished',
  'accepted',
] as const;
export type ColumnName = (typeof columnNames)[number];
export const sorts = ['newest', 'oldest', 'largest', 'smallest'] as const;
export const filterNames = ['search', 'state', 'channel', 'budgetUnit', 'paymentMode', 'from', 'to', 'sort'] as const;

export interface ListView {
  columns: readonly ColumnName[];
  dense: boolean;
}

const usual: ListView = { columns: ['date', 'goods', 'supplier', 'packs', 'amount', 'state', 'channel'], dense: false };
const key = 'mp-orders-view';

export function readView(): ListView {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<ListView> | null;
    const columns = columnNames.filter((name) => kept?.columns?.includes(name));
    return columns.length > 0 ? { columns, dense: kept?.dense === true } : usual;
  } catch {
    return usual;
  }
}

export function saveView(view: ListView): void {
  try {
    localStorage.setItem(key, JSON.stringify(view));
  } catch {
    // Chosen for now, not remembered.
  }
}

/** What the server is asked; on a buyer's own page only what the buyer's side ordered. */
export function filterOf(search: URLSearchParams, pathname: string): OrderFilter {
  const filter: OrderFilter = pathname.startsWith('/buyer') ? { as: 'buyer' } : {};
  for (const name of filterNames) filter[name] = search.get(name) || undefined;
  return filter;
}

interface Speech {
  t: TFunction<'ordering'>;
  say: TFunction<'buying'>;
  words: { channel: (code: string) => string };
}

const amount = (fen: number) => (fen / 100).toFixed(2);
const plain = (text: string) => {
  const clean = text.replace(/[\t\r\n]+/g, ' ');
  // A name that a spreadsheet would run is pasted as text.
  return /^[=+\-@]/.test(clean) ? `'${clean}` : clean;
};

/** The rows on the screen, with their heads, to be pasted into a spreadsheet. */
export function tsvOf(rows: readonly OrderRow[], columns: readonly ColumnName[], { t, say, words }: Speech): string {
  const cell: Record<ColumnName, (row: OrderRow) => string> = {
    date: (row) => date(row.createdAt),
    goods: (row) => plain(row.firstProduct),
    buyer: (row) => plain(row.buyerName),
    supplier: (row) => plain(row.supplierName),
    packs: (row) => String(row.packs),
    mass: (row) => String(row.massGrams / 1000),
    goodsFen: (row) => amount(row.goodsFen),
    freight: (row) => amount(row.freightFen),
    amount: (row) => amount(row.totalFen),
    state: (row) => t(`states.${row.state}`),
    budgetUnit: (row) => plain(row.budgetUnitName ?? ''),
    channel: (row) => plain(words.channel(row.channelCode)),
    payment: (row) => (row.paymentMode === 'prepay' ? t('order.prepay') : say('list.postpay')),
    wished: (row) => row.wishedOn ?? '',
    accepted: (row) => row.acceptedOn ?? '',
  };
  const heads = [t('list.number'), ...columns.map((name) => say(`list.column.${name}`))];
  const lines = rows.map((row) => [row.number, ...columns.map((name) => cell[name](row))].join('\t'));
  return [heads.join('\t'), ...lines].join('\n');
}

/** Puts text on the clipboard; false where the browser does not allow it. */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
