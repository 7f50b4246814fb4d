import type { Invoice } from '../api';

export interface InvoiceForm {
  number: string;
  kind: Invoice['kind'];
  issuedOn: string;
}

export const isInvoiceNumber = (typed: string): boolean => /^[0-9]{8,20}$/.test(typed.trim());

/** What keeps an invoice from being entered; the amount is the accepted one and is not typed. */
export function faultsOfInvoice(form: InvoiceForm, today: string): ('number' | 'issuedOn')[] {
  const faults: ('number' | 'issuedOn')[] = [];
  if (!isInvoiceNumber(form.number)) faults.push('number');
  if (!form.issuedOn || form.issuedOn > today) faults.push('issuedOn');
  return faults;
}

/** The invoice that counts now: a reversed one makes room for another. */
export const standing = (invoices: readonly Invoice[]): Invoice | undefined =>
  invoices.find((invoice) => invoice.state !== 'red-reversed');
