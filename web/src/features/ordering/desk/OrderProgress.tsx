import { useTranslation } from 'react-i18next';
import { date } from '@/shared/format';
import type { Order } from '../api';

type Mark = 'done' | 'now' | 'next' | 'ended';

interface Stage {
  name: string;
  mark: Mark;
  on?: string | null;
}

const ended = ['cancelled', 'expired', 'rejected', 'returned', 'replaced', 'refunded', 'closed'];

/** The stages of an order's usual way, and how far this one is. */
export function stagesOf(order: Order): Stage[] {
  const when = (...acts: string[]) => order.history.find((entry) => acts.includes(entry.act))?.at;
  const approval = when('request-approval');
  const shipped = order.lines.reduce((sum, line) => sum + line.shipped, 0);
  const stages: { name: string; on: string | null | undefined; due: boolean }[] = [
    { name: 'submit', on: when('submit', 'request-approval'), due: order.state === 'draft' },
  ];
  if (approval) stages.push({ name: 'approve', on: when('approve'), due: order.state === 'pending-approval' });
  stages.push({ name: 'contract', on: order.contractedAt, due: order.state === 'submitted' });
  const pay = { name: 'pay', on: order.paidAt, due: ['awaiting-payment', 'payment-due'].includes(order.state) };
  if (order.paymentMode === 'prepay') stages.push(pay);
  stages.push(
    {
      name: 'ship',
      on: order.isPartlyShipped || shipped === 0 ? undefined : when('ship'),
      due:
        order.isPartlyShipped || ['contract-signed'].includes(order.state) || (order.state === 'paid' && shipped === 0),
    },
    {
      name: 'deliver',
      on: when('mark-delivered', 'begin-inspection'),
      due: order.state === 'shipped' && !order.isPartlyShipped,
    },
    { name: 'inspect', on: order.acceptedOn, due: ['delivered', 'inspecting'].includes(order.state) },
  );
  if (order.paymentMode === 'postpay') stages.push(pay);
  stages.push({ name: 'release', on: order.releasedOn, due: false });
  const stopped = ended.includes(order.state);
  return stages.map((stage) => ({
    name: stage.name,
    on: stage.on,
    mark: stage.on ? 'done' : stopped ? 'ended' : stage.due ? 'now' : 'next',
  }));
}

const signs: Record<Mark, string> = { done: '✓', now: '●', next: '○', ended: '–' };

/** ✓提交 ✓签约 ●待付款 ○发货: on one line, with dates. */
export function OrderProgress({ order }: { order: Order }) {
  const { t } = useTranslation('buying');
  const parts =
    order.shipments.length > 1
      ? order.shipments.map((one) => one.lines.reduce((sum, line) => sum + line.quantity, 0)).join('+')
      : '';
  return (
    <ol className="progress" aria-label={t('stages.label')}>
      {stagesOf(order).map((stage) => (
        <li key={stage.name} className={stage.mark} aria-current={stage.mark === 'now' ? 'step' : undefined}>
          <span aria-hidden="true">{signs[stage.mark]}</span>
          <span className="visually-hidden">{t(`stages.marks.${stage.mark}`)}</span> {t(`stages.${stage.name}`)}
          {stage.name === 'ship' && parts}
          {stage.on && <span className="muted small"> {date(stage.on)}</span>}
        </li>
      ))}
    </ol>
  );
}
