import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schema } from '@/api';
import { count, parseCount } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { ProblemAlert, Sheet, TextField } from '@/shared/ui';

export type Warnings = Schema<'ShowStockWarningsResponse'>;

const numberOf = (typed: string) => (typed.trim() === '0' ? 0 : parseCount(typed));

/** 提醒设置: from how few packs, and how long before their end, the supplier is warned. */
export function WarningRule({ warnings }: { warnings: Warnings }) {
  const { t } = useTranslation('ordering');
  const [open, setOpen] = useState(false);
  const [packs, setPacks] = useState(String(warnings.lowPacks));
  const [days, setDays] = useState(String(warnings.expiryDays));
  const [tried, setTried] = useState(false);
  const save = useIntent(
    (body: { lowPacks: number; expiryDays: number }, key) => api.put('/api/stock/warnings', { body, key }),
    { refresh: [['stock-warnings'], ['stock-lots']], onSuccess: () => setOpen(false) },
  );
  const [lowPacks, expiryDays] = [numberOf(packs), numberOf(days)];
  return (
    <>
      <p className="muted small">
        {t('phone.stock.rule', { packs: count(warnings.lowPacks), days: warnings.expiryDays })}{' '}
        <button type="button" className="button link" onClick={() => setOpen(true)}>
          {t('phone.stock.ruleChange')}
        </button>
      </p>
      <Sheet title={t('phone.stock.ruleTitle')} open={open} onClose={() => setOpen(false)}>
        <TextField
          label={t('phone.stock.rulePacks')}
          inputMode="numeric"
          value={packs}
          onChange={setPacks}
          error={tried && lowPacks === undefined ? t('phone.stock.ruleWrong') : undefined}
        />
        <TextField
          label={t('phone.stock.ruleDays')}
          inputMode="numeric"
          value={days}
          onChange={setDays}
          error={tried && expiryDays === undefined ? t('phone.stock.ruleWrong') : undefined}
        />
        <ProblemAlert problem={save.error} />
        <button
          type="button"
          className="button primary block"
          disabled={save.isPending}
          onClick={() => {
            setTried(true);
            if (lowPacks !== undefined && expiryDays !== undefined) save.mutate({ lowPacks, expiryDays });
          }}
        >
          {t('phone.stock.ruleSave')}
        </button>
      </Sheet>
    </>
  );
}
