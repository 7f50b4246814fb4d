import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schema } from '@/api';
import { count, parseCount } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { ChoiceField, ConfirmAct, TextField } from '@/shared/ui';
import './i18n';

export type StockLot = Schema<'ListStockItem'>;

const reasons = ['stocktake', 'wastage', 'breakage', 'gift', 'return-in', 'entry-error', 'other'] as const;
type Reason = (typeof reasons)[number];

/** What the number that was typed means: these reasons take away, returns add, the others say which. */
const signs: Record<Reason, 'counted' | 'less' | 'more' | 'either'> = {
  stocktake: 'counted',
  wastage: 'less',
  breakage: 'less',
  gift: 'less',
  'return-in': 'more',
  'entry-error': 'either',
  other: 'either',
};

/** 盘点、报损: what is really there, and why. */
export function CorrectStock({ lot }: { lot: StockLot }) {
  const { t } = useTranslation('ordering');
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState<Reason>('stocktake');
  const [way, setWay] = useState<'less' | 'more'>('less');
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState('');
  const sign = signs[reason];
  const packs = parseCount(typed);
  const isLess = sign === 'less' || (sign === 'either' && way === 'less');
  const correct = useIntent(
    (body: { reason: Reason; counted: number | null; change: number | null; note: string | null }, key) =>
      api.post('/api/stock/lots/{lotId}/corrections', { path: { lotId: lot.lotId }, body, key }),
    {
      refresh: [['stock-lots'], ['stock-history', lot.lotId], ['own-products']],
      onSuccess: () => {
        setAsking(false);
        setTyped('');
        setNote('');
      },
    },
  );
  const send = () =>
    correct.mutate({
      reason,
      counted: sign === 'counted' ? (packs ?? null) : null,
      change: sign === 'counted' || packs === undefined ? null : isLess ? -packs : packs,
      note: note.trim() || null,
    });
  return (
    <>
      <button type="button" className="button primary" onClick={() => setAsking(true)}>
        {t('phone.stock.correct')}
      </button>
      <ConfirmAct
        act={t('phone.stock.correctAct')}
        open={asking}
        onClose={() => setAsking(false)}
        onAct={send}
        pending={correct.isPending}
        problem={correct.error}
        disabled={
          packs === undefined || (packs === 0 && sign !== 'counted') || (reason === 'other' && note.trim().length < 2)
        }
      >
        <div className="stack-s">
          <p>
            {t('phone.stock.now', {
              name: lot.productName,
              pack: lot.packName,
              packs: count(lot.onHand - lot.missing),
              reserved: count(lot.reserved),
            })}
          </p>
          <ChoiceField
            label={t('phone.stock.why')}
            value={reason}
            onChange={(value) => setReason(value as Reason)}
            choices={reasons.map((value) => ({ value, label: t(`phone.stock.reasons.${value}`) }))}
          />
          {sign === 'either' && (
            <ChoiceField
              label={t('phone.stock.way')}
              value={way}
              onChange={(value) => setWay(value === 'more' ? 'more' : 'less')}
              choices={(['less', 'more'] as const).map((value) => ({ value, label: t(`phone.stock.ways.${value}`) }))}
            />
          )}
          <TextField
            label={t(`phone.stock.packs.${sign === 'counted' ? 'counted' : isLess ? 'less' : 'more'}`)}
            value={typed}
            onChange={setTyped}
            inputMode="numeric"
          />
          <TextField
            label={t('phone.stock.note')}
            optional={reason !== 'other'}
            value={note}
            onChange={setNote}
            lines={2}
          />
        </div>
      </ConfirmAct>
    </>
  );
}
