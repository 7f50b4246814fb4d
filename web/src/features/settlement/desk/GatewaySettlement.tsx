import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { parseYuan } from '@/shared/format';
import { http, useIntent } from '@/shared/http';
import { ProblemAlert, Sheet, TextField } from '@/shared/ui';
import '../i18n';

/** The gateway paid what it collected into the custody account: recorded from the bank's statement. */
export function GatewaySettlement() {
  const { t } = useTranslation('settlement');
  const [open, setOpen] = useState(false);
  const [bankSerial, setSerial] = useState('');
  const [amount, setAmount] = useState('');
  const [wrong, setWrong] = useState(false);
  const record = useIntent(
    (body: { bankSerial: string; amountFen: number }, key) => http.post('/api/ledger/gateway-settlements', body, key),
    {
      refresh: [['payables'], ['/api/payout-batches'], ['/api/ledger/entries']],
      onSuccess: () => {
        setOpen(false);
        setSerial('');
        setAmount('');
      },
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const amountFen = parseYuan(amount);
    setWrong(!amountFen);
    if (amountFen) record.mutate({ bankSerial: bankSerial.trim(), amountFen });
  };
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        {t('payouts.gateway')}
      </button>
      <Sheet title={t('payouts.gateway')} open={open} onClose={() => setOpen(false)}>
        <form className="stack" onSubmit={submit} noValidate>
          <p className="muted">{t('payouts.gatewayWhat')}</p>
          <TextField label={t('transfers.serial')} value={bankSerial} onChange={setSerial} />
          <TextField
            label={t('transfers.amount')}
            inputMode="decimal"
            value={amount}
            onChange={setAmount}
            error={wrong ? t('transfers.wrongAmount') : undefined}
          />
          <ProblemAlert problem={record.error} />
          <button type="submit" className="button primary" disabled={record.isPending || !bankSerial.trim()}>
            {t('payouts.gateway')}
          </button>
        </form>
      </Sheet>
    </>
  );
}
