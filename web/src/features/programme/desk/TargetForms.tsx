import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Body } from '@/api';
import { parseYuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { ChoiceField, ProblemAlert, TextField } from '@/shared/ui';
import { useProgrammes, useVocabulary } from '../api';

export type TargetBody = Body<'/api/programmes/{programmeId}/targets', 'put'>;

export function Define({ onDone }: { onDone: (id: string) => void }) {
  const { t } = useTranslation('programme');
  const programmes = (useProgrammes().data?.items ?? []).filter((one) => !one.parentId);
  const channels = useVocabulary().data?.channels ?? [];
  const [form, setForm] = useState({
    key: '',
    name: '',
    nameEn: '',
    parentId: '',
    from: '',
    to: '',
    channel: '',
    buyerProvince: '',
  });
  const define = useIntent((body: Body<'/api/programmes', 'post'>, key) => api.post('/api/programmes', { body, key }), {
    refresh: [['programmes']],
    onSuccess: (made) => onDone(made.id),
  });
  const field = (name: keyof typeof form) => ({
    value: form[name],
    onChange: (value: string) => setForm((now) => ({ ...now, [name]: value })),
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        define.mutate({
          key: form.key.trim(),
          name: form.name.trim(),
          nameEn: form.nameEn.trim(),
          parentId: form.parentId || null,
          regionCode: '500000',
          periodFrom: `${form.from}-01`,
          periodTo: lastDay(form.to),
          channels: form.channel ? [form.channel] : [],
          buyerProvince: form.buyerProvince || null,
          recognisedOnly: false,
        });
      }}
    >
      <TextField label={t('targets.name')} {...field('name')} />
      <TextField label={t('targets.nameEn')} {...field('nameEn')} />
      <TextField label={t('targets.key')} hint={t('targets.keyHint')} {...field('key')} />
      <TextField label={t('targets.from')} type="month" {...field('from')} />
      <TextField label={t('targets.to')} type="month" {...field('to')} />
      <ChoiceField
        label={t('targets.parent')}
        {...field('parentId')}
        choices={[
          { value: '', label: t('targets.noParent') },
          ...programmes.map((one) => ({ value: one.id, label: one.name })),
        ]}
      />
      <ChoiceField
        label={t('dashboard.channel')}
        {...field('channel')}
        choices={[
          { value: '', label: t('sales.all') },
          ...channels.map((word) => ({ value: word.code, label: word.zh })),
        ]}
      />
      <ChoiceField
        label={t('sales.buyerProvince')}
        {...field('buyerProvince')}
        choices={[
          { value: '', label: t('sales.all') },
          { value: '370000', label: t('sales.shandong') },
        ]}
      />
      <ProblemAlert problem={define.error} />
      <div>
        <button type="submit" className="button primary" disabled={define.isPending || !form.from || !form.to}>
          {t('targets.define')}
        </button>
      </div>
    </form>
  );
}

const lastDay = (month: string) => {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return `${month}-${new Date(Date.UTC(year, number, 0)).getUTCDate()}`;
};

export function Edit({ programmeId, target, onDone }: { programmeId: string; target: TargetBody; onDone: () => void }) {
  const { t } = useTranslation('programme');
  const [amount, setAmount] = useState(target.amountFen ? String(target.amountFen / 100) : '');
  const [qualifier, setQualifier] = useState(target.qualifier ?? '');
  const [source, setSource] = useState(target.source ?? '');
  const save = useIntent(
    (body: TargetBody, key) => api.put('/api/programmes/{programmeId}/targets', { path: { programmeId }, body, key }),
    { refresh: [['targets', programmeId], ['dashboard']], onSuccess: onDone },
  );
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({
          ...target,
          amountFen: parseYuan(amount) ?? 0,
          qualifier: qualifier || null,
          source: source.trim() || null,
        });
      }}
    >
      <TextField label={t('targets.amount')} inputMode="decimal" value={amount} onChange={setAmount} />
      <ChoiceField
        label={t('targets.qualifier')}
        value={qualifier}
        onChange={setQualifier}
        choices={['', 'exact', 'at_least', 'nearly', 'more_than'].map((value) => ({
          value,
          label: t(`targets.qualifiers.${value || 'none'}`),
        }))}
      />
      <TextField
        label={t('targets.source')}
        hint={t('targets.sourceHint')}
        optional
        value={source}
        onChange={setSource}
      />
      <ProblemAlert problem={save.error} />
      <div>
        <button type="submit" className="button primary" disabled={save.isPending}>
          {t('targets.save')}
        </button>
      </div>
    </form>
  );
}
