import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateTime, yuan } from '@/shared/format';
import { http, useIntent, type Page } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { Await, ConfirmAct, EmptyState, MoneyText, PageHeading, StatusTag, TextField } from '@/shared/ui';
import '../i18n';
import { GatewaySettlement } from './GatewaySettlement';
import './money.css';
import { SettleSheet } from './SettleSheet';

interface Payables {
  totalFen: number;
  due: { partyId: string; name: string; accountMasked: string; amountFen: number }[];
  held: { partyId: string; name: string; amountFen: number; why: string; until?: string | null }[];
}

interface Batch {
  id: string;
  number: string;
  state: 'proposed' | 'approved' | 'refused' | 'settled';
  totalFen: number;
  items: number;
  proposedAt: string;
}

function Due() {
  const { t } = useTranslation('settlement');
  const session = useSession().data;
  const [asking, setAsking] = useState(false);
  const payables = useQuery({ queryKey: ['payables'], queryFn: () => http.get<Payables>('/api/payables') });
  const propose = useIntent((_: number, key) => http.post('/api/payout-batches', {}, key), {
    refresh: [['payables'], ['batches']],
    onSuccess: () => setAsking(false),
  });
  return (
    <Await of={payables} height={200}>
      {(found) => (
        <section className="card stack">
          <div className="row-between">
            <h2>
              {t('payouts.due')} {yuan(found.totalFen)}
            </h2>
            {has(session, ['finance']) && found.due.length > 0 && (
              <button type="button" className="button primary" onClick={() => setAsking(true)}>
                {t('payouts.propose')}
              </button>
            )}
          </div>
          {found.due.length === 0 && found.held.length === 0 && <EmptyState title={t('payouts.none')} />}
          {found.due.length > 0 && (
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">{t('payouts.party')}</th>
                  <th scope="col">{t('payouts.account')}</th>
                  <th scope="col" className="num">
                    {t('payouts.amount')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {found.due.map((row) => (
                  <tr key={row.partyId}>
                    <td>{row.name}</td>
                    <td>{row.accountMasked}</td>
                    <td className="num">{yuan(row.amountFen)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {found.held.length > 0 && (
            <>
              <h3>{t('payouts.held')}</h3>
              <table className="plain-table">
                <tbody>
                  {found.held.map((row) => (
                    <tr key={row.partyId}>
                      <td>{row.name}</td>
                      <td>
                        {t(`payouts.whys.${row.why}`, { defaultValue: row.why })} {row.until && dateTime(row.until)}
                      </td>
                      <td className="num">{yuan(row.amountFen)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </>
          )}
          <ConfirmAct
            act={t('payouts.propose')}
            open={asking}
            onClose={() => setAsking(false)}
            onAct={() => propose.mutate(found.totalFen)}
            pending={propose.isPending}
            problem={propose.error}
          >
            <p>{t('payouts.proposeWhat', { count: found.due.length, amount: yuan(found.totalFen) })}</p>
            <MoneyText fen={found.totalFen} inWords />
          </ConfirmAct>
        </section>
      )}
    </Await>
  );
}

function BatchRow({ batch }: { batch: Batch }) {
  const { t } = useTranslation('settlement');
  const session = useSession().data;
  const [asking, setAsking] = useState<'approve' | 'refuse' | 'settle'>();
  const [reason, setReason] = useState('');
  const refresh = [['batches'], ['payables']];
  const close = () => setAsking(undefined);
  const decide = useIntent(
    (approve: boolean, key) =>
      http.post(`/api/payout-batches/${batch.id}/approval`, { approve, reason: reason.trim() || null }, key),
    { refresh, onSuccess: close },
  );
  const checks = has(session, ['finance-checker']) && batch.state === 'proposed';
  return (
    <tr>
      <td>{batch.number}</td>
      <td>{dateTime(batch.proposedAt)}</td>
      <td className="num">{batch.items}</td>
      <td className="num">{yuan(batch.totalFen)}</td>
      <td>
        <StatusTag
          family={
            batch.state === 'settled' ? 'done' : batch.state === 'refused' ? 'problem' : checks ? 'yours' : 'theirs'
          }
        >
          {t(`payouts.states.${batch.state}`)}
        </StatusTag>
      </td>
      <td>
        <div className="row">
          {checks && (
            <>
              <button type="button" className="button primary" onClick={() => setAsking('approve')}>
                {t('payouts.approve')}
              </button>
              <button type="button" className="button" onClick={() => setAsking('refuse')}>
                {t('payouts.refuse')}
              </button>
            </>
          )}
          {has(session, ['finance']) && batch.state === 'approved' && (
            <button type="button" className="button" onClick={() => setAsking('settle')}>
              {t('payouts.settle')}
            </button>
          )}
        </div>
        <ConfirmAct
          act={t('payouts.approve')}
          open={asking === 'approve'}
          onClose={close}
          onAct={() => decide.mutate(true)}
          pending={decide.isPending}
          problem={decide.error}
        >
          <p>{t('payouts.approveWhat', { number: batch.number, amount: yuan(batch.totalFen) })}</p>
          <MoneyText fen={batch.totalFen} inWords />
        </ConfirmAct>
        <ConfirmAct
          act={t('payouts.refuse')}
          open={asking === 'refuse'}
          onClose={close}
          onAct={() => decide.mutate(false)}
          pending={decide.isPending}
          problem={decide.error}
          disabled={!reason.trim()}
          danger
        >
          <TextField label={t('payouts.reason')} value={reason} onChange={setReason} lines={2} />
        </ConfirmAct>
        <SettleSheet batchId={batch.id} open={asking === 'settle'} onClose={close} />
      </td>
    </tr>
  );
}

export default function Payouts() {
  const { t } = useTranslation('settlement');
  const session = useSession().data;
  const batches = useQuery({ queryKey: ['batches'], queryFn: () => http.get<Page<Batch>>('/api/payout-batches') });
  return (
    <div className="stack">
      <PageHeading question={t('payouts.question')}>{has(session, ['finance']) && <GatewaySettlement />}</PageHeading>
      <Due />
      <Await of={batches} height={200}>
        {(page) =>
          page.items.length > 0 && (
            <section className="card stack-s">
              <h2>{t('payouts.batches')}</h2>
              <div className="table-scroll">
                <table className="plain-table">
                  <tbody>
                    {page.items.map((batch) => (
                      <BatchRow key={batch.id} batch={batch} />
                    ))}
                  </tbody>
                </table>
              </div>
            </section>
          )
        }
      </Await>
    </div>
  );
}
