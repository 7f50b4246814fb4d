import type { TableColumnsType } from 'antd';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Body, type Schema } from '@/api';
import { PagedTable } from '@/shared/desk';
import { date, parseYuan, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { EmptyState, ProblemAlert, StatusTag, TextField } from '@/shared/ui';
import { useRows } from './use-rows';

type Day = Schema<'CustodyComparisonRow'>;
type Balance = Body<'/api/ledger/custody-balances', 'post'>;

/** The bank's balance at the end of a day, as its statement has it. */
function Enter() {
  const { t } = useTranslation('settlement');
  const [day, setDay] = useState(() => date(new Date(Date.now() - 86_400_000)));
  const [amount, setAmount] = useState('');
  const [wrong, setWrong] = useState(false);
  const enter = useIntent((body: Balance, key) => api.post('/api/ledger/custody-balances', { body, key }), {
    refresh: [['/api/ledger/custody-comparison']],
    onSuccess: () => setAmount(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const balanceFen = parseYuan(amount);
    setWrong(balanceFen === undefined);
    if (balanceFen !== undefined) enter.mutate({ day, balanceFen });
  };
  return (
    <form className="card stack-s" onSubmit={submit} noValidate>
      <div className="row" style={{ alignItems: 'flex-end' }}>
        <TextField label={t('custody.day')} type="date" value={day} onChange={setDay} />
        <TextField
          label={t('custody.balance')}
          inputMode="decimal"
          value={amount}
          onChange={setAmount}
          error={wrong ? t('custody.wrong') : undefined}
        />
        <button type="submit" className="button primary" disabled={enter.isPending || !day}>
          {t('custody.enter')}
        </button>
      </div>
      <ProblemAlert problem={enter.error} />
    </form>
  );
}

/** 监管账户对账: the bank's balance beside the ledger's, day by day. */
export function Custody() {
  const { t } = useTranslation('settlement');
  const session = useSession().data;
  const days = useRows<Day>('/api/ledger/custody-comparison');
  const columns: TableColumnsType<Day> = [
    { title: t('custody.day'), dataIndex: 'day', width: 140, render: (day: string) => date(day) },
    { title: t('custody.bank'), dataIndex: 'bankFen', align: 'right', width: 180, render: yuan },
    { title: t('custody.ledger'), dataIndex: 'ledgerFen', align: 'right', width: 180, render: yuan },
    { title: t('custody.difference'), dataIndex: 'differenceFen', align: 'right', width: 180, render: yuan },
    {
      title: t('custody.result'),
      key: 'result',
      render: (_, row) => (
        <StatusTag family={row.differenceFen === 0 ? 'done' : 'problem'}>
          {t(row.differenceFen === 0 ? 'custody.same' : 'custody.differs')}
        </StatusTag>
      ),
    },
  ];
  return (
    <div className="stack">
      {has(session, ['finance']) && <Enter />}
      <PagedTable
        of={days}
        height={260}
        columns={columns}
        rowKey={(row) => row.day}
        empty={<EmptyState title={t('custody.none')}>{t('custody.noneNext')}</EmptyState>}
      />
    </div>
  );
}
