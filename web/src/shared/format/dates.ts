const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function fields(moment: string | Date): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]));
}

/** 2026-03-08 in China; a plain date stays as it is. */
export function date(moment: string | Date | null | undefined): string {
  if (!moment) return '—';
  if (typeof moment === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(moment)) return moment;
  const { year, month, day } = fields(moment);
  return `${year}-${month}-${day}`;
}

/** 2026-03-08 10:32 in China. */
export function dateTime(moment: string | Date | null | undefined): string {
  if (!moment) return '—';
  const { hour, minute } = fields(moment);
  return `${date(moment)} ${hour}:${minute}`;
}

/** 10:32 in China. */
export function time(moment: string | Date): string {
  const { hour, minute } = fields(moment);
  return `${hour}:${minute}`;
}

/** Days from today (in China) until a deadline; negative when it has passed. */
export function daysUntil(moment: string | Date, now: Date = new Date()): number {
  return Math.round((Date.parse(date(moment)) - Date.parse(date(now))) / 86_400_000);
}

/** 2026年3月8日 or 8 March 2026, for sentences. */
export function prose(moment: string | Date, language = 'zh-CN'): string {
  const [year, month, day] = date(moment).split('-').map(Number) as [number, number, number];
  if (!language.startsWith('en')) return `${year}年${month}月${day}日`;
  return `${day} ${new Date(Date.UTC(year, month - 1, 1)).toLocaleString('en-GB', { month: 'long', timeZone: 'UTC' })} ${year}`;
}
