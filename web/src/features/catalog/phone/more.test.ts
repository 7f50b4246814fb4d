import { describe, expect, it } from 'vitest';
import { blankDraft, emptyPack, faultsOf, productOf, type Draft } from './draft';
import { likeBefore, type ShownProduct } from './edit';
import { faultsOfMore, lotMore, noMore, parseDay, parseDegrees, type More } from './more';
import { stepsOf } from './send-listing';

const today = '2026-11-23';
const fields = (more: Partial<More>) =>
  faultsOfMore({ ...noMore, ...more }, today, (key) => key).map(({ field }) => field);

describe('the further fields of a listing', () => {
  it.each([
    ['-18', -18],
    ['－18℃', -18],
    ['零下22度', -22],
    ['４', 4],
    ['4.5', undefined],
    ['', undefined],
  ])('reads %s degrees', (typed, degrees) => expect(parseDegrees(typed)).toBe(degrees));

  it.each([
    ['2026-11-20', '11-20'],
    ['11月5日', '11-05'],
    ['2.29', '02-29'],
    ['2-30', undefined],
    ['13-1', undefined],
    ['冬至', undefined],
  ])('reads the day %s', (typed, day) => expect(parseDay(typed)).toBe(day));

  it('asks for nothing when nothing was said, and for what belongs together when something was', () => {
    expect(fields({})).toEqual([]);
    expect(fields({ storage: 'chilled' })).toEqual([]);
    expect(fields({ storage: 'chilled', coldMin: '4', coldMax: '0' })).toEqual(['coldMin']);
    expect(fields({ indication: '奉节脐橙' })).toEqual(['indicationNumber']);
    expect(fields({ certificate: '7', certificateOn: '2026-11-24' })).toEqual(['certificateOn']);
    expect(fields({ laboratory: '站' })).toEqual(['testedOn']);
    expect(fields({ windows: [{ variety: '', from: '11-20', to: '' }] })).toEqual(['window-0-from']);
  });

  it('leaves a draft of an older build as good as it was', () => {
    const old: Draft = {
      ...blankDraft(today, '500236117'),
      name: '橙',
      category: 'fruit-citrus',
      packs: [{ ...emptyPack, name: '箱', kilograms: '5', price: '58', quantity: '1' }],
    };
    expect([1, 2, 3].flatMap((step) => faultsOf(old, step, today, (key) => key))).toEqual([]);
    expect(stepsOf(old)).toBe(2);
    expect(productOf(old, [])).toMatchObject({ indication: null, taxCode: null, coldChain: null, harvestWindows: [] });
    expect(lotMore(noMore, {})).toMatchObject({ gradeCode: null, certificate: null, tests: [] });
  });

  it('needs the number of pieces only where something is sold by the piece', () => {
    const eggs = { ...emptyPack, name: '盒', kilograms: '1.5', price: '45', soldBy: 'piece' as const };
    const draft = { ...blankDraft(today, '500236117'), packs: [eggs] };
    expect(faultsOf(draft, 2, today, (key) => key).map(({ field }) => field)).toEqual(['pack-0-pieces']);
    expect(productOf({ ...draft, packs: [{ ...eggs, pieces: '30枚' }] }, []).packs[0]).toMatchObject({
      soldBy: 'piece',
    });
  });

  it('takes over an earlier product but not its harvest', () => {
    const before = {
      name: '奉节脐橙',
      categoryCode: 'fruit-citrus',
      originCode: '500236117',
      seasonFrom: 11,
      seasonTo: 3,
      shelfLifeDays: 30,
      description: '甜',
      minQuantity: 2,
      quantityStep: 1,
      storage: 'ambient',
      coldChain: null,
      tax: { code: 'self-produced' },
      indication: { name: '奉节脐橙', certificateNumber: 'A1' },
      harvestWindows: [{ from: '11-20', to: '01-31', variety: null }],
      packs: [
        {
          name: '5公斤箱',
          unit: '箱',
          massGrams: 5000,
          soldBy: 'weight',
          pieces: null,
          variant: null,
          tiers: [{ minQuantity: 1, priceFen: 5800 }],
        },
      ],
    } as unknown as ShownProduct;
    const taken = likeBefore(before);
    expect(taken.packs?.[0]).toMatchObject({ name: '5公斤箱', kilograms: '5', price: '58.00', quantity: '' });
    expect(taken.more).toMatchObject({
      taxCode: 'self-produced',
      indicationNumber: 'A1',
      minQuantity: '2',
      certificate: '',
    });
    expect(taken).not.toHaveProperty('harvestedOn');
    expect(taken).not.toHaveProperty('photos');
  });
});
