import { Link } from 'react-router';
import { dateTime } from '@/shared/format';

/** When, on one line. */
export const moment = (at: string | null) => (at ? <span className="nowrap">{dateTime(at)}</span> : '—');

/** The order a row of money belongs to. */
export const orderLink = (number: string, row: { orderId: string }) => (
  <Link to={`/operator/orders/${row.orderId}`}>{number}</Link>
);

/** Whom an item of a batch pays, and to which account. */
export function Payee({ item }: { item: { name: string; accountMasked?: string | null } }) {
  return (
    <td>
      {item.name}
      <br />
      <span className="muted small">{item.accountMasked ?? '—'}</span>
    </td>
  );
}
