import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { date, parseYuan, yuan } from '@/shared/format';
import { http, query, useIntent, type Page } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { Await, EmptyState, MoneyText, PageHeading, ProblemAlert, Sheet, StatusTag, TextField } from '@/shared/ui';
import '../i18n';
import { ImportStatement } from './ImportStatement';
import './money.css';

interface Transfer {
  id: string;
  bankSerial: string;
  receivedOn: string;
  payerName: string;
  payerAccount: string;
  amountFen: number;
  note: string;
  state: 'unmatched' | 'matched';
  matchedOrderId?: string | null;
}

interface Detail {
  transfer: Transfer;
  candidates: {
    orderId: string;
    number: string;
    buyerName: string;
    outstandingFen: number;
    score: number;
    reasons: string[];
  }[];
  isAmbiguous: boolean;
}

function Record({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('settlement');
  const [form, setForm] = useState({
    bankSerial: '',
    receivedOn: date(new Date()),
    payerName: '',
    payerAccount: '',
    amount: '',
    note: '',
  });
  const [wrong, setWrong] = useState(false);
  const save = useIntent((body: unknown, key) => http.post('/api/transfers', body, key), {
    refresh: [['transfers']],
    onSuccess: onDone,
  });
  const field = (name: keyof typeof form) => ({
    value: form[name],
    onChange: (value: string) => setForm((now) => ({ ...now, [name]: value })),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const amountFen = parseYuan(form.amount);
    setWrong(!amountFen);
    if (!amountFen) return;
    const { bankSerial, receivedOn, payerName, payerAccount, note } = form;
    save.mutate({ bankSerial, receivedOn, payerName, payerAccount, note, amountFen });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <TextField label={t('transfers.serial')} {...field('bankSerial')} />
      <TextField label={t('transfers.received')} type="date" {...field('receivedOn')} />
      <TextField label={t('transfers.payer')} {...field('payerName')} />
      <TextField label={t('transfers.account')} {...field('payerAccount')} />
      <TextField
        label={t('transfers.amount')}
        inputMode="decimal"
        error={wrong ? t('transfers.wrongAmount') : undefined}
        {...field('amount')}
      />
      <TextField label={t('transfers.note')} {...field('note')} />
      <ProblemAlert problem={save.error} />
      <button type="submit" className="button primary" disabled={save.isPending}>
        {t('transfers.record')}
      </button>
    </form>
  );
}

function Candidates({ id }: { id: string }) {
  const { t } = useTranslation('settlement');
  const session = useSession().data;
  const detail = useQuery({ queryKey: ['transfer', id], queryFn: () => http.get<Detail>(`/api/transfers/${id}`) });
  const match = useIntent((orderId: string, key) => http.post(`/api/transfers/${id}/match`, { orderId }, key), {
    refresh: [['transfers'], ['transfer', id]],
  });
  return (
    <Await of={detail} height={300}>
      {({ transfer, candidates, isAmbiguous }) => (
        <div className="stack">
          <section className="card stack-s">
            <h2>
              {transfer.payerName} <MoneyText fen={transfer.amountFen} />
            </h2>
            <p className="muted">
              {transfer.receivedOn} · {transfer.bankSerial} · {transfer.payerAccount}
            </p>
            <p>
              <span className="muted">{t('transfers.note')}</span> <strong>{transfer.note || '—'}</strong>
            </p>
            <div>
              <StatusTag family={transfer.state === 'matched' ? 'done' : 'yours'}>
                {t(`transfers.states.${transfer.state}`)}
              </StatusTag>
            </div>
          </section>
          <ProblemAlert problem={match.error} />
          {transfer.state === 'unmatched' && (
            <section className="card stack">
              <h3>{t('transfers.candidates')}</h3>
              {isAmbiguous && <p className="alert warn">{t('transfers.ambiguous')}</p>}
              {candidates.length === 0 && <p className="muted">{t('transfers.noCandidate')}</p>}
              {candidates.map((candidate) => (
                <div key={candidate.orderId} className="row-between">
                  <span>
                    <strong>{candidate.number}</strong> {candidate.buyerName}
                    <br />
                    <span className="muted small">
                      {t('transfers.outstanding', { amount: yuan(candidate.outstandingFen) })} ·{' '}
                      {candidate.reasons.join(' · ')}
                    </span>
                  </span>
                  {has(session, ['finance']) && (
                    <button
                      type="button"
                      className="button primary"
                      disabled={match.isPending}
                      onClick={() => match.mutate(candidate.orderId)}
                    >
                      {t('transfers.match', { number: candidate.number })}
                    </button>
                  )}
                </div>
              ))}
            </section>
          )}
        </div>
      )}
    </Await>
  );
}

export default function Transfers() {
  const { t } = useTranslation('settlement');
  const session = useSession().data;
  const [state, setState] = useState('');
  const [picked, setPicked] = useState<string>();
  const [recording, setRecording] = useState(false);
  const [importing, setImporting] = useState(false);
  const transfers = useQuery({
    queryKey: ['transfers', state],
    queryFn: () => http.get<Page<Transfer>>(`/api/transfers${query({ state, size: 50 })}`),
  });
  const chosen = picked ?? transfers.data?.items[0]?.id;
  return (
    <div className="stack">
      <PageHeading question={t('transfers.question')}>
        {has(session, ['finance']) && (
          <>
            <button type="button" className="button" onClick={() => setImporting(true)}>
              {t('statement.title')}
            </button>
            <button type="button" className="button primary" onClick={() => setRecording(true)}>
              {t('transfers.record')}
            </button>
          </>
        )}
      </PageHeading>
      <div className="row">
        {['', 'unmatched', 'matched'].map((one) => (
          <button key={one} type="button" className="chip" aria-pressed={state === one} onClick={() => setState(one)}>
            {one ? t(`transfers.states.${one}`) : t('transfers.all')}
          </button>
        ))}
      </div>
      <Await of={transfers} height={400}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState title={t('transfers.none')} />
          ) : (
            <div className="money-split">
              <div className="card money-queue">
                {page.items.map((transfer) => (
                  <button
                    key={transfer.id}
                    type="button"
                    aria-pressed={transfer.id === chosen}
                    onClick={() => setPicked(transfer.id)}
                  >
                    <span className="row-between">
                      <strong>{yuan(transfer.amountFen)}</strong>
                      <StatusTag family={transfer.state === 'matched' ? 'done' : 'yours'}>
                        {t(`transfers.states.${transfer.state}`)}
                      </StatusTag>
                    </span>
                    <span className="muted small">
                      {transfer.receivedOn} {transfer.payerName}
                    </span>
                  </button>
                ))}
              </div>
              {chosen && <Candidates key={chosen} id={chosen} />}
            </div>
          )
        }
      </Await>
      <Sheet title={t('transfers.record')} open={recording} onClose={() => setRecording(false)}>
        <Record onDone={() => setRecording(false)} />
      </Sheet>
      <ImportStatement open={importing} onClose={() => setImporting(false)} />
    </div>
  );
}
