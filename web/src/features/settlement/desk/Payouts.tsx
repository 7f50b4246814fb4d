import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateTime, yuan } from '@/shared/format';
import { http, useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { Await, ConfirmAct, EmptyState, MoneyText, PageHeading } from '@/shared/ui';
import '../i18n';
import { Batches } from './Batches';
import { GatewaySettlement } from './GatewaySettlement';
import './money.css';

interface Payables {
  totalFen: number;
  due: { partyId: string; name: string; accountMasked: string; amountFen: number }[];
  held: { partyId: string; name: string; amountFen: number; why: string; until?: string | null }[];
}

function Due() {
  const { t } = useTranslation('settlement');
  const session = useSession().data;
  const [asking, setAsking] = useState(false);
  const payables = useQuery({ queryKey: ['payables'], queryFn: () => http.get<Payables>('/api/payables') });
  const propose = useIntent((_: number, key) => http.post('/api/payout-batches', {}, key), {
    refresh: [['payables'], ['/api/payout-batches']],
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

export default function Payouts() {
  const { t } = useTranslation('settlement');
  const session = useSession().data;
  return (
    <div className="stack">
      <PageHeading question={t('payouts.question')}>{has(session, ['finance']) && <GatewaySettlement />}</PageHeading>
      <Due />
      <Batches />
    </div>
  );
}
