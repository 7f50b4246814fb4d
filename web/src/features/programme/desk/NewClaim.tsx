import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { date, parseYuan } from '@/shared/format';
import { http, useIntent, type Page } from '@/shared/http';
import { rolesOf, usePosts } from '@/shared/session';
import { ChoiceField, PageHeading, PhotoPicker, ProblemAlert, TextField, type Photo } from '@/shared/ui';
import type { Body } from '@/api';
import { recordClaim, useRegions, useVocabulary, type BuyerKind } from '../api';
import { buyerKinds } from './buyer-kinds';
import { PdfPicker } from './Papers';
import '../i18n';
import './dashboard.css';

const provinces = ['370000', '500000'];

function OriginField({
  top,
  value,
  onChange,
  error,
}: {
  top: string;
  value: string;
  onChange: (code: string) => void;
  error?: string;
}) {
  const { t } = useTranslation('programme');
  const [town, setTown] = useState(top.length > 6 ? top : '');
  const towns = useRegions(top.length > 6 ? undefined : top);
  const villages = useRegions(town || undefined);
  return (
    <div className="stack-s">
      {top.length <= 6 && (
        <ChoiceField
          label={t('claim.origin')}
          error={error}
          value={town}
          onChange={(code) => {
            setTown(code);
            onChange(code);
          }}
          choices={(towns.data?.items ?? []).map((region) => ({ value: region.code, label: region.name }))}
        />
      )}
      {town && (villages.data?.items.length ?? 0) > 0 && (
        <select
          className="input"
          aria-label={t('claim.origin')}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value={town}>—</option>
          {villages.data?.items.map((region) => (
            <option key={region.code} value={region.code}>
              {region.name}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

/** 线下核报: a sale made outside the platform, with what proves it. */
export default function NewClaimPage() {
  const { t, i18n } = useTranslation('programme');
  const navigate = useNavigate();
  const top = usePosts().find((post) => rolesOf.official.includes(post.role))?.regionCode ?? '500000';
  const words = useVocabulary().data;
  const categories = useQuery({
    queryKey: ['categories'],
    queryFn: () =>
      http.get<Page<{ code: string; parentCode?: string | null; name: string; nameEn: string }>>('/api/categories'),
    staleTime: Infinity,
  });
  const [form, setForm] = useState({
    originRegion: top,
    productName: '',
    category: '',
    supplierName: '',
    buyerName: '',
    buyerRegion: '500000',
    channel: '',
    mode: 'aiding-unit',
    series: 'direct-purchase',
    soldOn: date(new Date()),
    amount: '',
    mass: '',
    invoice: '',
    waybill: '',
    buyerKind: '',
  });
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const [papers, setPapers] = useState<{ fileId: string; name: string }[]>([]);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const save = useIntent((claim: Body<'/api/claims', 'post'>, key) => recordClaim(claim, key), {
    refresh: [['claims']],
    onSuccess: (answer) => void navigate(`/official/claims?claim=${answer.claimId}`),
  });
  const field = (name: keyof typeof form) => ({
    value: form[name],
    onChange: (value: string) => setForm((now) => ({ ...now, [name]: value })),
  });
  const errorOf = (name: string) =>
    missing.includes(name) ? (name === 'amount' ? t('claim.wrongMoney') : t('claim.fix')) : undefined;
  const english = i18n.language === 'en';
  const say = (list: { code: string; zh: string; en: string }[] | undefined) =>
    (list ?? []).map((word) => ({ value: word.code, label: english ? word.en : word.zh }));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const amountFen = parseYuan(form.amount);
    const massGrams = Math.round(Number(form.mass || '0') * 1000);
    const wrong = [
      ...(['productName', 'category', 'supplierName', 'buyerName', 'channel', 'mode', 'soldOn'] as const).filter(
        (name) => !form[name].trim(),
      ),
      ...(amountFen ? [] : ['amount']),
      ...(massGrams > 0 ? [] : ['mass']),
      ...(photos.length + papers.length > 0 ? [] : ['photos']),
    ];
    setMissing(wrong);
    if (wrong.length > 0 || !amountFen) return;
    save.mutate({
      originRegion: form.originRegion,
      productName: form.productName.trim(),
      productId: null,
      category: form.category,
      supplierName: form.supplierName.trim(),
      buyerName: form.buyerName.trim(),
      buyerRegion: form.buyerRegion,
      channel: form.channel,
      mode: form.mode,
      series: form.series as Body<'/api/claims', 'post'>['series'],
      soldOn: form.soldOn,
      amountFen,
      massGrams,
      invoiceNumber: form.invoice.trim() || null,
      waybillNumber: form.waybill.trim() || null,
      buyerKind: (form.buyerKind || null) as BuyerKind | null,
      evidence: [
        ...photos.map((photo) => ({ fileId: photo.id, kind: 'photo' as const })),
        ...papers.map((paper) => ({ fileId: paper.fileId, kind: 'invoice' as const })),
      ],
    });
  };

  return (
    <form className="stack" onSubmit={submit} noValidate>
      <PageHeading question={t('claim.question')} />
      <ProblemAlert problem={save.error} />
      <div className="form-grid">
        <TextField label={t('claim.product')} error={errorOf('productName')} {...field('productName')} />
        <ChoiceField
          label={t('claim.category')}
          error={errorOf('category')}
          {...field('category')}
          choices={(categories.data?.items ?? [])
            .filter((category) => category.parentCode)
            .map((category) => ({ value: category.code, label: english ? category.nameEn : category.name }))}
        />
        <OriginField top={top} value={form.originRegion} onChange={field('originRegion').onChange} />
        <TextField label={t('claim.supplier')} error={errorOf('supplierName')} {...field('supplierName')} />
        <TextField label={t('claim.buyer')} error={errorOf('buyerName')} {...field('buyerName')} />
        <ChoiceField
          label={t('claim.buyerRegion')}
          {...field('buyerRegion')}
          choices={provinces.map((code) => ({
            value: code,
            label: code === '370000' ? (english ? 'Shandong' : '山东省') : english ? 'Chongqing' : '重庆市',
          }))}
        />
        <ChoiceField
          label={t('claim.channel')}
          error={errorOf('channel')}
          {...field('channel')}
          choices={say(words?.channels)}
        />
        <ChoiceField
          label={t('claim.mode')}
          error={errorOf('mode')}
          {...field('mode')}
          choices={say(words?.salesModes)}
        />
        <ChoiceField
          label={t('claim.series')}
          {...field('series')}
          choices={['direct-purchase', 'helped-sale'].map((value) => ({ value, label: t(`claim.seriesOf.${value}`) }))}
        />
        <TextField label={t('claim.soldOn')} type="date" error={errorOf('soldOn')} {...field('soldOn')} />
        <TextField label={t('claim.amount')} inputMode="decimal" error={errorOf('amount')} {...field('amount')} />
        <TextField label={t('claim.mass')} inputMode="decimal" error={errorOf('mass')} {...field('mass')} />
        <ChoiceField
          label={t('dashboard.buyerKind')}
          {...field('buyerKind')}
          choices={[
            { value: '', label: t('claim.otherKind') },
            ...buyerKinds.map((kind) => ({ value: kind, label: t(`buyerKinds.${kind}`) })),
          ]}
        />
        <TextField label={t('claim.invoice')} optional {...field('invoice')} />
        <TextField label={t('claim.waybill')} optional {...field('waybill')} />
        <fieldset className="wide stack-s">
          <legend>{t('claim.photos')}</legend>
          {errorOf('photos') && <span className="field-error">{errorOf('photos')}</span>}
          <PhotoPicker photos={photos} onChange={(change) => setPhotos(change)} />
          <PdfPicker papers={papers} onChange={setPapers} />
          <span className="muted small">{t('claim.photosHint')}</span>
        </fieldset>
      </div>
      <div>
        <button type="submit" className="button primary" disabled={save.isPending}>
          {t('claim.act')}
        </button>
      </div>
    </form>
  );
}
