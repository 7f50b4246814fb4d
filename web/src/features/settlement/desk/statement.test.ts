import { describe, expect, it } from 'vitest';
import { readStatement } from './statement';

const items = [
  { id: '0000-aaaa11', amountFen: 1_234_50 },
  { id: '0000-bbbb22', amountFen: 1_234_50 },
  { id: '0000-cccc33', amountFen: 88_00 },
];

describe('a pasted statement', () => {
  it('finds the serial of each line by its amount, one line to one item', () => {
    const { found, stray } = readStatement(
      '2026-11-23\tZF20261123000001\t示例合作社\t1,234.50\n2026-11-23\tZF20261123000002\t示例农户\t1,234.50\n\n',
      items,
    );
    expect([...found]).toEqual([
      ['0000-aaaa11', 'ZF20261123000001'],
      ['0000-bbbb22', 'ZF20261123000002'],
    ]);
    expect(stray).toEqual([]);
  });

  it('lets a named item win over the order of equal amounts', () => {
    const { found } = readStatement('bbbb22 ZF20261123000009 1,234.50', items);
    expect([...found]).toEqual([['0000-bbbb22', 'ZF20261123000009']]);
  });

  it('leaves lines that fit nothing, and never makes up a serial', () => {
    const { found, stray } = readStatement('ZF1 88.00\n示例 99.00 ZF20261123000003', items);
    expect(found.size).toBe(0);
    expect(stray).toHaveLength(2);
  });
});
