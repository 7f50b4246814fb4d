import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schema } from '@/api';
import { useIntent } from '@/shared/http';
import { ConfirmAct, TextField } from '@/shared/ui';
import './i18n';

export type LotItem = Schema<'ListLotsItem'>;

/** 召回: says what happens at once and what cannot be undone, and asks for the reason everyone will read. */
export function RecallAct({ lot }: { lot: LotItem }) {
  const { t } = useTranslation('catalog');
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [advice, setAdvice] = useState('');
  const recall = useIntent(
    (body: { reason: string; advice: string | null }, key) =>
      api.post('/api/lots/{lotId}/recall', { path: { lotId: lot.lotId }, body, key }),
    { refresh: [['lots'], ['own-products']], onSuccess: () => setAsking(false) },
  );
  return (
    <>
      <button type="button" className="button danger" onClick={() => setAsking(true)}>
        {t('lots.recall')}
      </button>
      <ConfirmAct
        act={t('lots.recallAct')}
        open={asking}
        onClose={() => setAsking(false)}
        onAct={() => recall.mutate({ reason: reason.trim(), advice: advice.trim() || null })}
        pending={recall.isPending}
        problem={recall.error}
        danger
        disabled={reason.trim().length < 4}
      >
        <div className="stack-s">
          <p>{t('lots.recallWhat', { name: lot.productName, pack: lot.packName, code: lot.code })}</p>
          <TextField
            label={t('lots.reason')}
            hint={t('lots.reasonHint')}
            value={reason}
            onChange={setReason}
            lines={2}
          />
          <TextField
            label={t('lots.advice')}
            hint={t('lots.adviceHint')}
            optional
            value={advice}
            onChange={setAdvice}
            lines={2}
          />
        </div>
      </ConfirmAct>
    </>
  );
}
