import { expect, it } from 'vitest';
import { isCreditCode } from './credit-code';

it.each([
  ['91350100M000100Y43', true],
  [' 91350100m000100y43 ', true],
  ['91350100M000100Y44', false],
  ['91350100M000100Y4', false],
  ['9135010OM000100Y43', false],
  ['', false],
])('the tax number %s is right: %s', (code, right) => expect(isCreditCode(code)).toBe(right));
