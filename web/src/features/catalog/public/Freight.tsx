import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mass, yuan } from '@/shared/format';
import { useSession } from '@/shared/session';
import { useRegionsBelow } from '@/shared/ui';
import { freightOf, type Pack, type Product } from '../api';

/** Where somebody last asked freight to; tariffs go by province. */
const rememberedPlace = 'mp-freight-to';

/** 运到我这里要多少钱、几天: the place is remembered on this device. */
export function Freight({
  product,
  pack,
  quantity,
  goodsFen,
}: {
  product: Product;
  pack: Pack;
  quantity: number;
  goodsFen: number;
}) {
  const { t, i18n } = useTranslation('catalog');
  const provinces = useRegionsBelow(undefined).data?.items ?? [];
  const own = useSession().data?.posts.find((post) => post.role === 'buyer')?.regionCode;
  const [picked, setPicked] = useState(() => localStorage.getItem(rememberedPlace));
  const to = picked ?? (own ? `${own.slice(0, 2)}0000` : `${product.originCode.slice(0, 2)}0000`);
  const asked = {
    origin: product.originCode,
    destination: to,
    massGrams: pack.massGrams * quantity,
    supplierId: product.supplier.supplierId,
    goodsFen,
  };
  const freight = useQuery({
    queryKey: ['freight', asked],
    queryFn: () => freightOf(asked),
    enabled: quantity > 0,
    retry: false,
    placeholderData: (previous) => previous,
  });
  const found = freight.data;
  const pick = (code: string) => {
    localStorage.setItem(rememberedPlace, code);
    setPicked(code);
  };
  const free = [
    found?.freeFromFen ? t('product.freeFrom', { from: yuan(found.freeFromFen) }) : '',
    found?.freeFromGrams ? t('product.freeFrom', { from: mass(found.freeFromGrams, i18n.language) }) : '',
  ].filter(Boolean);
  return (
    <div className="stack-s small">
      <div className="row">
        <label className="row" style={{ gap: 6 }}>
          {t('product.freight')}
          <select
            className="input"
            style={{ width: 'auto' }}
            value={to}
            onChange={(event) => pick(event.target.value)}
          >
            {provinces.map((place) => (
              <option key={place.code} value={place.code}>
                {place.name}
              </option>
            ))}
          </select>
        </label>
        <span role="status">
          {!found
            ? t('product.freightUnknown')
            : found.freightFen === 0 && found.isSuppliersOwn
              ? t('product.freightFree')
              : t('product.freightIs', {
                  fen: yuan(found.freightFen),
                  unit: pack.unit,
                  each: yuan(Math.round(found.freightFen / quantity)),
                })}
          {typeof found?.daysFrom === 'number' &&
            typeof found.daysTo === 'number' &&
            ` · ${t('product.days', { from: found.daysFrom, to: found.daysTo })}`}
        </span>
      </div>
      {found && (
        <span className="muted">
          {t(found.isSuppliersOwn ? 'product.freightOwn' : 'product.freightPlatform')}
          {free.length > 0 && ` · ${free.join(' · ')}`}
        </span>
      )}
    </div>
  );
}
