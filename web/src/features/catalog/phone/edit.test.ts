import { describe, expect, it } from 'vitest';
import { changedProduct, editOf, faultsOfEdit, typedKilograms, typedYuan, type ShownProduct } from './edit';

const pack = {
  packId: 'p1',
  name: '5公斤箱',
  nameEn: '5 kg box',
  unit: '箱',
  massGrams: 5000,
  pieces: null,
  soldBy: 'box',
  variant: '大果',
  tiers: [
    { minQuantity: 2, priceFen: 5805 },
    { minQuantity: 100, priceFen: 5600 },
  ],
};
const product = {
  name: '奉节脐橙',
  nameEn: 'Fengjie navel oranges',
  categoryCode: 'fruit-citrus',
  originCode: '500236117',
  seasonFrom: 11,
  seasonTo: 3,
  description: '甜',
  descriptionEn: 'Sweet',
  shelfLifeDays: 30,
  storage: 'ambient',
  minQuantity: 1,
  quantityStep: 1,
  synonyms: ['橙子'],
  pictures: [{ url: '/files/1', fileId: 'f1', path: null, caption: '园子' }],
  harvestWindows: [{ from: '11-20', to: '01-31', variety: '纽荷尔' }],
  indication: { name: '奉节脐橙', kind: '农产品地理标志', certificateNumber: '1', url: '/files/2', fileId: 'f2' },
  tax: { code: 'self-produced', name: '自产农产品免税', nameEn: 'Exempt', rateBasisPoints: null, basis: '' },
  coldChain: { minCelsius: 0, maxCelsius: 4 },
  packs: [pack],
} as unknown as ShownProduct;

describe('a listed product being changed', () => {
  it('is typed as it was, to the fen and the gram', () => {
    expect([typedYuan(5805), typedYuan(7), typedKilograms(5000), typedKilograms(2500), typedKilograms(10)]).toEqual([
      '58.05',
      '0.07',
      '5',
      '2.5',
      '0.01',
    ]);
    expect(editOf(product).packs[0]!.tiers).toEqual([{ from: '100', price: '56.00' }]);
  });

  it('sends back all that it does not change, so that nothing is lost', () => {
    const same = changedProduct(product, editOf(product));
    expect(same.packs[0]).toMatchObject({ soldBy: 'box', variant: '大果' });
    expect(same).toMatchObject({
      pictures: [{ fileId: 'f1', path: null, caption: '园子' }],
      harvestWindows: product.harvestWindows,
      indication: { name: '奉节脐橙', certificateNumber: '1', fileId: 'f2' },
      taxCode: 'self-produced',
      coldChain: { minCelsius: 0, maxCelsius: 4 },
      name: '奉节脐橙',
      descriptionEn: 'Sweet',
      synonyms: ['橙子'],
      shelfLifeDays: 30,
    });
    expect(same.packs).toEqual([pack]);
  });

  it('drops the English text once the Chinese says something else', () => {
    const changed = changedProduct(product, { ...editOf(product), description: '更甜' });
    expect([changed.description, changed.descriptionEn]).toEqual(['更甜', null]);
  });

  it('refuses prices that are none and ladders that rise', () => {
    const edit = editOf(product);
    const wrong = (price: string, tier: string) =>
      faultsOfEdit(
        { ...edit, packs: [{ ...edit.packs[0]!, price, tiers: [{ from: '100', price: tier }] }] },
        (key) => key,
      ).map((fault) => fault.message);
    expect(wrong('', '56')).toEqual(['listing.wrong.price']);
    expect(wrong('58', '59')).toEqual(['listing.wrong.tiers']);
    expect(wrong('58', '56')).toEqual([]);
  });
});
