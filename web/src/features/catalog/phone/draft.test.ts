import { describe, expect, it } from 'vitest';
import { parseMass } from '@/shared/format';
import { blankDraft, emptyPack, faultsOf, fenOf, productOf, tiersOf, type Draft } from './draft';

const today = '2026-11-23';
const box = { ...emptyPack, name: '5公斤箱', kilograms: '5', price: '58', quantity: '200' };
const full: Draft = {
  ...blankDraft(today, '500236117'),
  name: '奉节脐橙',
  category: 'fruit-citrus',
  packs: [box],
};
const fields = (draft: Draft, step: number) => faultsOf(draft, step, today, (key) => key).map(({ field }) => field);

describe('a listing draft', () => {
  it.each([
    ['5', 5000],
    ['2.5公斤', 2500],
    ['0.25 kg', 250],
    ['１０斤', 5000],
    ['0', undefined],
    ['-1', undefined],
    ['1001', undefined],
    ['much', undefined],
  ])('weighs %s', (typed, grams) => expect(parseMass(typed)).toBe(grams));

  it('prices a pack by itself or by 500 g', () => {
    expect(fenOf(box)).toBe(5800);
    expect(fenOf({ ...box, price: '5.8元', isPerJin: true })).toBe(5800);
    expect(fenOf({ ...box, price: '5.8', isPerJin: true, kilograms: '' })).toBeUndefined();
    expect(fenOf({ ...box, price: '0.001' })).toBeUndefined();
  });

  it('takes only ladders that rise in number and never in price', () => {
    const ladder = (...tiers: [string, string][]) =>
      tiersOf({ ...box, tiers: tiers.map(([from, price]) => ({ from, price })) });
    expect(ladder(['20', '56'], ['100', '53'])).toEqual([
      { minQuantity: 1, priceFen: 5800 },
      { minQuantity: 20, priceFen: 5600 },
      { minQuantity: 100, priceFen: 5300 },
    ]);
    expect(ladder(['20', '59'])).toBeUndefined();
    expect(ladder(['20', '56'], ['20', '53'])).toBeUndefined();
    expect(ladder(['1', '56'])).toBeUndefined();
    expect(ladder(['20', ''])).toBeUndefined();
  });

  it('names each field that keeps a step from being finished', () => {
    const blank = blankDraft(today, '500236');
    expect(fields(blank, 1)).toEqual(['name', 'category']);
    expect(fields(blank, 2)).toEqual(['packs']);
    expect(fields({ ...blank, packs: [emptyPack] }, 2)).toEqual(['pack-0-name', 'pack-0-mass', 'pack-0-price']);
    expect(fields({ ...full, harvestedOn: '2026-11-24', origin: '500236' }, 3)).toEqual(['harvestedOn', 'origin']);
    expect([1, 2, 3, 4].flatMap((step) => fields(full, step))).toEqual([]);
  });

  it('becomes the request with its pictures', () => {
    expect(productOf({ ...full, shelfDays: '30天' }, ['f1'])).toMatchObject({
      name: '奉节脐橙',
      shelfLifeDays: 30,
      seasonFrom: 11,
      seasonTo: 1,
      pictures: [{ fileId: 'f1' }],
      packs: [{ unit: '箱', massGrams: 5000, tiers: [{ minQuantity: 1, priceFen: 5800 }] }],
    });
  });
});
