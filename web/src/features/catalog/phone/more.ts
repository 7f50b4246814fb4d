import type { Schema } from '@/api';
import { parseCount, plainDigits } from '@/shared/format';
import type { Fault, KeptPhoto } from '@/shared/ui';

export interface DraftWindow {
  variety: string;
  from: string;
  to: string;
}

/** What a listing may say beyond the fast way; all of it may stay empty. */
export interface More {
  minQuantity: string;
  step: string;
  storage: string;
  coldMin: string;
  coldMax: string;
  taxCode: string;
  indication: string;
  indicationNumber: string;
  indicationPaper: readonly KeptPhoto[];
  windows: readonly DraftWindow[];
  grade: string;
  plot: string;
  certificate: string;
  certificateOn: string;
  certificatePaper: readonly KeptPhoto[];
  laboratory: string;
  testedOn: string;
  result: string;
  report: readonly KeptPhoto[];
}

export const noMore: More = {
  minQuantity: '',
  step: '',
  storage: 'ambient',
  coldMin: '',
  coldMax: '',
  taxCode: '',
  indication: '',
  indicationNumber: '',
  indicationPaper: [],
  windows: [],
  grade: '',
  plot: '',
  certificate: '',
  certificateOn: '',
  certificatePaper: [],
  laboratory: '',
  testedOn: '',
  result: '',
  report: [],
};

/** Degrees as people type them: -18, －18℃, and with the words for below zero and degrees. */
export function parseDegrees(typed: string): number | undefined {
  const text = plainDigits(typed)
    .trim()
    .replace(/^(\u96f6\u4e0b|[－−–])/, '-')
    .replace(/(℃|°C|\u5ea6)$/i, '');
  return /^-?\d{1,2}$/.test(text) ? Number(text) : undefined;
}

/** 11-20 out of what a phone's date field or a person gives: 2026-11-20, 11-20, 11.20, and with the words for month and day. */
export function parseDay(typed: string): string | undefined {
  const found = /^(?:\d{4}-)?(\d{1,2})[-./\u6708](\d{1,2})\u65e5?$/.exec(plainDigits(typed).trim());
  if (!found) return undefined;
  const [month, day] = [Number(found[1]), Number(found[2])];
  const last = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return last && day >= 1 && day <= last
    ? `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
    : undefined;
}

type Say = (key: string, values?: Record<string, unknown>) => string;

/** What in the further fields cannot be sent, each named with its field. */
export function faultsOfMore(more: More, today: string, say: Say): Fault[] {
  const faults: Fault[] = [];
  const wrong = (field: string, key: string) => faults.push({ field, message: say(`more.wrong.${key}`) });
  if (more.minQuantity.trim() && !parseCount(more.minQuantity)) wrong('minQuantity', 'count');
  if (more.step.trim() && !parseCount(more.step)) wrong('step', 'count');
  if (more.storage !== 'ambient' && (more.coldMin.trim() || more.coldMax.trim())) {
    const [min, max] = [parseDegrees(more.coldMin), parseDegrees(more.coldMax)];
    if (min === undefined || max === undefined || min > max) wrong('coldMin', 'degrees');
  }
  if (more.indication && !more.indicationNumber.trim()) wrong('indicationNumber', 'indicationNumber');
  more.windows.forEach((window, index) => {
    if (!parseDay(window.from) || !parseDay(window.to)) wrong(`window-${index}-from`, 'window');
  });
  if (more.certificate.trim() && (!more.certificateOn || more.certificateOn > today))
    wrong('certificateOn', 'certificateOn');
  if (more.laboratory.trim() && (!more.testedOn || more.testedOn > today)) wrong('testedOn', 'testedOn');
  return faults;
}

/** The further fields of a product; the certificate's file comes from its upload. */
export function productMore(more: More, paper?: string): Partial<Schema<'ProductBody'>> {
  const [min, max] = [parseDegrees(more.coldMin), parseDegrees(more.coldMax)];
  return {
    minQuantity: parseCount(more.minQuantity) ?? 1,
    quantityStep: parseCount(more.step) ?? 1,
    storage: more.storage as Schema<'ProductBody'>['storage'],
    coldChain:
      more.storage !== 'ambient' && min !== undefined && max !== undefined
        ? { minCelsius: min, maxCelsius: max }
        : null,
    taxCode: more.taxCode || null,
    indication: more.indication
      ? { name: more.indication, certificateNumber: more.indicationNumber.trim(), fileId: paper ?? null }
      : null,
    harvestWindows: more.windows.map((window) => ({
      from: parseDay(window.from) ?? '',
      to: parseDay(window.to) ?? '',
      variety: window.variety.trim() || null,
    })),
  };
}

/** What is known of the first lots. */
export const lotMore = (more: More, papers: { certificate?: string; report?: string }): Schema<'LotDetails'> => ({
  gradeCode: more.grade || null,
  plot: more.plot.trim() || null,
  placeCode: null,
  isColdChain: null,
  certificate: more.certificate.trim()
    ? { number: more.certificate.trim(), issuedOn: more.certificateOn, fileId: papers.certificate ?? null }
    : null,
  tests: more.laboratory.trim()
    ? [
        {
          testedOn: more.testedOn,
          laboratory: more.laboratory.trim(),
          isPassed: true,
          result: more.result.trim(),
          fileId: papers.report ?? null,
        },
      ]
    : [],
});
