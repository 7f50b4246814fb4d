import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, type Body, type Schema } from '@/api';
import { useIntent } from '@/shared/http';
import {
  Await,
  ChipChoice,
  ChoiceField,
  EmptyState,
  PageHeading,
  ProblemAlert,
  RegionPicker,
  StatusTag,
  TextField,
} from '@/shared/ui';
import { useCategories } from '../api';
import { FileField, type Attached } from '../parts/FileField';
import { familyOfPlot } from '../states';
import '../i18n';

const bases = ['mu', 'head', 'raw-kg'] as const;

function NewPlot({ onDone }: { onDone: () => void }) {
  const { t, i18n } = useTranslation('origin');
  const categories = useCategories();
  const [form, setForm] = useState({
    village: '',
    name: '',
    basis: 'mu',
    amount: '',
    category: '',
    crop: '',
    season: String(new Date().getFullYear()),
  });
  const [file, setFile] = useState<Attached>();
  const put = (part: Partial<typeof form>) => setForm((now) => ({ ...now, ...part }));
  const save = useIntent((body: Body<'/api/plots', 'post'>, key) => api.post('/api/plots', { body, key }), {
    refresh: [['own-plots']],
    onSuccess: onDone,
  });
  return (
    <section className="card stack" aria-label={t('yield.newPlot')}>
      <h2>{t('yield.newPlot')}</h2>
      <ChipChoice
        label={t('yield.basis')}
        value={form.basis}
        onChange={(basis) => put({ basis })}
        choices={bases.map((value) => ({ value, label: t(`yield.kinds.${value}`) }))}
      />
      <RegionPicker label={t('yield.village')} value={form.village} onChange={(village) => put({ village })} />
      <TextField
        label={t('yield.plotName')}
        hint={t('yield.plotNameHint')}
        value={form.name}
        onChange={(name) => put({ name })}
      />
      <TextField
        label={t('yield.howMuch', { unit: t(`yield.bases.${form.basis}`) })}
        name="amountHundredths"
        inputMode="decimal"
        value={form.amount}
        onChange={(amount) => put({ amount })}
      />
      <ChoiceField
        label={t('prices.category')}
        name="categoryCode"
        value={form.category}
        onChange={(category) => put({ category })}
        choices={categories
          .filter((one) => one.parentCode || !categories.some((child) => child.parentCode === one.code))
          .map((one) => ({ value: one.code, label: i18n.language === 'en' ? one.nameEn : one.name }))}
      />
      <TextField label={t('yield.crop')} name="cropName" value={form.crop} onChange={(crop) => put({ crop })} />
      <TextField
        label={t('yield.season')}
        name="season"
        inputMode="numeric"
        value={form.season}
        onChange={(season) => put({ season })}
      />
      <FileField label={t('yield.evidence')} value={file} onChange={setFile} />
      <ProblemAlert problem={save.error} />
      <button
        type="button"
        className="button primary block"
        disabled={save.isPending}
        onClick={() =>
          save.mutate({
            villageCode: form.village,
            name: form.name,
            basis: form.basis as (typeof bases)[number],
            amountHundredths: Math.round(Number(form.amount) * 100) || 0,
            categoryCode: form.category,
            cropName: form.crop,
            season: Number(form.season) || 0,
            fileId: file?.id ?? null,
          })
        }
      >
        {t('yield.savePlot')}
      </button>
    </section>
  );
}

function Withdraw({ plot }: { plot: Schema<'CheckPlotItem'> }) {
  const { t } = useTranslation('origin');
  const act = useIntent(
    (version: number, key) =>
      api.post('/api/plots/{plotId}/withdrawal', { path: { plotId: plot.plotId }, body: { version }, key }),
    { refresh: [['own-plots']] },
  );
  if (plot.state === 'withdrawn') return null;
  return (
    <>
      <ProblemAlert problem={act.error} />
      <button
        type="button"
        className="button link start"
        disabled={act.isPending}
        onClick={() => act.mutate(plot.version)}
      >
        {t('yield.withdraw')}
      </button>
    </>
  );
}

/** 地块: where this season's goods grow; the town checks it. */
export default function PlotsPage() {
  const { t } = useTranslation('origin');
  const [adding, setAdding] = useState(false);
  const plots = useQuery({ queryKey: ['own-plots'], queryFn: () => api.get('/api/plots', { query: { size: 100 } }) });
  return (
    <div className="stack">
      <Link className="button link start" to="/supplier/products">
        ‹ {t('yield.toProducts')}
      </Link>
      <PageHeading question={t('yield.plotsQuestion')} lead={t('yield.plotsLead')} />
      {adding ? (
        <NewPlot onDone={() => setAdding(false)} />
      ) : (
        <button type="button" className="button primary block" onClick={() => setAdding(true)}>
          ＋ {t('yield.newPlot')}
        </button>
      )}
      <Await of={plots} height={300}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState title={t('yield.noPlots')} />
          ) : (
            <ul className="lines card">
              {page.items.map((plot) => (
                <li key={plot.plotId} className="stack-s">
                  <div className="row-between">
                    <strong>
                      {plot.name} · {plot.cropName}
                    </strong>
                    <StatusTag family={familyOfPlot(plot.state) === 'yours' ? 'theirs' : familyOfPlot(plot.state)}>
                      {t(`yield.plotStates.${plot.state}`)}
                    </StatusTag>
                  </div>
                  <span className="muted small">
                    {plot.amountHundredths / 100} {t(`yield.bases.${plot.basis}`)} · {plot.season} · {plot.villageName}
                  </span>
                  {plot.opinion && <span>{plot.opinion}</span>}
                  <Withdraw plot={plot} key={plot.version} />
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </div>
  );
}
