import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Body, type Schema } from '@/api';
import { date } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { PagedTable } from '@/shared/desk';
import { has, useSession } from '@/shared/session';
import { ChoiceField, ProblemAlert, TextField } from '@/shared/ui';
import { useCategories, useCounties, useList } from '../api';
import '../i18n';
import '../../desk/desk.css';

type Ceiling = Schema<'SetYieldCeilingRow'>;
type Rule = Schema<'SetYieldRuleRow'>;
const bases = ['mu', 'head', 'raw-kg'] as const;

/** The places an official may set data for: the own county, or all of the city. */
function useOwnRegions() {
  const { t } = useTranslation('origin');
  const session = useSession().data;
  const counties = useCounties();
  const own = session?.posts.find((post) => post.role === 'county-official')?.regionCode;
  const all = [{ value: '500000', label: t('city') }, ...counties.map((one) => ({ value: one.code, label: one.name }))];
  return has(session, ['city-official']) ? all : all.filter((one) => one.value === own);
}

function NewCeiling() {
  const { t, i18n } = useTranslation('origin');
  const regions = useOwnRegions();
  const categories = useCategories();
  const [form, setForm] = useState({
    region: '',
    category: '',
    crop: '',
    basis: 'mu',
    kilograms: '',
    source: '',
    from: date(new Date()),
  });
  const put = (part: Partial<typeof form>) => setForm((now) => ({ ...now, ...part }));
  const set = useIntent(
    (body: Body<'/api/yield-ceilings', 'post'>, key) => api.post('/api/yield-ceilings', { body, key }),
    {
      refresh: [['yield-ceilings']],
    },
  );
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        set.mutate({
          regionCode: form.region || (regions[0]?.value ?? ''),
          categoryCode: form.category,
          cropName: form.crop.trim(),
          basis: form.basis as (typeof bases)[number],
          gramsPerUnit: Math.round(Number(form.kilograms) * 1000) || 0,
          source: form.source,
          validFrom: form.from,
        });
      }}
    >
      <h2>{t('yield.addCeiling')}</h2>
      <div className="side-by-side">
        <ChoiceField
          label={t('prices.region')}
          name="regionCode"
          value={form.region || (regions[0]?.value ?? '')}
          onChange={(region) => put({ region })}
          choices={regions}
        />
        <ChoiceField
          label={t('prices.category')}
          name="categoryCode"
          value={form.category}
          onChange={(category) => put({ category })}
          choices={categories.map((one) => ({
            value: one.code,
            label: i18n.language === 'en' ? one.nameEn : one.name,
          }))}
        />
        <TextField
          label={t('yield.crop')}
          name="cropName"
          hint={t('yield.cropHint')}
          value={form.crop}
          onChange={(crop) => put({ crop })}
        />
        <ChoiceField
          label={t('yield.basis')}
          value={form.basis}
          onChange={(basis) => put({ basis })}
          choices={bases.map((value) => ({ value, label: t(`yield.bases.${value}`) }))}
        />
        <TextField
          label={t('yield.perUnit')}
          name="gramsPerUnit"
          inputMode="decimal"
          value={form.kilograms}
          onChange={(kilograms) => put({ kilograms })}
        />
        <TextField
          label={t('prices.validFrom')}
          name="validFrom"
          type="date"
          value={form.from}
          onChange={(from) => put({ from })}
        />
      </div>
      <TextField label={t('yield.source')} name="source" value={form.source} onChange={(source) => put({ source })} />
      <ProblemAlert problem={set.error} />
      <div>
        <button type="submit" className="button primary" disabled={set.isPending}>
          {t('yield.addCeiling')}
        </button>
      </div>
    </form>
  );
}

function NewRule() {
  const { t } = useTranslation('origin');
  const regions = useOwnRegions();
  const [form, setForm] = useState({
    region: '',
    from: date(new Date()),
    tolerance: '10',
    stops: false,
    needsPlots: false,
  });
  const put = (part: Partial<typeof form>) => setForm((now) => ({ ...now, ...part }));
  const set = useIntent((body: Body<'/api/yield-rules', 'post'>, key) => api.post('/api/yield-rules', { body, key }), {
    refresh: [['yield-rules']],
  });
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        set.mutate({
          regionCode: form.region || (regions[0]?.value ?? ''),
          validFrom: form.from,
          tolerancePercent: Number(form.tolerance),
          stops: form.stops,
          needsPlots: form.needsPlots,
        });
      }}
    >
      <h2>{t('prices.addRule')}</h2>
      <div className="side-by-side">
        <ChoiceField
          label={t('prices.region')}
          value={form.region || (regions[0]?.value ?? '')}
          onChange={(region) => put({ region })}
          choices={regions}
        />
        <TextField label={t('prices.validFrom')} type="date" value={form.from} onChange={(from) => put({ from })} />
        <TextField
          label={t('yield.tolerance')}
          inputMode="numeric"
          value={form.tolerance}
          onChange={(tolerance) => put({ tolerance })}
        />
      </div>
      {(['stops', 'needsPlots'] as const).map((name) => (
        <label key={name} className="row">
          <input type="checkbox" checked={form[name]} onChange={(event) => put({ [name]: event.target.checked })} />
          {t(`yield.${name}`)}
        </label>
      ))}
      <ProblemAlert problem={set.error} />
      <div>
        <button type="submit" className="button primary" disabled={set.isPending}>
          {t('prices.addRule')}
        </button>
      </div>
    </form>
  );
}

/** 上限和规则: what a crop can yield, and what happens to a lot above. */
export function YieldRules() {
  const { t } = useTranslation('origin');
  const session = useSession().data;
  const ceilings = useList<Ceiling>('yield-ceilings', '/api/yield-ceilings', '');
  const rules = useList<Rule>('yield-rules', '/api/yield-rules', '');
  const sets = has(session, ['county-official', 'city-official']);
  const ceilingColumns: TableColumnsType<Ceiling> = [
    { title: t('prices.region'), dataIndex: 'regionName' },
    { title: t('prices.category'), dataIndex: 'categoryName' },
    { title: t('yield.crop'), dataIndex: 'cropName' },
    {
      title: t('yield.perUnit'),
      dataIndex: 'gramsPerUnit',
      align: 'right',
      render: (grams: number, row) => `${grams / 1000} / ${t(`yield.bases.${row.basis}`)}`,
    },
    { title: t('yield.source'), dataIndex: 'source' },
    { title: t('prices.validFrom'), dataIndex: 'validFrom' },
  ];
  const ruleColumns: TableColumnsType<Rule> = [
    { title: t('prices.region'), dataIndex: 'regionName' },
    { title: t('prices.validFrom'), dataIndex: 'validFrom' },
    { title: t('yield.tolerance'), dataIndex: 'tolerancePercent', align: 'right' },
    { title: t('yield.stops'), dataIndex: 'stops', render: (is: boolean) => t(is ? 'yield.yes' : 'yield.no') },
    {
      title: t('yield.needsPlots'),
      dataIndex: 'needsPlots',
      render: (is: boolean) => t(is ? 'yield.yes' : 'yield.no'),
    },
  ];
  return (
    <>
      <h2>{t('yield.ceilings')}</h2>
      <PagedTable
        of={ceilings}
        height={200}
        columns={ceilingColumns}
        rowKey={(row) => row.id}
        empty={t('yield.noCeilings')}
      />
      {sets && <NewCeiling />}
      <h2>{t('prices.rules')}</h2>
      <PagedTable of={rules} height={160} columns={ruleColumns} rowKey={(row) => row.id} />
      {sets && <NewRule />}
    </>
  );
}
