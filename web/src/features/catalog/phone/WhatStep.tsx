import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { faultOf, Field, PhotoKeeper, TextField } from '@/shared/ui';
import { useCategories, useSuggestions } from '../api';
import type { StepProps } from './listing-parts';

/** A value that has rested for a moment, so that not every key asks the server. */
function useRested(value: string): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), 400);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

/** Names already in use that begin alike, and the category most of them stand in. */
function useLikeProducts(typed: string) {
  const name = useRested(typed.trim());
  const names = useSuggestions(name.length >= 2 ? name : '').data?.items ?? [];
  const category = useQuery({
    queryKey: ['category-of', name],
    queryFn: async ({ signal }) =>
      (await api.get('/api/search', { query: { q: name, size: 1 }, signal })).items[0]?.categoryCode ?? '',
    enabled: name.length >= 2,
    staleTime: Infinity,
    retry: false,
  }).data;
  return { names: names.filter((one) => one !== typed.trim()).slice(0, 4), category };
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
export function What({ draft, update, faults }: StepProps) {
  const { t } = useTranslation('catalog');
  const like = useLikeProducts(draft.name);
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
