import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { api } from '@/api';
import { date, parseBulk, parseYuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { ChoiceField, ErrorSummary, PageHeading, ProblemAlert, RegionPicker, Skeleton, TextField } from '@/shared/ui';
import { useAddresses } from '../api';
import '../ordering.css';
import './i18n';

const inDays = (days: number) => date(new Date(Date.now() + days * 86_400_000));

const kept = 'mp-demand-draft';
const blank = {
  title: '',
  mass: '',
  price: '',
  categoryCode: '',
  regionCode: '',
  closesOn: inDays(7),
  wantedOn: inDays(14),
  note: '',
};

function remembered(): typeof blank {
  try {
    return { ...blank, ...(JSON.parse(sessionStorage.getItem(kept) ?? '{}') as Partial<typeof blank>) };
  } catch {
    return blank;
  }
}

function Form({ begin }: { begin: typeof blank }) {
  const { t, i18n } = useTranslation('buying');
  const navigate = useNavigate();
  const [form, setForm] = useState(begin);
  const [attempt, setAttempt] = useState(0);
  const categories = useQuery({
    queryKey: ['categories'],
    queryFn: () => api.get('/api/categories'),
    staleTime: Infinity,
  });
  const usual = useAddresses().data?.items[0]?.regionCode ?? '';
  const regionCode = form.regionCode || usual;
  const post = useIntent(
    (body: Parameters<typeof api.post<'/api/demands'>>[1]['body'], key) => api.post('/api/demands', { body, key }),
    {
      refresh: [['demands']],
      onSuccess: (made) => {
        sessionStorage.removeItem(kept);
        void navigate(`/buyer/demands/${made.id}`, { replace: true });
      },
    },
  );
  const grams = parseBulk(form.mass);
  const price = form.price.trim() ? parseYuan(form.price) : null;
  const all = [
    ...(form.title.trim() ? [] : [{ field: 'title', message: t('demand.wrong.title') }]),
    ...(grams ? [] : [{ field: 'mass', message: t('demand.wrong.mass') }]),
    ...(price === undefined || price === 0 ? [{ field: 'price', message: t('demand.wrong.price') }] : []),
    ...(regionCode ? [] : [{ field: 'regionCode', message: t('demand.wrong.region') }]),
    ...(form.closesOn >= inDays(0) ? [] : [{ field: 'closesOn', message: t('demand.wrong.closesOn') }]),
    ...(form.wantedOn >= form.closesOn ? [] : [{ field: 'wantedOn', message: t('demand.wrong.wantedOn') }]),
  ];
  const faults = attempt > 0 ? all : [];
  const field = (name: keyof typeof blank) => ({
    name,
    value: form[name],
    onChange: (value: string) =>
      setForm((now) => {
        const next = { ...now, [name]: value };
        sessionStorage.setItem(kept, JSON.stringify(next));
        return next;
      }),
    error: faults.find((fault) => fault.field === name)?.message,
  });
  return (
    <form
      className="stack"
      style={{ maxWidth: 860 }}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setAttempt((count) => count + 1);
        if (all.length > 0 || !grams) return;
        post.mutate({
          title: form.title.trim(),
          massGrams: grams,
          deliveryRegionCode: regionCode,
          wantedOn: form.wantedOn,
          closesOn: form.closesOn,
          ...(form.categoryCode ? { categoryCode: form.categoryCode } : {}),
          ...(price ? { highestFenPerKg: price } : {}),
          ...(form.note.trim() ? { note: form.note.trim() } : {}),
        });
      }}
    >
      <PageHeading question={t('demand.newQuestion')} lead={t('demand.newLead')} />
      <ErrorSummary faults={faults} attempt={attempt} />
      <section className="card form-grid">
        <TextField label={t('demand.title')} hint={t('demand.titleHint')} {...field('title')} />
        <ChoiceField
          label={t('demand.category')}
          {...field('categoryCode')}
          choices={[
            { value: '', label: t('demand.anyCategory') },
            ...(categories.data?.items ?? []).map((one) => ({
              value: one.code,
              label: i18n.language === 'en' ? one.nameEn : one.name,
            })),
          ]}
        />
        <TextField label={t('demand.mass')} hint={t('demand.massHint')} {...field('mass')} />
        <TextField
          label={t('demand.highest')}
          hint={t('demand.highestHint')}
          optional
          inputMode="decimal"
          {...field('price')}
        />
        <RegionPicker label={t('demand.region')} least="county" {...field('regionCode')} value={regionCode} />
        <TextField label={t('demand.closesOn')} type="date" {...field('closesOn')} />
        <TextField label={t('demand.wantedOn')} type="date" {...field('wantedOn')} />
        <TextField label={t('demand.note')} optional lines={2} {...field('note')} />
      </section>
      <ProblemAlert problem={post.error} />
      <div>
        <button type="submit" className="button primary" disabled={post.isPending}>
          {t('demand.post')}
        </button>
      </div>
    </form>
  );
}

/** What a product page sold out of: its name, kind and pack, so that nobody types them again. */
function ForProduct({ productId, packId }: { productId: string; packId: string | null }) {
  const { t } = useTranslation('buying');
  const found = useQuery({
    queryKey: ['product', productId],
    queryFn: () => api.get('/api/products/{productId}', { path: { productId } }),
    staleTime: Infinity,
    retry: false,
  });
  if (found.isPending) return <Skeleton height={500} />;
  // A product that is gone since leaves an empty form, not an error.
  if (!found.data) return <Form begin={remembered()} />;
  const { name, categoryCode, originName, packs } = found.data;
  const pack = packs.find((one) => one.packId === packId)?.name ?? '';
  const before = remembered();
  const wished = { ...blank, title: name, categoryCode, note: t('demand.wished', { name, pack, origin: originName }) };
  return <Form begin={before.title === name ? before : wished} />;
}

export default function NewDemand() {
  const [search] = useSearchParams();
  const productId = search.get('product');
  return productId ? (
    <ForProduct key={productId} productId={productId} packId={search.get('pack')} />
  ) : (
    <Form begin={remembered()} />
  );
}
