import { describe, expect, it } from 'vitest';
import { faultsOfHarvest, noPresale, presaleBody, type Presale } from './presale';

const today = '2026-11-23';
const presale: Presale = { how: 'presale', shipBy: '2026-12-20', terms: '' };
const fields = (of: Presale, harvestedOn: string) =>
  faultsOfHarvest(of, harvestedOn, today, (key) => key).map(({ field }) => field);

describe('a lot before and after its harvest', () => {
  it.each<[string, Presale, string, string[]]>([
    ['harvested today', noPresale, today, []],
    ['harvested tomorrow', noPresale, '2026-11-24', ['harvestedOn']],
    ['a promise of today', presale, today, ['harvestedOn']],
    ['a promise beyond a year', presale, '2027-11-25', ['harvestedOn']],
    ['a promise', presale, '2026-12-10', []],
    ['sent before the harvest', presale, '2026-12-21', ['shipBy']],
    ['sent long after it', { ...presale, shipBy: '2027-01-10' }, '2026-12-10', ['shipBy']],
    ['no day of dispatch', { ...presale, shipBy: '' }, '2026-12-10', ['shipBy']],
    ['a base that promises nothing', { ...presale, how: 'adoption' }, '2026-12-10', ['adoptionTerms']],
    ['a base', { ...presale, how: 'adoption', terms: '一棵树' }, '2026-12-10', []],
  ])('%s', (_, of, harvestedOn, expected) => expect(fields(of, harvestedOn)).toEqual(expected));

  it('tells the server of a promise only when there is one', () => {
    expect(presaleBody({ ...presale, how: 'harvested' })).toBeUndefined();
    expect(presaleBody({ ...presale, terms: '旧话' })).toEqual({ shipBy: '2026-12-20', adoptionTerms: null });
    expect(presaleBody({ ...presale, how: 'adoption', terms: ' 一棵树 ' })).toEqual({
      shipBy: '2026-12-20',
      adoptionTerms: '一棵树',
    });
  });
});
