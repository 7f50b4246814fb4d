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
  if (grams >= 1000) return english ? `${trim(grams / 1000)} kg` : `${trim(grams / 1000)}公斤`;
  return english ? `${grams} g` : `${grams}克`;
}
