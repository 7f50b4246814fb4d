import { describe, expect, it } from 'vitest';
import { isFineEnough, pathOf, type RegionRow } from './regions';

const region = (change: Partial<RegionRow>): RegionRow => ({
  code: '500236',
  name: '奉节县',
  level: 'county',
  fullName: '重庆市奉节县',
  hasChildren: true,
  ...change,
});

describe('a division', () => {
  it.each([
    ['500236117201', ['500000', '500236', '500236117', '500236117201']],
    ['370102', ['370000', '370100', '370102']],
    ['429004', ['420000', '429004']],
    ['110101', ['110000', '110101']],
    ['370000', ['370000']],
    [undefined, []],
  ])('%s lies in %j', (code, path) => expect(pathOf(code)).toEqual(path));

  it('is fine enough from the level asked for, or where the list ends', () => {
    expect(isFineEnough(region({}), 'county')).toBe(true);
    expect(isFineEnough(region({}), 'town')).toBe(false);
    expect(isFineEnough(region({ code: '370102', hasChildren: false }), 'village')).toBe(true);
    expect(isFineEnough(region({ level: 'village', hasChildren: false }), 'county')).toBe(true);
  });
});
