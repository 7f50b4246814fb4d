import { describe, expect, it } from 'vitest';
import { blankDraft, gramsOf, keepDraft, readDraft } from './draft';

describe('a listing draft', () => {
  it('belongs to one account and survives a reload', () => {
    const draft = { ...blankDraft('2026-11-23', '500236117'), name: '脐橙' };
    expect(keepDraft('one', draft)).toBe(true);
    expect(readDraft('one')).toEqual(draft);
    expect(readDraft('two')).toBeUndefined();
    keepDraft('one', undefined);
    expect(readDraft('one')).toBeUndefined();
  });

  it.each([
    ['5', 5000],
    ['2.5公斤', 2500],
    ['0.25 kg', 250],
    ['0', undefined],
    ['-1', undefined],
    ['much', undefined],
  ])('weighs %s', (typed, grams) => expect(gramsOf(typed)).toBe(grams));
});
