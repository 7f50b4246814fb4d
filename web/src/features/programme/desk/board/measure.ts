import { useTranslation } from 'react-i18next';
import { chart } from '@/shared/theme/tokens';
import type { AgainstTarget, Amounts } from '../../api';

/** 总额 or 认定额: beside each other, never added. */
export type Measure = 'gross' | 'recognised';

export const amountOf = (amounts: Amounts, measure: Measure) =>
  measure === 'gross' ? amounts.grossFen : amounts.recognisedFen;

/** Done as part of the target, never clamped; nothing where there is no target. */
export const ratioOf = (row: Pick<AgainstTarget, 'amounts' | 'targetFen'>, measure: Measure): number | null =>
  row.targetFen ? amountOf(row.amounts, measure) / row.targetFen : null;

export function paceColour(ratio: number | null, pace: number): string {
  if (ratio === null) return chart.pace[2];
  const ahead = ratio - pace;
  if (ahead < -0.15) return chart.pace[0];
  if (ahead < 0) return chart.pace[1];
  return ahead < 0.15 ? chart.pace[3] : chart.pace[4];
}

export function useNames() {
  const { i18n } = useTranslation();
  return (row: { name: string; nameEn: string }) => (i18n.language === 'en' ? row.nameEn : row.name);
}
