import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '@/api';
import { date, yuan } from '@/shared/format';
import type { Problem } from '@/shared/http';
import { ConfirmAct, StatusTag, TextField, type StatusFamily } from '@/shared/ui';
import '../i18n';
import './household-money.css';

export type Money = Schema<'ShowHouseholdMoneyMoney'>;
type Paid = Money['payments'][number];

export interface PayoutAnswer {
  itemId: string;
  arrived: boolean;
  note: string | null;
}

const families: Record<Paid['state'], StatusFamily> = {
  'paid-to-household': 'yours',
  'farmer-confirmed': 'done',
  disputed: 'problem',
};

function Payment({ paid, answer, pending, problem }: { paid: Paid } & Answering) {
  const { t } = useTranslation('settlement');
  const [missing, setMissing] = useState(false);
  const [note, setNote] = useState('');
  return (
    <li className="stack-s">
      <div className="row-between">
        <strong className="price">{yuan(paid.amountFen)}</strong>
        <StatusTag family={families[paid.state]}>{t(`household.states.${paid.state}`)}</StatusTag>
      </div>
      <span className="muted small">{t('household.paidOn', { day: date(paid.paidAt), batch: paid.batchNumber })}</span>
      {paid.note && <p>{t('household.said', { note: paid.note })}</p>}
      {paid.state !== 'farmer-confirmed' && (
        <div className="household-answers">
          <button
            type="button"
            className="button primary"
            disabled={pending}
            onClick={() => answer({ itemId: paid.itemId, arrived: true, note: null })}
          >
            {t('household.arrived')}
          </button>
          <button type="button" className="button" disabled={pending} onClick={() => setMissing(true)}>
            {t('household.missing')}
          </button>
        </div>
      )}
      <ConfirmAct
        act={t('household.missing')}
        open={missing}
        onClose={() => setMissing(false)}
        onAct={() => {
          answer({ itemId: paid.itemId, arrived: false, note: note.trim() });
          setMissing(false);
        }}
        pending={pending}
        problem={problem}
        disabled={!note.trim()}
      >
        <div className="stack">
          <p>{t('household.missingWhat', { amount: yuan(paid.amountFen) })}</p>
          <TextField label={t('household.note')} lines={2} value={note} onChange={setNote} />
        </div>
      </ConfirmAct>
    </li>
  );
}

interface Answering {
  answer: (input: PayoutAnswer) => void;
  pending: boolean;
  problem: Problem | null;
}

/** 农户的钱: what is coming, what was paid, and whether it arrived. */
export function HouseholdMoney({ money, ...answering }: { money: Money } & Answering) {
  const { t } = useTranslation('settlement');
  return (
    <div className="stack">
      <dl className="household-sums">
        {(
          [
            ['payable', money.payableFen],
            ['inTransit', money.inTransitFen],
            ['paid', money.paidFen],
          ] as const
        ).map(([name, fen]) => (
          <div key={name}>
            <dt className="muted small">{t(`household.${name}`)}</dt>
            <dd>
              <strong>{yuan(fen)}</strong>
            </dd>
          </div>
        ))}
      </dl>
      {money.payments.length === 0 ? (
        <p className="muted">{t('household.none')}</p>
      ) : (
        <ul className="household-payments">
          {money.payments.map((paid) => (
            <Payment key={paid.itemId} paid={paid} {...answering} />
          ))}
        </ul>
      )}
    </div>
  );
}
