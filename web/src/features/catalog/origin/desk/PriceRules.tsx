import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schema } from '@/api';
import { date } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { PagedTable } from '@/shared/desk';
import { has, useSession } from '@/shared/session';
import { ChoiceField, ProblemAlert, TextField } from '@/shared/ui';
import { useCounties, useList } from '../api';
import '../i18n';
import '../../desk/desk.css';

type Rule = Schema<'SetPriceRuleRow'>;

function NewRule() {
  const { t } = useTranslation('origin');
  const counties = useCounties();
  const [region, setRegion] = useState('500000');
  const [validFrom, setValidFrom] = useState(date(new Date()));
  const [above, setAbove] = useState('30');
  const [days, setDays] = useState('14');
  const set = useIntent(
    (body: { regionCode: string; validFrom: string; abovePercent: number; maxAgeDays: number }, key) =>
      api.post('/api/price-rules', { body, key }),
    { refresh: [['price-rules']] },
  );
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        set.mutate({ regionCode: region, validFrom, abovePercent: Number(above), maxAgeDays: Number(days) });
      }}
    >
      <h2>{t('prices.addRule')}</h2>
      <div className="side-by-side">
        <ChoiceField
          label={t('prices.region')}
          name="regionCode"
          value={region}
          onChange={setRegion}
          choices={[
            { value: '500000', label: t('city') },
            ...counties.map((one) => ({ value: one.code, label: one.name })),
          ]}
        />
        <TextField
          label={t('prices.validFrom')}
          name="validFrom"
          type="date"
          value={validFrom}
          onChange={setValidFrom}
        />
        <TextField
          label={t('prices.abovePercent')}
          name="abovePercent"
          inputMode="numeric"
          value={above}
          onChange={setAbove}
        />
        <TextField
          label={t('prices.maxAgeDays')}
          name="maxAgeDays"
          inputMode="numeric"
          value={days}
          onChange={setDays}
        />
      </div>
      <ProblemAlert problem={set.error} />
      <div>
        <button type="submit" className="button primary" disabled={set.isPending}>
          {t('prices.addRule')}
        </button>
      </div>
    </form>
  );
}

/** 规则: from which price on a reason is asked for, where and since when. */
export function PriceRules() {
  const { t } = useTranslation('origin');
  const session = useSession().data;
  const rules = useList<Rule>('price-rules', '/api/price-rules', '');
  const columns: TableColumnsType<Rule> = [
    { title: t('prices.region'), dataIndex: 'regionName' },
    { title: t('prices.validFrom'), dataIndex: 'validFrom' },
    {
      title: t('prices.abovePercent'),
      dataIndex: 'abovePercent',
      align: 'right',
      render: (value: number) => `${value}%`,
    },
    { title: t('prices.maxAgeDays'), dataIndex: 'maxAgeDays', align: 'right' },
  ];
  return (
    <>
      <p className="muted">{t('prices.ruleLead')}</p>
      <PagedTable of={rules} height={200} columns={columns} rowKey={(row) => row.id} />
      {has(session, ['city-official']) && <NewRule />}
    </>
  );
}
