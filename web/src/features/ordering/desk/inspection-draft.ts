import { parseCount } from '@/shared/format';
import type { Photo } from '@/shared/ui';
import type { Order, OrderLine } from '../api';

/** What was found of one line, as typed. */
export interface Finding {
  accepted: string;
  rejected: string;
  reason: string;
  photos: readonly Photo[];
}

/** What is wrong with a line's finding, if anything. */
export function faultOf(
  line: Pick<OrderLine, 'shipped'>,
  finding: Finding,
): 'sum' | 'needReason' | 'needPhoto' | undefined {
  const accepted = parseCount(finding.accepted);
  const rejected = parseCount(finding.rejected);
  if (accepted === undefined || rejected === undefined || accepted + rejected !== line.shipped) return 'sum';
  if (rejected > 0 && !finding.reason.trim()) return 'needReason';
  return rejected > 0 && finding.photos.length === 0 ? 'needPhoto' : undefined;
}

const keyOf = (orderId: string) => `mp-inspection-${orderId}`;

/** What was typed before on this phone, where it still fits what was shipped; else everything accepted. */
export function startOf(order: Pick<Order, 'id' | 'lines'>): Record<string, Finding> {
  let kept: Record<string, Finding> = {};
  try {
    kept = JSON.parse(localStorage.getItem(keyOf(order.id)) ?? '{}') as typeof kept;
  } catch {
    // Counted anew.
  }
  return Object.fromEntries(
    order.lines.map((line) => {
      const before = kept[line.id];
      const total = (parseCount(before?.accepted ?? '') ?? 0) + (parseCount(before?.rejected ?? '') ?? 0);
      return [
        line.id,
        before && total === line.shipped && Array.isArray(before.photos)
          ? before
          : { accepted: String(line.shipped), rejected: '0', reason: '', photos: [] },
      ];
    }),
  );
}

export function keep(orderId: string, findings: Record<string, Finding>): void {
  try {
    localStorage.setItem(keyOf(orderId), JSON.stringify(findings));
  } catch {
    // Only the screen remembers.
  }
}

export function forget(orderId: string): void {
  try {
    localStorage.removeItem(keyOf(orderId));
  } catch {
    // Nothing to forget.
  }
}
