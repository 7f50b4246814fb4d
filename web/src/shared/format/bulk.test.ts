import { expect, it } from 'vitest';
import { parseBulk } from './numbers';

it.each([
  ['300', 300_000],
  ['３００公斤', 300_000],
  ['600斤', 300_000],
  ['2.5吨', 2_500_000],
  ['1,200 kg', 1_200_000],
  ['0', undefined],
  ['-5', undefined],
  ['10001吨', undefined],
  ['三百', undefined],
])('%s is %s grams', (typed, grams) => expect(parseBulk(typed)).toBe(grams));
