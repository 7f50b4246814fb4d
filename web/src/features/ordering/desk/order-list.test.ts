import { afterEach, describe, expect, it } from 'vitest';
import type { OrderRow } from '../api';
import { filterOf, readView, saveView, tsvOf } from './order-list';

const row = {
  number: 'PO-2026-000001',
  createdAt: '2026-03-08T02:00:00Z',
  firstProduct: '=1+1',
  supplierName: '示例\t合作社',
  totalFen: 123_456,
  state: 'submitted',
} as OrderRow;

describe('the list of orders', () => {
  afterEach(() => localStorage.clear());

  it('asks for what the address says, and of a buyer for its own orders', () => {
    const search = new URLSearchParams('state=paid&search=脐橙&other=1');
    expect(filterOf(search, '/buyer/orders')).toMatchObject({ as: 'buyer', state: 'paid', search: '脐橙' });
    expect(filterOf(search, '/operator/orders')).not.toHaveProperty('as');
    expect(filterOf(search, '/buyer/orders')).not.toHaveProperty('other');
  });

  it('copies a cell a column, and no name that a spreadsheet would run', () => {
    const say = ((key: string) => key) as never;
    const text = tsvOf([row], ['date', 'goods', 'supplier', 'amount'], {
      t: say,
      say,
      words: { channel: (code) => code },
    });
    expect(text.split('\n')[1]).toBe("PO-2026-000001\t2026-03-08\t'=1+1\t示例 合作社\t1234.56");
  });

  it('remembers the columns a person chose and forgets unknown ones', () => {
    saveView({ columns: ['amount', 'gone' as never], dense: true });
    expect(readView()).toEqual({ columns: ['amount'], dense: true });
    localStorage.setItem('mp-orders-view', 'not json');
    expect(readView().columns.length).toBeGreaterThan(3);
  });
});
