import { describe, expect, it } from 'vitest';
import { date, dateTime, daysUntil, prose } from './dates';

describe('dates', () => {
  it('counts days by the calendar of China', () => {
    expect(date('2026-03-07T16:30:00Z')).toBe('2026-03-08');
    expect(dateTime('2026-03-07T16:30:00Z')).toBe('2026-03-08 00:30');
    expect(daysUntil('2026-03-10', new Date('2026-03-07T16:30:00Z'))).toBe(2);
    expect(daysUntil('2026-03-07T10:00:00Z', new Date('2026-03-07T16:30:00Z'))).toBe(-1);
  });

  it('writes unknown as a dash and prose in both languages', () => {
    expect(date(null)).toBe('—');
    expect(prose('2026-03-08')).toBe('2026年3月8日');
    expect(prose('2026-03-08', 'en')).toBe('8 March 2026');
  });
});
