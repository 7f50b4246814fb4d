import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '@/api';
import { date, yuan } from '@/shared/format';
import { http, useIntent } from '@/shared/http';
import { ProblemAlert, Sheet } from '@/shared/ui';
import '../i18n';

type Outcome = Schema<'ImportStatementResponse'>;

interface Ask {
  file: File;
  dryRun: boolean;
  /** What tells one file from another; a file itself has no text. */
  mark: string;
}

const askFor = (file: File, dryRun: boolean): Ask => ({
  file,
  dryRun,
  mark: `${file.name} ${file.size} ${file.lastModified}`,
});

function Rows({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation('settlement');
  return (
    <div className="table-scroll statement-rows">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('statement.line')}</th>
            <th scope="col">{t('transfers.received')}</th>
            <th scope="col">{t('transfers.payer')}</th>
            <th scope="col" className="num">
              {t('transfers.amount')}
            </th>
            <th scope="col">{t('transfers.note')}</th>
            <th scope="col">{t('payouts.state')}</th>
          </tr>
        </thead>
        <tbody>
          {outcome.rows.map((row) => (
            <tr key={row.bankSerial}>
              <td>{row.line}</td>
              <td className="nowrap">{date(row.receivedOn)}</td>
              <td>{row.payerName}</td>
              <td className="num">{yuan(row.amountFen)}</td>
              <td>{row.note || '—'}</td>
              <td className="nowrap">{t(`statement.states.${row.state}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** 导入银行流水: looked at first, entered whole or not at all; the same file twice changes nothing. */
export function ImportStatement({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('settlement');
  const [file, setFile] = useState<File>();
  const look = useIntent((ask: Ask, key) =>
    http.post<Outcome>(`/api/transfers/import?dryRun=${ask.dryRun}`, ask.file, key),
  );
  const enter = useIntent(
    (ask: Ask, key) => http.post<Outcome>(`/api/transfers/import?dryRun=${ask.dryRun}`, ask.file, key),
    { refresh: [['transfers'], ['/api/ledger/entries'], ['/api/ledger/custody-comparison']] },
  );
  const choose = (chosen: File | undefined) => {
    enter.reset();
    look.reset();
    setFile(chosen);
    if (chosen) look.mutate(askFor(chosen, true));
  };
  const close = () => {
    choose(undefined);
    onClose();
  };
  const seen = enter.data ?? look.data;
  return (
    <Sheet title={t('statement.title')} open={open} onClose={close}>
      <p>{t('statement.lead')}</p>
      <div className="row">
        <label className="button">
          {t('statement.file')}
          <input
            className="visually-hidden"
            type="file"
            accept=".csv,.txt,text/csv,text/plain"
            onChange={(event) => choose(event.target.files?.[0])}
          />
        </label>
        <span className="muted">{file?.name ?? t('statement.noFile')}</span>
      </div>
      <ProblemAlert problem={look.error ?? enter.error} />
      {seen && (
        <>
          <p role="status">
            {t(enter.data ? 'statement.done' : 'statement.found', {
              count: seen.recorded,
              matched: seen.matched,
              known: seen.known,
              outgoing: seen.outgoing,
            })}
          </p>
          {seen.rows.length > 0 && <Rows outcome={seen} />}
        </>
      )}
      <div className="row">
        {!enter.data && (
          <button
            type="button"
            className="button primary"
            disabled={!file || !look.data || look.data.recorded === 0 || enter.isPending}
            onClick={() => file && enter.mutate(askFor(file, false))}
          >
            {t('statement.act', { count: look.data?.recorded ?? 0 })}
          </button>
        )}
        <button type="button" className="button" onClick={close}>
          {t('statement.close')}
        </button>
      </div>
    </Sheet>
  );
}
