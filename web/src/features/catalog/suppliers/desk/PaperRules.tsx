import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Body, type Schema } from '@/api';
import { DataTable } from '@/shared/desk';
import { date } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { Await, ChoiceField, ProblemAlert, TextField } from '@/shared/ui';
import { useCounties, useList } from '../../origin/api';
import '../../desk/desk.css';
import '../i18n';
import { supplierKinds } from '../states';

type Rule = Schema<'SetPaperRuleItem'>;
type NewRule = Body<'/api/paper-rules', 'post'>;

function AddRule({ known, kind }: { known: readonly Rule[]; kind: string }) {
  const { t, i18n } = useTranslation('suppliers');
  const isOperator = has(useSession().data, ['operator']);
  const counties = useCounties();
  const [rule, setRule] = useState({
    paperKind: 'quality-pledge',
    regionCode: isOperator ? '' : '500000',
    validFrom: date(new Date()),
    need: 'needed',
    needsNumber: 'no',
    needsEnd: 'no',
    remindDays: '30',
    graceDays: '15',
  });
  const set = (part: Partial<typeof rule>) => setRule((now) => ({ ...now, ...part }));
  const add = useIntent((body: NewRule, key) => api.post('/api/paper-rules', { body, key }), {
    refresh: [['paper-rules']],
  });
  const papers = new Map(known.map((one) => [one.paperKind, i18n.language === 'en' ? one.paperNameEn : one.paperName]));
  const yesNo = ['yes', 'no'].map((value) => ({ value, label: t(`rules.${value}`) }));
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate({
          supplierKind: kind as NewRule['supplierKind'],
          paperKind: rule.paperKind,
          regionCode: rule.regionCode || null,
          validFrom: rule.validFrom,
          need: rule.need as NewRule['need'],
          needsNumber: rule.needsNumber === 'yes',
          needsEnd: rule.needsEnd === 'yes',
          remindDays: Number(rule.remindDays),
          graceDays: Number(rule.graceDays),
        });
      }}
    >
      <h3>{t('rules.add')}</h3>
      <div className="side-by-side">
        <ChoiceField
          label={t('rules.paperKind')}
          name="paperKind"
          value={rule.paperKind}
          onChange={(paperKind) => set({ paperKind })}
          choices={[...papers].map(([value, label]) => ({ value, label }))}
        />
        <ChoiceField
          label={t('rules.region')}
          name="regionCode"
          value={rule.regionCode}
          onChange={(regionCode) => set({ regionCode })}
          choices={[
            ...(isOperator ? [{ value: '', label: t('rules.everywhere') }] : []),
            { value: '500000', label: t('rules.city') },
            ...counties.map((one) => ({ value: one.code, label: one.name })),
          ]}
        />
        <TextField
          label={t('rules.validFrom')}
          name="validFrom"
          type="date"
          value={rule.validFrom}
          onChange={(validFrom) => set({ validFrom })}
        />
        <ChoiceField
          label={t('rules.need')}
          name="need"
          value={rule.need}
          onChange={(need) => set({ need })}
          choices={['needed', 'optional', 'not-asked'].map((value) => ({ value, label: t(`needs.${value}`) }))}
        />
        <ChoiceField
          label={t('rules.number')}
          value={rule.needsNumber}
          onChange={(needsNumber) => set({ needsNumber })}
          choices={yesNo}
        />
        <ChoiceField
          label={t('rules.end')}
          value={rule.needsEnd}
          onChange={(needsEnd) => set({ needsEnd })}
          choices={yesNo}
        />
        <TextField
          label={t('rules.remind')}
          name="remindDays"
          inputMode="numeric"
          value={rule.remindDays}
          onChange={(remindDays) => set({ remindDays })}
        />
        <TextField
          label={t('rules.grace')}
          name="graceDays"
          inputMode="numeric"
          value={rule.graceDays}
          onChange={(graceDays) => set({ graceDays })}
        />
      </div>
      <ProblemAlert problem={add.error} />
      <div>
        <button type="submit" className="button primary" disabled={add.isPending}>
          {t('rules.add')}
        </button>
      </div>
    </form>
  );
}

/** 证照规则: what each kind of supplier hands in, since when, and how long it may be late. */
export function PaperRules() {
  const { t, i18n } = useTranslation('suppliers');
  const session = useSession().data;
  const [kind, setKind] = useState('cooperative');
  const all = useList<Rule>('paper-rules', '/api/paper-rules', '', 100);
  const columns: TableColumnsType<Rule> = [
    {
      title: t('rules.paperKind'),
      fixed: 'left',
      render: (_, row) => (i18n.language === 'en' ? row.paperNameEn : row.paperName),
    },
    {
      title: t('rules.region'),
      render: (_, row) => (row.regionCode ? row.regionName : t('rules.everywhere')),
    },
    { title: t('rules.validFrom'), dataIndex: 'validFrom', className: 'nowrap' },
    { title: t('rules.need'), render: (_, row) => t(`needs.${row.need}`) },
    { title: t('rules.number'), render: (_, row) => t(row.needsNumber ? 'rules.yes' : 'rules.no') },
    { title: t('rules.end'), render: (_, row) => t(row.needsEnd ? 'rules.yes' : 'rules.no') },
    { title: t('rules.remind'), dataIndex: 'remindDays', align: 'right' },
    { title: t('rules.grace'), dataIndex: 'graceDays', align: 'right' },
  ];
  return (
    <section className="stack" aria-labelledby="paper-rules">
      <h2 id="paper-rules">{t('rules.title')}</h2>
      <p className="muted">{t('rules.lead')}</p>
      <Await of={all} height={200}>
        {(found) => {
          const rules = found.pages.flatMap((page) => page.items);
          return (
            <>
              <div className="row" role="group" aria-label={t('rules.supplierKind')}>
                {supplierKinds.map((one) => (
                  <button
                    key={one}
                    type="button"
                    className="chip"
                    aria-pressed={one === kind}
                    onClick={() => setKind(one)}
                  >
                    {t(`kinds.${one}`)}
                  </button>
                ))}
              </div>
              <DataTable
                rows={rules.filter((rule) => rule.supplierKind === kind)}
                columns={columns}
                rowKey={(row) => row.ruleId}
                onMore={all.hasNextPage ? () => void all.fetchNextPage() : undefined}
              />
              {has(session, ['city-official', 'operator']) && <AddRule key={kind} known={rules} kind={kind} />}
            </>
          );
        }}
      </Await>
    </section>
  );
}
