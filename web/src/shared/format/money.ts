const group = (digits: string) => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** Fen as a document writes them: ¥128,400.00. */
export function yuan(fen: number | null | undefined): string {
  if (fen === null || fen === undefined) return '—';
  const absolute = Math.abs(Math.round(fen));
  const cents = String(absolute % 100).padStart(2, '0');
  return `${fen < 0 ? '-' : ''}¥${group(String(Math.floor(absolute / 100)))}.${cents}`;
}

export type Unit = 'yuan' | 'wan' | 'yi';

/** One unit for a whole column or chart, by its largest figure. */
export function unitFor(fens: readonly number[]): Unit {
  const largest = Math.max(0, ...fens.map(Math.abs));
  if (largest >= 10_000_000_000) return 'yi';
  return largest >= 1_000_000 ? 'wan' : 'yuan';
}

const divisor: Record<Unit, number> = { yuan: 100, wan: 1_000_000, yi: 10_000_000_000 };

/** Fen in a unit, two decimals, without the unit's name. */
export function inUnit(fen: number | null | undefined, unit: Unit): string {
  if (fen === null || fen === undefined) return '—';
  const [whole, decimals] = (fen / divisor[unit]).toFixed(2).split('.') as [string, string];
  return `${whole.startsWith('-') ? '-' : ''}${group(whole.replace('-', ''))}.${decimals}`;
}

const unitName: Record<Unit, string> = { yuan: '元', wan: '万元', yi: '亿元' };

export const nameOfUnit = (unit: Unit, language: string): string =>
  language.startsWith('en') ? { yuan: 'CNY', wan: 'CNY 10,000', yi: 'CNY 100 million' }[unit] : unitName[unit];

/** A statistic with its unit: 35.10亿元, CNY 3,510.00 million. */
export function statistic(fen: number | null | undefined, language = 'zh-CN'): string {
  if (fen === null || fen === undefined) return '—';
  if (language.startsWith('en')) {
    return Math.abs(fen) >= 100_000_000 ? `CNY ${group2(fen / 100_000_000)} million` : `CNY ${group2(fen / 100)}`;
  }
  const unit = unitFor([fen]);
  return `${inUnit(fen, unit)}${unitName[unit]}`;
}

function group2(value: number): string {
  const [whole, decimals] = value.toFixed(2).split('.') as [string, string];
  return `${whole.startsWith('-') ? '-' : ''}${group(whole.replace('-', ''))}.${decimals}`;
}

const digits = '零壹贰叁肆伍陆柒捌玖';
const places = ['', '拾', '佰', '仟'];
const sections = ['', '万', '亿', '万亿'];

function section(value: number): string {
  let text = '';
  let zero = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) {
      zero = text !== '';
    } else {
      text += (zero ? '零' : '') + digits[digit] + places[place];
      zero = false;
    }
  }
  return text;
}

/** 人民币大写 of fen, as contracts, receipts and payouts write it. */
export function capitals(fen: number): string {
  const absolute = Math.abs(Math.round(fen));
  const whole = Math.floor(absolute / 100);
  const jiao = Math.floor(absolute / 10) % 10;
  const cents = absolute % 10;
  let text = '';
  let zero = false;
  for (let index = sections.length - 1; index >= 0; index -= 1) {
    const value = Math.floor(whole / 10_000 ** index) % 10_000;
    if (value === 0) {
      zero = text !== '';
      continue;
    }
    if (text !== '' && (zero || value < 1000)) text += '零';
    text += section(value) + sections[index];
    zero = false;
  }
  if (text !== '') text += '元';
  if (jiao === 0 && cents === 0) return `人民币${fen < 0 ? '负' : ''}${text || '零元'}整`;
  if (jiao > 0) text += `${digits[jiao]}角`;
  else if (text !== '') text += '零';
  text += cents > 0 ? `${digits[cents]}分` : '整';
  return `人民币${fen < 0 ? '负' : ''}${text}`;
}

/** Turns what a person types (full-width digits, ¥, 元, commas, spaces) into fen; undefined when it is no amount. */
export function parseYuan(typed: string): number | undefined {
  const text = plainDigits(typed)
    .replace(/[\s,\u00A5\uFFE5元]/g, '')
    .replace(/(块|RMB|CNY)/gi, '');
  const match = /^(\d{1,11})?(?:\.(\d{0,2}))?$/.exec(text);
  if (!match || (match[1] === undefined && !match[2])) return undefined;
  return Number(match[1] ?? '0') * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

/** Full-width digits, points and commas as plain ones. */
export function plainDigits(typed: string): string {
  return typed
    .replace(/[\uFF10-\uFF19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[\uFF0E\u3002]/g, '.')
    .replace(/\uFF0C/g, ',');
}

/** A whole number typed by a person ("300箱", "300"); undefined when it is none. */
export function parseCount(typed: string): number | undefined {
  const text = plainDigits(typed)
    .replace(/[\s,]/g, '')
    .replace(/\p{L}+$/u, '');
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** Fen for a mass in grams as the price of another mass, rounded half up. */
export const priceOf = (fen: number, grams: number, perGrams: number): number => Math.round((fen * perGrams) / grams);

/** ¥5.80/500g · ¥11.60/kg of a pack. */
export function pricePerMass(fen: number, grams: number | null | undefined, language = 'zh-CN'): string {
  if (!grams) return '';
  const half = yuan(priceOf(fen, grams, 500));
  const kilo = yuan(priceOf(fen, grams, 1000));
  return language.startsWith('en') ? `${half}/500 g · ${kilo}/kg` : `${half}/500克 · ${kilo}/公斤`;
}
