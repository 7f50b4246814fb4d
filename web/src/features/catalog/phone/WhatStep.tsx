import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { faultOf, Field, PhotoKeeper, TextField } from '@/shared/ui';
import { useCategories, useSuggestions } from '../api';
import { likeBefore } from './edit';
import type { StepProps } from './listing-parts';
import { useOwnProducts } from './own';

/** A value that has rested for a moment, so that not every key asks the server. */
function useRested(value: string): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), 400);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

/** Names already in use that are alike: the own ones, the county's, then all; and the category most of them stand in. */
function useLikeProducts(typed: string, county: string) {
  const name = useRested(typed.trim());
  const names = useSuggestions(name.length >= 2 ? name : '').data?.items ?? [];
  const near = useQuery({
    queryKey: ['like-products', name, county],
    queryFn: async ({ signal }) => {
      const here = (await api.get('/api/search', { query: { q: name, size: 4, county }, signal })).items;
      if (here.length > 0) return here;
      const anywhere = (await api.get('/api/search', { query: { q: name, size: 1 }, signal })).items;
      // A name nobody used yet still ends with what it is: 快快脐橙 is 脐橙.
      if (anywhere.length > 0 || name.length <= 2) return anywhere;
      return (await api.get('/api/search', { query: { q: name.slice(-2), size: 1 }, signal })).items;
    },
    enabled: name.length >= 2,
    staleTime: Infinity,
    retry: false,
  }).data;
  const own = (useOwnProducts().data?.pages ?? [])
    .flatMap((page) => page.items)
    .filter((one) => typed.trim() !== '' && one.name.includes(typed.trim()))
    .slice(0, 3);
  const inCounty = (near ?? []).filter((one) => one.countyCode === county).map((one) => one.name);
  const known = new Set([typed.trim(), ...own.map((one) => one.name)]);
  return {
    own,
    names: [...new Set([...inCounty, ...names])].filter((one) => !known.has(one)).slice(0, 4),
    category: near?.[0]?.categoryCode,
  };
}

function Category({ draft, update, faults }: StepProps) {
  const { t, i18n } = useTranslation('catalog');
  const categories = useCategories().data?.items ?? [];
  const say = (category: { name: string; nameEn: string }) =>
    i18n.language === 'en' ? category.nameEn : category.name;
  const parents = categories.filter((category) => categories.some((child) => child.parentCode === category.code));
  return (
    <Field
      label={t('listing.category')}
      name="category"
      error={faultOf(faults, 'category')}
      hint={draft.isGuessed ? t('listing.guessed') : undefined}
    >
      {(field) => (
        <select
          {...field}
          className="input"
          value={draft.category}
          onChange={(event) => update({ category: event.target.value, isGuessed: false })}
        >
          <option value="">{t('listing.choose')}</option>
          {parents.map((parent) => {
            const leaves = categories.filter(
              (leaf) => leaf.parentCode === parent.code && !parents.some((other) => other.code === leaf.code),
            );
            return leaves.length === 0 ? null : (
              <optgroup key={parent.code} label={say(parent)}>
                {leaves.map((leaf) => (
                  <option key={leaf.code} value={leaf.code}>
                    {say(leaf)}
                  </option>
                ))}
              </optgroup>
            );
          })}
        </select>
      )}
    </Field>
  );
}

/** 卖什么: photos, the name, and the category that like products stand in. */
export function What({ draft, update, faults, county }: StepProps & { county: string }) {
  const { t } = useTranslation('catalog');
  const like = useLikeProducts(draft.name, county);
  const [filled, setFilled] = useState(false);
  const takeOver = async (productId: string) => {
    // Without a network the name alone is taken; nothing is lost by asking later.
    const before = await api.get('/api/products/{productId}', { path: { productId } }).catch(() => undefined);
    if (before) update(likeBefore(before));
    else update({ name: like.own.find((one) => one.productId === productId)?.name ?? draft.name });
    setFilled(before !== undefined);
  };
  const { category } = like;
  const mayGuess = !draft.category || draft.isGuessed;
  useEffect(() => {
    if (category && mayGuess && category !== draft.category) update({ category, isGuessed: true });
  }, [category, mayGuess, draft.category, update]);
  return (
    <>
      <PhotoKeeper photos={draft.photos} onChange={(change) => update((now) => ({ photos: change(now.photos) }))} />
      <TextField
        label={t('listing.name')}
        name="name"
        value={draft.name}
        onChange={(name) => update({ name })}
        hint={t('listing.nameHint')}
        error={faultOf(faults, 'name')}
      />
      {like.own.length > 0 && (
        <div className="row" role="group" aria-label={t('listing.ownBefore')}>
          <span className="muted small">{t('listing.ownBefore')}</span>
          {like.own.map((one) => (
            <button key={one.productId} type="button" className="chip" onClick={() => void takeOver(one.productId)}>
              {one.name}
            </button>
          ))}
        </div>
      )}
      {filled && (
        <p className="alert note small" role="status">
          {t('listing.filled')}
        </p>
      )}
      {like.names.length > 0 && (
        <div className="row" role="group" aria-label={t('listing.suggestions')}>
          {like.names.map((name) => (
            <button key={name} type="button" className="chip" onClick={() => update({ name })}>
              {name}
            </button>
          ))}
        </div>
      )}
      <Category draft={draft} update={update} faults={faults} />
    </>
  );
}
