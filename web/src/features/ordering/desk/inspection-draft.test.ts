import { describe, expect, it } from 'vitest';
import { faultOf } from './inspection-draft';

const finding = (accepted: string, rejected: string, reason = '', photos = 0) => ({
  accepted,
  rejected,
  reason,
  photos: Array.from({ length: photos }, (_, index) => ({ id: String(index), url: '' })),
});

describe('an inspection', () => {
  it.each([
    [finding('300', '0'), undefined],
    [finding('290', '10', 'rotten', 1), undefined],
    [finding('290', '9', 'rotten', 1), 'sum'],
    [finding('', '300', 'rotten', 1), 'sum'],
    [finding('290', '10', ' ', 1), 'needReason'],
    [finding('290', '10', 'rotten'), 'needPhoto'],
  ])('of 300 packs as %o has the fault %s', (given, fault) => expect(faultOf({ shipped: 300 }, given)).toBe(fault));
});
