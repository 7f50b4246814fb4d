import { expect, test } from 'vitest';
import { parsePercent } from './campaigns';

test.each([
  ['10', 1000],
  ['12.5', 1250],
  ['0.01', 1],
  ['90', 9000],
  ['15％', 1500],
])('%s is a share', (typed, value) => expect(parsePercent(typed)).toBe(value));

test.each(['', '0', '90.01', '-5', '1e2', '12.345', 'abc'])('%s is none', (typed) =>
  expect(parsePercent(typed)).toBeUndefined(),
);
