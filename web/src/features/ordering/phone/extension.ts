import type { Order } from '../api';

/** What the buyer asked for and whether it was answered; undefined when nothing was asked. */
export function extensionOf(
  order: Pick<Order, 'history' | 'paymentExtended'>,
): { reason: string; at: string; answer?: 'granted' | 'declined'; why?: string } | undefined {
  const asked = order.history.find((entry) => entry.act === 'ask-extension');
  if (!asked) return undefined;
  const declined = order.history.find((entry) => entry.act === 'decline-extension');
  const answer = order.paymentExtended ? 'granted' : declined ? 'declined' : undefined;
  return {
    reason: asked.reason ?? '',
    at: asked.at,
    answer,
    why: answer === 'declined' ? (declined?.reason ?? '') : undefined,
  };
}
