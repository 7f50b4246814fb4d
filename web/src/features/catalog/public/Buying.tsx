import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { parseCount, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { PackPrice, ProblemAlert, TextField, useRegionsBelow } from '@/shared/ui';
import { freightOf, putInCart, type Pack, type Product } from '../api';

const tierFor = (pack: Pack, quantity: number) =>
  [...pack.tiers].reverse().find((tier) => tier.minQuantity <= Math.max(quantity, pack.tiers[0]?.minQuantity ?? 1)) ?? pack.tiers[0];

/** Where somebody last asked freight to; tariffs go by province. */
const rememberedPlace = 'mp-freight-to';

function Freight({ product, pack, quantity }: { product: Product; pack: Pack; quantity: number }) {
  const { t } = useTranslation('catalog');
  const provinces = useRegionsBelow(undefined).data?.items ?? [];
  const own = useSession().data?.posts.find((post) => post.role === 'buyer')?.regionCode;
  const [picked, setPicked] = useState(() => localStorage.getItem(rememberedPlace));
  const to = picked ?? (own ? `${own.slice(0, 2)}0000` : `${product.originCode.slice(0, 2)}0000`);
  const freight = useQuery({
    queryKey: ['freight', product.originCode, to, pack.massGrams * quantity],
    queryFn: () => freightOf(product.originCode, to, pack.massGrams * quantity),
    enabled: quantity > 0,
    retry: false,
  });
  const fen = freight.data?.freightFen;
  const pick = (code: string) => {
    localStorage.setItem(rememberedPlace, code);
    setPicked(code);
  };
  return (
    <div className="row small">
      <label className="row" style={{ gap: 6 }}>
        {t('product.freight')}
        <select className="input" style={{ width: 'auto' }} value={to} onChange={(event) => pick(event.target.value)}>
          {provinces.map((place) => (
            <option key={place.code} value={place.code}>
              {place.name}
            </option>
          ))}
        </select>
      </label>
      <span className="muted">
        {fen === undefined ? t('product.freightUnknown') : t('product.freightIs', { fen: yuan(fen), unit: pack.unit, each: yuan(Math.round(fen / quantity)) })}
      </span>
    </div>
  );
}

/** Packs, prices by quantity, freight, and the way into the purchase list. */
export function Buying({ product }: { product: Product }) {
  const { t } = useTranslation('catalog');
  const { pathname } = useLocation();
  const session = useSession().data;
  const client = useQueryClient();
  const [packId, setPackId] = useState(() => (product.packs.findLast((one) => one.available >= product.minQuantity) ?? product.packs.at(-1))?.packId ?? '');
  const [typed, setTyped] = useState(String(product.minQuantity));
  const pack = product.packs.find((one) => one.packId === packId) ?? product.packs[0];
  const add = useIntent((input: { packId: string; quantity: number }) => putInCart(input.packId, input.quantity), {
    onSuccess: () => void client.invalidateQueries({ queryKey: ['cart'] }),
  });
  if (!pack) return null;
  const quantity = parseCount(typed) ?? 0;
  const tier = tierFor(pack, quantity);
  const soldOut = pack.available < product.minQuantity;
  return (
    <div className="stack">
      <fieldset className="stack-s">
        <legend>{t('product.pack')}</legend>
        <div className="row">
          {product.packs.map((one) => (
            <button key={one.packId} type="button" className="chip" aria-pressed={one.packId === pack.packId} onClick={() => setPackId(one.packId)}>
              {one.name}
            </button>
          ))}
        </div>
      </fieldset>
      <div>{tier && <PackPrice fen={tier.priceFen} grams={pack.massGrams} unit={pack.unit} />}</div>
      {pack.tiers.length > 1 && (
        <div className="tiers">
          {pack.tiers.map((one) => (
            <div key={one.minQuantity} className={one === tier ? 'chosen' : undefined}>
              <div className="muted small">{t('product.from', { count: one.minQuantity, unit: pack.unit })}</div>
              <strong>{yuan(one.priceFen)}</strong>
            </div>
          ))}
        </div>
      )}
      <Freight product={product} pack={pack} quantity={Math.max(quantity, 1)} />
      {soldOut ? (
        <p className="card" role="status">
          {t('product.soldOut', { from: product.seasonFrom, to: product.seasonTo })}{' '}
          {has(session, ['buyer']) && <Link to="/buyer/demands/new">{t('product.askFor')}</Link>}
        </p>
      ) : (
        <div className="row" style={{ alignItems: 'flex-end' }}>
          <div style={{ width: 160 }}>
            <TextField label={t('product.quantity')} inputMode="numeric" value={typed} onChange={setTyped} />
          </div>
          <div>
            <div className="muted small">{t('product.available', { count: pack.available, unit: pack.unit })}</div>
            <div className="muted small">{t('product.minimum', { min: product.minQuantity, unit: pack.unit, step: product.quantityStep })}</div>
          </div>
        </div>
      )}
      <ProblemAlert problem={add.error} />
      {!soldOut && (
      <div className="row">
        {!session?.signedIn ? (
          <Link className="button primary" to={`/sign-in?return=${encodeURIComponent(pathname)}`}>
            {t('product.signIn')}
          </Link>
        ) : has(session, ['buyer']) ? (
          <button type="button" className="button primary" disabled={add.isPending || quantity < 1} onClick={() => add.mutate({ packId: pack.packId, quantity })}>
            {t('product.add')}
          </button>
        ) : (
          <span className="muted">{t('product.onlyBuyers')}</span>
        )}
        {tier && <strong>{t('product.amount', { amount: yuan(tier.priceFen * quantity) })}</strong>}
        {add.isSuccess && (
          <span role="status">
            ✓ {t('product.added')} <Link to="/buyer/cart">{t('product.toCart')}</Link>
          </span>
        )}
      </div>
      )}
    </div>
  );
}
