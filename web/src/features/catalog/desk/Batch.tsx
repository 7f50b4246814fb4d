import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/shared/http';
import { ConfirmAct, TextField } from '@/shared/ui';
import { decide, nextReview, type QueueItem } from './recognition';

type Kind = 'pass' | 'return';

/** 批量: one opinion for several files; each is decided by itself, and each row tells what became of it. */
export function Batch({ items, onDone }: { items: readonly QueueItem[]; onDone: (done: readonly string[]) => void }) {
  const { t, i18n } = useTranslation('catalog');
  const client = useQueryClient();
  const [kind, setKind] = useState<Kind | null>(null);
  const [taken, setTaken] = useState<readonly QueueItem[]>([]);
  const [opinion, setOpinion] = useState('');
  const [running, setRunning] = useState(false);
  const [results, setResults] = useState<Readonly<Record<string, string>>>({});
  // One key for each file, kept while the window is open: sending again repeats nothing that went through.
  const keys = useRef<Record<string, string>>({});
  const open = (what: Kind) => {
    setTaken(items);
    setResults({});
    keys.current = {};
    setKind(what);
  };
  const run = async () => {
    if (!kind) return;
    setRunning(true);
    const told: Record<string, string> = { ...results };
    for (const item of taken) {
      const next = nextReview(item);
      if (!next || told[item.recognitionId] === '') continue;
      const key = (keys.current[item.recognitionId] ??= crypto.randomUUID());
      try {
        await decide(item.recognitionId, kind === 'return' ? 'return' : next.route, item.version, opinion, key);
        told[item.recognitionId] = '';
      } catch (error) {
        told[item.recognitionId] = error instanceof Problem ? error.in(i18n.language) : String(error);
      }
      setResults({ ...told });
    }
    await client.invalidateQueries({ queryKey: ['recognition-queue'] });
    await client.invalidateQueries({ queryKey: ['recognition'] });
    setRunning(false);
    onDone(taken.map((item) => item.recognitionId).filter((id) => told[id] === ''));
  };
  const isOver = !running && taken.length > 0 && taken.every((item) => results[item.recognitionId] === '');
  const act = kind === 'return' ? 'recognition.batchReturn' : 'recognition.batch';
  return (
    <>
      {items.length > 0 && (
        <>
          <button type="button" className="button" onClick={() => open('return')}>
            {t('recognition.batchReturn', { count: items.length })}
          </button>
          <button type="button" className="button primary" onClick={() => open('pass')}>
            {t('recognition.batch', { count: items.length })}
          </button>
        </>
      )}
      <ConfirmAct
        act={t(act, { count: taken.length })}
        open={!!kind}
        onClose={() => setKind(null)}
        onAct={() => void run()}
        pending={running}
        disabled={isOver || (kind === 'return' && !opinion.trim())}
        danger={kind === 'return'}
      >
        <p>{t('recognition.batchWhat')}</p>
        <TextField
          label={t('recognition.opinion')}
          hint={kind === 'return' ? t('recognition.opinionHint') : undefined}
          value={opinion}
          onChange={setOpinion}
          lines={2}
        />
        <ul className="small batch-rows" aria-live="polite">
          {taken.map((item) => {
            const result = results[item.recognitionId];
            return (
              <li key={item.recognitionId}>
                {item.productName} · {item.supplierName}
                {result === '' && <strong> ✓ {t('recognition.batchOne')}</strong>}
                {result && <span className="field-error"> ! {result}</span>}
              </li>
            );
          })}
        </ul>
      </ConfirmAct>
    </>
  );
}
