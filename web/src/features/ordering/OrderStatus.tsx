import { useTranslation } from 'react-i18next';
import { daysUntil } from '@/shared/format';
import { has, useSession, type Role } from '@/shared/session';
import { DueText, StatusTag, type StatusFamily } from '@/shared/ui';
import type { ActorKind, Move, OrderState } from './api';

const rolesBehind: Record<ActorKind, readonly Role[]> = {
  buyer: ['buyer'],
  approver: ['buyer-approver'],
  'buyer-finance': ['buyer-finance', 'buyer'],
  supplier: ['supplier', 'village-agent'],
  operator: ['operator'],
  system: ['administrator'],
};

const endings: Partial<Record<OrderState, StatusFamily>> = {
  completed: 'done',
  rated: 'done',
  cancelled: 'ended',
  expired: 'ended',
  closed: 'ended',
  refunded: 'ended',
};

/** Whose move an order is, and by when; else what became of it. */
export function OrderStatus({ state, move, withDue }: { state: OrderState; move?: Move | null; withDue?: boolean }) {
  const { t } = useTranslation('ordering');
  const session = useSession().data;
  if (!move || move.by === 'system') {
    const family = endings[state] ?? (state === 'rejected' ? 'problem' : 'theirs');
    return <StatusTag family={family}>{t(`states.${state}`)}</StatusTag>;
  }
  const mine = has(session, rolesBehind[move.by]);
  const act = t(`moves.${move.act}`);
  const due = move.dueAt && withDue ? move.dueAt : undefined;
  return (
    <span className="row order-status" style={{ gap: 6 }}>
      <StatusTag family={mine ? 'yours' : 'theirs'}>
        {mine ? t('yours', { act }) : t('waiting', { who: t(`who.${move.by}`), act })}
      </StatusTag>
      {due &&
        (daysUntil(due) <= 2 ? (
          <StatusTag family="due">
            <DueText at={due} />
          </StatusTag>
        ) : (
          <span className="muted small">
            <DueText at={due} />
          </span>
        ))}
    </span>
  );
}
