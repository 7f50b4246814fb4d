import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { date, parseCount, parseYuan, pricePerMass } from '@/shared/format';
import { http, query, useIntent, type Page } from '@/shared/http';
import { usePosts, useSession } from '@/shared/session';
import { ChoiceField, PageHeading, PhotoPicker, ProblemAlert, Skeleton, TextField } from '@/shared/ui';
import { useCategories } from '../api';
import '../i18n';
import { blankDraft, gramsOf, keepDraft, readDraft, type Draft, type DraftPack } from './draft';

type Update = (change: Partial<Draft> | ((now: Draft) => Partial<Draft>)) => void;

function What({ draft, update, wrong }: { draft: Draft; update: Update; wrong: boolean }) {
  const { t, i18n } = useTranslation('catalog');
  const categories = useCategories().data?.items ?? [];
  const parents = new Set(categories.map((category) => category.parentCode));
  const fix = (value: string) => (wrong && !value.trim() ? t('listing.fix') : undefined);
  return (
    <>
      <PhotoPicker photos={draft.photos} onChange={(change) => update((now) => ({ photos: change(now.photos) }))} />
      <TextField
        label={t('listing.name')}
        value={draft.name}
        onChange={(name) => update({ name })}
        error={fix(draft.name)}
      />
      <ChoiceField
        label={t('listing.category')}
        value={draft.category}
        onChange={(category) => update({ category })}
        error={fix(draft.category)}
        choices={categories
          .filter((category) => !parents.has(category.code))
          .map((category) => ({
            value: category.code,
            label: i18n.language === 'en' ? category.nameEn : category.name,
          }))}
      />
    </>
  );
}

function Packs({ draft, update, wrong }: { draft: Draft; update: Update; wrong: boolean }) {
  const { t, i18n } = useTranslation('catalog');
  const set = (index: number, change: Partial<DraftPack>) =>
    update((now) => ({ packs: now.packs.map((pack, at) => (at === index ? { ...pack, ...change } : pack)) }));
  const quick = (kilograms: string) => {
    const name = t('listing.box', { kilograms });
    update((now) => {
      const empty = now.packs.findIndex((pack) => !pack.name);
      const pack = { name, kilograms, price: '', quantity: '' };
      return {
        packs:
          empty >= 0 ? now.packs.map((one, at) => (at === empty ? { ...one, ...pack } : one)) : [...now.packs, pack],
      };
    });
  };
  return (
    <>
      <div className="row">
        {['5', '10'].map((kilograms) => (
          <button key={kilograms} type="button" className="chip" onClick={() => quick(kilograms)}>
            {t('listing.box', { kilograms })}
          </button>
        ))}
        <button
          type="button"
          className="chip"
          onClick={() =>
            update((now) => ({ packs: [...now.packs, { name: '', kilograms: '', price: '', quantity: '' }] }))
          }
        >
          ＋{t('listing.own')}
        </button>
      </div>
      {draft.packs.map((pack, index) => {
        const fen = parseYuan(pack.price);
        const grams = gramsOf(pack.kilograms);
        return (
          <section key={index} className="card stack-s">
            <TextField
              label={t('listing.pack')}
              value={pack.name}
              onChange={(name) => set(index, { name })}
              error={wrong && !pack.name.trim() ? t('listing.fix') : undefined}
            />
            <TextField
              label={t('listing.mass')}
              inputMode="decimal"
              value={pack.kilograms}
              onChange={(kilograms) => set(index, { kilograms })}
              error={wrong && !grams ? t('listing.wrongMass') : undefined}
            />
            <TextField
              label={t('listing.price')}
              inputMode="decimal"
              value={pack.price}
              onChange={(price) => set(index, { price })}
              error={wrong && !fen ? t('listing.wrongPrice') : undefined}
              hint={fen && grams ? t('listing.makes', { price: pricePerMass(fen, grams, i18n.language) }) : undefined}
            />
            {draft.packs.length > 1 && (
              <button
                type="button"
                className="button link"
                onClick={() => update((now) => ({ packs: now.packs.filter((_, at) => at !== index) }))}
              >
                {t('listing.remove')}
              </button>
            )}
          </section>
        );
      })}
    </>
  );
}

interface Division {
  code: string;
  name: string;
}

const useDivisions = (parent: string | undefined) =>
  useQuery({
    queryKey: ['regions', parent],
    queryFn: () => http.get<Page<Division>>(`/api/regions${query({ parent })}`),
    staleTime: Infinity,
    enabled: !!parent,
  });

/** The town and village where it grows, inside the supplier's county. */
function Origin({ draft, update, wrong }: { draft: Draft; update: Update; wrong: boolean }) {
  const { t } = useTranslation('catalog');
  const towns = useDivisions(draft.origin.slice(0, 6) || undefined);
  const town = draft.origin.length >= 9 ? draft.origin.slice(0, 9) : '';
  const villages = useDivisions(town || undefined);
  const choices = (page: Page<Division> | undefined) =>
    (page?.items ?? []).map((division) => ({ value: division.code, label: division.name }));
  return (
    <>
      <ChoiceField
        label={t('listing.town')}
        value={town}
        onChange={(origin) => update({ origin })}
        choices={choices(towns.data)}
        error={wrong && !town ? t('listing.fix') : undefined}
      />
      {town && (
        <ChoiceField
          label={t('listing.village')}
          value={draft.origin.length === 12 ? draft.origin : ''}
          onChange={(origin) => update({ origin })}
          choices={choices(villages.data)}
        />
      )}
    </>
  );
}

function Stock({ draft, update, wrong }: { draft: Draft; update: Update; wrong: boolean }) {
  const { t } = useTranslation('catalog');
  const months = Array.from({ length: 12 }, (_, index) => ({
    value: String(index + 1),
    label: t('listing.month', { month: index + 1 }),
  }));
  return (
    <>
      {draft.packs.map((pack, index) => (
        <TextField
          key={index}
          label={t('listing.quantity', { pack: pack.name })}
          inputMode="numeric"
          value={pack.quantity}
          onChange={(quantity) =>
            update((now) => ({ packs: now.packs.map((one, at) => (at === index ? { ...one, quantity } : one)) }))
          }
          error={wrong && !parseCount(pack.quantity) ? t('listing.wrongQuantity') : undefined}
        />
      ))}
      <TextField
        label={t('listing.harvested')}
        type="date"
        value={draft.harvestedOn}
        onChange={(harvestedOn) => update({ harvestedOn })}
      />
      <ChoiceField
        label={t('listing.seasonFrom')}
        value={draft.seasonFrom}
        onChange={(seasonFrom) => update({ seasonFrom })}
        choices={months}
      />
      <ChoiceField
        label={t('listing.seasonTo')}
        value={draft.seasonTo}
        onChange={(seasonTo) => update({ seasonTo })}
        choices={months}
      />
      <Origin draft={draft} update={update} wrong={wrong} />
      <TextField
        label={t('listing.description')}
        optional
        lines={3}
        value={draft.description}
        onChange={(description) => update({ description })}
      />
    </>
  );
}

function Check({ draft }: { draft: Draft }) {
  const { t, i18n } = useTranslation('catalog');
  return (
    <section className="card stack-s">
      <strong>{draft.name}</strong>
      {draft.photos[0] && (
        <img src={draft.photos[0].url} alt="" style={{ maxHeight: 180, objectFit: 'cover', borderRadius: 10 }} />
      )}
      {draft.packs.map((pack) => (
        <div key={pack.name} className="row-between">
          <span>
            {pack.name} × {pack.quantity}
          </span>
          <span>
            ¥{pack.price}{' '}
            <span className="muted small">
              {pricePerMass(parseYuan(pack.price) ?? 0, gramsOf(pack.kilograms), i18n.language)}
            </span>
          </span>
        </div>
      ))}
      <p className="muted small">{t('listing.checkNote')}</p>
    </section>
  );
}

const faulty = (draft: Draft): boolean => {
  if (draft.step === 1) return !draft.name.trim() || !draft.category;
  if (draft.step === 2)
    return (
      draft.packs.length === 0 ||
      draft.packs.some((pack) => !pack.name.trim() || !gramsOf(pack.kilograms) || !parseYuan(pack.price))
    );
  if (draft.step === 3) return draft.packs.some((pack) => !parseCount(pack.quantity)) || draft.origin.length < 9;
  return false;
};

async function list(draft: Draft, key: string) {
  const answer = await http.post<{ productId: string; packs: { id: string; name: string }[] }>(
    '/api/products',
    {
      product: {
        name: draft.name.trim(),
        categoryCode: draft.category,
        originCode: draft.origin,
        seasonFrom: Number(draft.seasonFrom),
        seasonTo: Number(draft.seasonTo),
        description: draft.description.trim(),
        packs: draft.packs.map((pack) => ({
          name: pack.name.trim(),
          unit: '箱',
          massGrams: gramsOf(pack.kilograms),
          tiers: [{ minQuantity: 1, priceFen: parseYuan(pack.price) }],
        })),
        pictures: draft.photos.map((photo) => ({ fileId: photo.id })),
      },
    },
    key,
  );
  for (const [index, pack] of draft.packs.entries()) {
    const packId = answer.packs[index]?.id;
    if (packId)
      await http.post(
        `/api/products/${answer.productId}/lots`,
        { packId, quantity: parseCount(pack.quantity), harvestedOn: draft.harvestedOn },
        `${key}-${index}`,
      );
  }
  return answer;
}

function Wizard({ person, origin }: { person: string; origin: string }) {
  const { t } = useTranslation(['catalog', 'shared']);
  const [draft, setDraft] = useState<Draft>(() => readDraft(person) ?? blankDraft(date(new Date()), origin));
  const [wrong, setWrong] = useState(false);
  const [saved, setSaved] = useState(false);
  const publish = useIntent(list, { refresh: [['own-products']], onSuccess: () => keepDraft(person, undefined) });
  const update: Update = (change) => {
    setSaved(false);
    setDraft((now) => ({ ...now, ...(typeof change === 'function' ? change(now) : change) }));
  };
  useEffect(() => {
    if (publish.isSuccess) return undefined;
    const timer = setTimeout(() => setSaved(keepDraft(person, draft)), 500);
    return () => clearTimeout(timer);
  }, [draft, person, publish.isSuccess]);

  if (publish.data) {
    return (
      <div className="stack">
        <PageHeading question={t('listing.done')} lead={t('listing.doneNext')} />
        <Link className="button primary block" to={`/products/${publish.data.productId}`}>
          {t('listing.see')}
        </Link>
        <Link className="button block" to="/supplier/products">
          {t('listing.apply')}
        </Link>
      </div>
    );
  }

  const next = () => {
    const isFaulty = faulty(draft);
    setWrong(isFaulty);
    if (isFaulty) return;
    if (draft.step < 4) update({ step: draft.step + 1 });
    else publish.mutate(draft);
  };
  const parts = { draft, update, wrong };
  return (
    <div className="stack">
      <div className="row-between small">
        {draft.step > 1 ? (
          <button type="button" className="button link" onClick={() => update({ step: draft.step - 1 })}>
            ‹ {t('shared:back')}
          </button>
        ) : (
          <span />
        )}
        <span>{draft.step}/4</span>
        <span className="muted" role="status">
          {saved ? t('listing.saved') : ''}
        </span>
      </div>
      <PageHeading question={t(`listing.step${draft.step}`)} />
      <ProblemAlert problem={publish.error} />
      {draft.step === 1 && <What {...parts} />}
      {draft.step === 2 && <Packs {...parts} />}
      {draft.step === 3 && <Stock {...parts} />}
      {draft.step === 4 && <Check draft={draft} />}
      <button
        type="button"
        className="button primary block"
        style={{ minHeight: 56 }}
        disabled={publish.isPending}
        onClick={next}
      >
        {draft.step < 4 ? t('shared:continue') : t('listing.publish')}
      </button>
    </div>
  );
}

export default function Listing() {
  const session = useSession().data;
  const post = usePosts().find((one) => one.role === 'supplier' || one.role === 'village-agent');
  const organisation = useQuery({
    queryKey: ['organisation', post?.organisationId],
    queryFn: () => http.get<{ regionCode: string }>(`/api/organisations/${post?.organisationId}`),
    enabled: !!post?.organisationId && !post.regionCode,
  });
  const origin = post?.regionCode ?? organisation.data?.regionCode;
  return session?.person && origin ? (
    <Wizard key={session.person.id} person={session.person.id} origin={origin} />
  ) : (
    <Skeleton height={500} />
  );
}
