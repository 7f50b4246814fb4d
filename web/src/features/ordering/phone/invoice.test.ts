import { describe, expect, it } from 'vitest';
import type { Invoice } from '../api';
import { extensionOf } from './extension';
import { faultsOfInvoice, standing } from './invoice';

describe('an invoice of a supplier', () => {
  const right = { number: '26502000000123456789', kind: 'exempt-ordinary', issuedOn: '2026-11-23' } as const;

  it('needs 8 to 20 digits and a day that has come', () => {
    expect(faultsOfInvoice(right, '2026-11-23')).toEqual([]);
    expect(faultsOfInvoice({ ...right, number: '1234567' }, '2026-11-23')).toEqual(['number']);
    expect(faultsOfInvoice({ ...right, number: '12345678a', issuedOn: '2026-11-24' }, '2026-11-23')).toEqual([
      'number',
      'issuedOn',
    ]);
  });

  it('makes room for another only when it is reversed, not when it is returned', () => {
    const of = (...states: Invoice['state'][]) => states.map((state) => ({ state }) as Invoice);
    expect(standing(of('red-reversed'))).toBeUndefined();
    expect(standing(of('red-reversed', 'returned'))?.state).toBe('returned');
  });
});

describe('a request for more time to pay', () => {
  const entry = (act: string, reason: string) => ({ act, reason, at: '2026-11-23T00:00:00Z' }) as never;

  it('is open until it is granted or declined', () => {
    expect(extensionOf({ history: [], paymentExtended: false })).toBeUndefined();
    expect(
      extensionOf({ history: [entry('ask-extension', '月底拨款')], paymentExtended: false })?.answer,
    ).toBeUndefined();
    const declined = extensionOf({
      history: [entry('ask-extension', '月底拨款'), entry('decline-extension', '要付农户')],
      paymentExtended: false,
    });
    expect([declined?.answer, declined?.why]).toEqual(['declined', '要付农户']);
  });

  it('counts as granted when the supplier changed its mind', () => {
    const granted = extensionOf({
      history: [entry('ask-extension', '月底拨款'), entry('decline-extension', '要付农户')],
      paymentExtended: true,
    });
    expect([granted?.answer, granted?.why]).toEqual(['granted', undefined]);
  });
});
