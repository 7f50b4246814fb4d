import type { Address, Cart } from '../api';
import { blankDelivery, deliveryFaults, type DeliveryForm } from './AddressChoice';

/** What a buyer has said so far; kept on this device until the order is placed. */
export interface CheckoutDraft {
  addressId: string;
  delivery: DeliveryForm;
  remember: boolean;
  budgetUnitId: string;
  channelCode: string;
  salesModeCode: string;
  paymentMode: 'prepay' | 'postpay';
  paymentDays: string;
  wishedOn: string;
  note: string;
}

export const blankDraft: CheckoutDraft = {
  addressId: '',
  delivery: blankDelivery,
  remember: true,
  budgetUnitId: '',
  channelCode: '',
  salesModeCode: 'department-matched',
  paymentMode: 'prepay',
  paymentDays: '30',
  wishedOn: '',
  note: '',
};

const keyOf = (organisationId: string) => `mp-checkout-${organisationId}`;

export function readDraft(organisationId: string): CheckoutDraft | undefined {
  try {
    const kept = localStorage.getItem(keyOf(organisationId));
    return kept ? { ...blankDraft, ...(JSON.parse(kept) as Partial<CheckoutDraft>) } : undefined;
  } catch {
    return undefined;
  }
}

export function keepDraft(organisationId: string, draft: CheckoutDraft): void {
  try {
    localStorage.setItem(keyOf(organisationId), JSON.stringify(draft));
  } catch {
    // Typed again next time.
  }
}

/** Where to deliver: a known address, or what was typed. */
export function deliveryOf(draft: CheckoutDraft, addresses: readonly Address[]): DeliveryForm {
  const known = addresses.find((one) => one.id === draft.addressId);
  return known
    ? { recipient: known.recipient, phone: known.phone, regionCode: known.regionCode, address: known.address }
    : draft.delivery;
}

/** The names of the fields that have to be mended before going on. */
export function faultsOf(draft: CheckoutDraft, addresses: readonly Address[]): readonly string[] {
  const faults: string[] = [...deliveryFaults(deliveryOf(draft, addresses))];
  if (!draft.channelCode) faults.push('channelCode');
  if (!draft.salesModeCode) faults.push('salesModeCode');
  const days = Number(draft.paymentDays);
  if (draft.paymentMode === 'postpay' && !(Number.isInteger(days) && days >= 1 && days <= 60))
    faults.push('paymentDays');
  return faults;
}

export const linesOf = (cart: Cart) =>
  cart.suppliers
    .flatMap((group) => group.lines)
    .map((line) => ({ packId: line.packId, quantity: line.quantity, unitPriceFen: line.unitPriceFen }));
