import { plainDigits } from './money';

/** 87.8%; never clamped. */
export const percent = (ratio: number | null | undefined, decimals = 1): string =>
  ratio === null || ratio === undefined || !Number.isFinite(ratio) ? '—' : `${(ratio * 100).toFixed(decimals)}%`;

/** +30.5% or -2.0%. */
export const change = (ratio: number | null | undefined, decimals = 1): string =>
  ratio === null || ratio === undefined ? '—' : `${ratio > 0 ? '+' : ''}${(ratio * 100).toFixed(decimals)}%`;

/** 1,240. */
export const count = (value: number | null | undefined): string =>
  value === null || value === undefined ? '—' : String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** Grams as kilograms or tonnes a person reads: 500克, 10公斤, 12.5吨. */
export function mass(grams: number | null | undefined, language = 'zh-CN'): string {
  if (grams === null || grams === undefined) return '—';
  const english = language.startsWith('en');
  const trim = (value: number) => String(Math.round(value * 100) / 100);
  if (grams >= 10_000_000_000) {
    return english ? `${trim(grams / 1_000_000_000)} kt` : `${trim(grams / 10_000_000_000)}万吨`;
  }
  if (grams >= 1_000_000) return english ? `${trim(grams / 1_000_000)} t` : `${trim(grams / 1_000_000)}吨`;
  if (grams >= 1000 || grams === 0) return english ? `${trim(grams / 1000)} kg` : `${trim(grams / 1000)}公斤`;
  return english ? `${grams} g` : `${grams}克`;
}

/** What produce is packed in, as people and the server call it; the first is the usual one. */
export const packUnits = ['箱', '袋', '盒', '瓶', '件'] as const;

/** Kilograms typed by a person ("5", "2.5公斤", "10斤") as grams; undefined when it is no mass up to a tonne. */
export function parseMass(typed: string): number | undefined {
  const match = /^(\d{1,5})(?:\.(\d{1,3}))?(kg|公斤|千克|斤)?$/i.exec(plainDigits(typed).replace(/\s/g, ''));
  if (!match) return undefined;
  const thousandths = Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0'));
  const grams = match[3] === '斤' ? Math.round(thousandths / 2) : thousandths;
  return grams > 0 && grams <= 1_000_000 ? grams : undefined;
}

/** Kilograms, jin or tonnes typed by a buyer ("300", "600斤", "2.5吨") as grams; undefined when it is none, or more than 10,000 t. */
export function parseBulk(typed: string): number | undefined {
  const match = /^(\d{1,8})(?:\.(\d{1,3}))?(kg|公斤|千克|斤|吨|t)?$/i.exec(plainDigits(typed).replace(/[\s,]/g, ''));
  if (!match) return undefined;
  const thousandths = Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0'));
  const grams =
    match[3] === '斤'
      ? Math.round(thousandths / 2)
      : /^(吨|t)$/i.test(match[3] ?? '')
        ? thousandths * 1000
        : thousandths;
  return grams >= 1000 && grams <= 10_000_000_000 ? grams : undefined;
}
