import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Body, type Schema } from '@/api';
import { yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { Await, ProblemAlert, Sheet } from '@/shared/ui';
import { Payee } from './cells';
import { readStatement } from './statement';
import { useBatch } from './use-rows';

type Item = Schema<'ApprovePayoutsItemRow'>;
type Answers = Body<'/api/payout-batches/{batchId}/settlement', 'post'>['answers'];
type Typed = Record<string, { serial: string; failure: string }>;

function Rows({ batchId, items, onDone }: { batchId: string; items: readonly Item[]; onDone: () => void }) {
  const { t } = useTranslation('settlement');
  const [typed, setTyped] = useState<Typed>({});
  const [pasted, setPasted] = useState('');
  const [stray, setStray] = useState<readonly string[]>([]);
  const waiting = items.filter((item) => item.state === 'waiting');
  const settle = useIntent(
    (answers: Answers, key) =>
      api.post('/api/payout-batches/{batchId}/settlement', { path: { batchId }, body: { answers }, key }),
    { refresh: [['/api/payout-batches'], ['payables'], ['batch', batchId]], onSuccess: onDone },
  );
  const set = (id: string, change: Partial<Typed[string]>) =>
    setTyped((now) => ({ ...now, [id]: { ...(now[id] ?? { serial: '', failure: '' }), ...change } }));
  const take = () => {
    const { found, stray: left } = readStatement(pasted, waiting);
    setTyped((now) => {
      const next = { ...now };
      for (const [id, serial] of found) next[id] = { serial, failure: '' };
      return next;
    });
    setStray(left);
  };
  const answers = waiting.flatMap((item): Answers => {
    const row = typed[item.id];
    const serial = row?.serial.trim();
    const failure = row?.failure.trim();
    if (serial) return [{ itemId: item.id, paid: true, bankSerial: serial, failure: null }];
    return failure ? [{ itemId: item.id, paid: false, bankSerial: null, failure }] : [];
  });
  const serials = answers.map((answer) => answer.bankSerial).filter(Boolean);
  const twice = new Set(serials).size !== serials.length;
  return (
    <div className="stack">
      <label className="field">
        <span>{t('settle.paste')}</span>
        <textarea className="input" rows={4} value={pasted} onChange={(event) => setPasted(event.target.value)} />
        <span className="hint">{t('settle.pasteHint')}</span>
      </label>
      <div>
        <button type="button" className="button" disabled={!pasted.trim()} onClick={take}>
          {t('settle.read')}
        </button>
      </div>
      {stray.length > 0 && (
        <div className="alert warn">
          {t('settle.stray')}
          <ul>
            {stray.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('settle.item')}</th>
              <th scope="col" className="num">
                {t('payouts.amount')}
              </th>
              <th scope="col">{t('settle.serial')}</th>
              <th scope="col">{t('settle.failure')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item, index) => (
              <tr key={item.id}>
                <Payee item={item} />
                <td className="num">{yuan(item.amountFen)}</td>
                {item.state === 'waiting' ? (
                  <>
                    <td>
                      <input
                        className="input"
                        aria-label={`${t('settle.serial')} ${index + 1} ${item.name}`}
                        value={typed[item.id]?.serial ?? ''}
                        onChange={(event) => set(item.id, { serial: event.target.value })}
                      />
                    </td>
                    <td>
                      <input
                        className="input"
                        aria-label={`${t('settle.failure')} ${index + 1} ${item.name}`}
                        disabled={!!typed[item.id]?.serial}
                        value={typed[item.id]?.failure ?? ''}
                        onChange={(event) => set(item.id, { failure: event.target.value })}
                      />
                    </td>
                  </>
                ) : (
                  <>
                    <td>{item.bankSerial ?? '—'}</td>
                    <td>{item.failure ?? t(`payouts.itemStates.${item.state}`)}</td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {twice && <p className="alert warn">{t('settle.twice')}</p>}
      <ProblemAlert problem={settle.error} />
      <div className="row">
        <button
          type="button"
          className="button primary"
          disabled={answers.length === 0 || twice || settle.isPending}
          onClick={() => settle.mutate(answers)}
        >
          {t('settle.act', { count: answers.length })}
        </button>
        <span className="muted small">{t('settle.left', { count: waiting.length - answers.length })}</span>
      </div>
    </div>
  );
}

/** The bank's own serials, typed or pasted from its statement; nothing is made up here. */
export function SettleSheet({ batchId, onClose }: { batchId: string; onClose: () => void }) {
  const { t } = useTranslation('settlement');
  const detail = useBatch(batchId);
  return (
    <Sheet title={t('payouts.settle')} open onClose={onClose}>
      <Await of={detail} height={240}>
        {(found) => <Rows batchId={batchId} items={found.items} onDone={onClose} />}
      </Await>
    </Sheet>
  );
}
