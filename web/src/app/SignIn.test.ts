import { describe, expect, it } from 'vitest';
import { safeReturn } from './SignIn';

describe('the return address', () => {
  it.each([
    ['/buyer/orders?state=shipped', '/buyer/orders?state=shipped'],
    ['//evil.example', undefined],
    ['/\\evil.example', undefined],
    ['https://evil.example', undefined],
    ['/sign-in?return=/x', undefined],
    [null, undefined],
  ])('%s leads to %s', (given, target) => expect(safeReturn(given)).toBe(target));
});
