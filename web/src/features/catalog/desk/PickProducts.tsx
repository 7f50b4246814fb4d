import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http, query } from '@/shared/http';
import type { Product, SearchAnswer } from '../api';

interface Named {
  productId: string;
  name: string;
}

/** Names of products by id, for lists that keep ids only. One question each, kept. */
function useNames(ids: readonly string[]) {
  return useQuery({
    queryKey: ['product-names', ...ids],
    queryFn: async () => {
      const found = await Promise.all(
        ids.map((id) =>
          http.get<Product>(`/api/products/${id}`).then(
            (row): Named => row,
            () => ({ productId: id, name: id.slice(0, 8) }),
          ),
        ),
      );
      return new Map(found.map((row) => [row.productId, row.name]));
    },
    enabled: ids.length > 0 && ids.length <= 60,
    placeholderData: (before) => before,
  });
}

/** 选商品: find by words inside a place, add, take out, and put in order. */
export function PickProducts({
  label,
  chosen,
  onChange,
  region,
}: {
  label: string;
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
  region?: string;
}) {
  const { t } = useTranslation('catalog');
  const [typed, setTyped] = useState('');
  const [words, setWords] = useState('');
  const names = useNames(chosen);
  const found = useQuery({
    queryKey: ['pick', words, region],
    queryFn: () => http.get<SearchAnswer>(`/api/search${query({ q: words, county: region, size: 12 })}`),
    enabled: words.length > 0,
  });
  const move = (at: number, by: number) => {
    const next = [...chosen];
    const [one] = next.splice(at, 1);
    if (one) next.splice(at + by, 0, one);
    onChange(next);
  };
  return (
    <fieldset className="stack-s">
      <legend>{label}</legend>
      {chosen.length > 0 && (
        <ol className="lines">
          {chosen.map((id, at) => (
            <li key={id} className="row-between">
              <span>{names.data?.get(id) ?? id.slice(0, 8)}</span>
              <span className="row">
                <button type="button" className="button" disabled={at === 0} onClick={() => move(at, -1)}>
                  {t('pick.up')}
                </button>
                <button type="button" className="button" onClick={() => onChange(chosen.filter((one) => one !== id))}>
                  {t('pick.out')}
                </button>
              </span>
            </li>
          ))}
        </ol>
      )}
      <div className="row">
        <input
          className="input"
          type="search"
          aria-label={t('pick.find')}
          placeholder={t('pick.find')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault();
              setWords(typed.trim());
            }
          }}
        />
        <button type="button" className="button" onClick={() => setWords(typed.trim())}>
          {t('pick.findAct')}
        </button>
      </div>
      {found.data && (
        <ul className="lines">
          {found.data.items.length === 0 && <li className="muted">{t('pick.none')}</li>}
          {found.data.items.map((product) => (
            <li key={product.productId} className="row-between">
              <span>
                {product.name} <span className="muted small">{product.countyName}</span>
              </span>
              <button
                type="button"
                className="button"
                disabled={chosen.includes(product.productId)}
                onClick={() => onChange([...chosen, product.productId])}
              >
                {t('pick.in')}
              </button>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}
