import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { api } from '@/api';
import { date, parseCount, priceOf, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { PackPrice, ProblemAlert, TextField } from '@/shared/ui';
import { putInCart, type Pack, type Product } from '../api';
import { Freight } from './Freight';

const tierFor = (pack: Pack, quantity: number) =>
  [...pack.tiers]
    .reverse()
    .find((tier) => tier.minQuantity <= Math.max(quantity, pack.tiers[0]?.minQuantity ?? 1)) ?? pack.tiers[0];

/** 阶梯价: what a pack costs from each quantity on, and what that makes by weight or piece. */
function TierTable({ pack, chosen }: { pack: Pack; chosen: Pack['tiers'][number] | undefined }) {
  const { t } = useTranslation('catalog');
  const pieces = pack.soldBy === 'piece' ? pack.pieces : null;
  return (
    <table className="tier-table">
      <caption className="visually-hidden">{t('product.tiers')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('product.quantity')}</th>
          <th scope="col">{t('product.perPack', { unit: pack.unit })}</th>
          <th scope="col">{t('product.per500g')}</th>
          <th scope="col">{t('product.perKg')}</th>
          {pieces ? <th scope="col">{t('product.perPiece')}</th> : null}
        </tr>
      </thead>
      <tbody>
        {pack.tiers.map((tier) => (
          <tr key={tier.minQuantity} className={tier === chosen ? 'chosen' : undefined}>
            <th scope="row">{t('product.from', { count: tier.minQuantity, unit: pack.unit })}</th>
            <td>{yuan(tier.priceFen)}</td>
            <td>{yuan(priceOf(tier.priceFen, pack.massGrams, 500))}</td>
            <td>{yuan(priceOf(tier.priceFen, pack.massGrams, 1000))}</td>
            {pieces ? <td>{yuan(Math.round(tier.priceFen / pieces))}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** 卖完了怎么办: ask for it, or look at others. */
function SoldOut({ product, pack }: { product: Product; pack: Pack }) {
  const { t } = useTranslation('catalog');
  const session = useSession().data;
  const ask = `/buyer/demands/new?product=${product.productId}&pack=${pack.packId}`;
  return (
    <div className="card stack-s">
      <p role="status">
        <strong>{t('product.soldOut', { from: product.seasonFrom, to: product.seasonTo })}</strong>
      </p>
      <p className="small">{t('product.soldOutNext')}</p>
      <div className="row">
        {!session?.signedIn ? (
          <Link className="button primary" to={`/sign-in?return=${encodeURIComponent(ask)}`}>
            {t('product.signInToAsk')}
          </Link>
        ) : has(session, ['buyer']) ? (
          <Link className="button primary" to={ask}>
            {t('product.askFor')}
          </Link>
        ) : null}
        <a className="button" href="#similar">
          {t('product.similar')}
        </a>
      </div>
    </div>
  );
}

/** 预售提示: shown when more is wished than is harvested. */
function StillGrowing({ pack, quantity }: { pack: Product['packs'][number]; quantity: number }) {
  const { t } = useTranslation('catalog');
  const shelf = useQuery({
    queryKey: ['stock', pack.packId],
    queryFn: () => api.get('/api/stock', { query: { packs: pack.packId } }),
  }).data?.items[0];
  const growing = shelf?.shipBy ? Math.min(quantity, shelf.available) - shelf.harvested : 0;
  if (!shelf?.shipBy || growing <= 0) return null;
  return (
    <p className="alert note" role="status">
      {t('presale.notice', { count: growing, unit: pack.unit, on: date(shelf.shipBy) })}
    </p>
  );
}

/** Packs, prices by quantity, freight, and the way into the purchase list. */
export function Buying({ product }: { product: Product }) {
  const { t, i18n } = useTranslation('catalog');
  const { pathname } = useLocation();
  const session = useSession().data;
  const client = useQueryClient();
  const [packId, setPackId] = useState(
    () =>
      (product.packs.findLast((one) => one.available >= product.minQuantity) ?? product.packs.at(-1))?.packId ?? '',
  );
  const [typed, setTyped] = useState(String(product.minQuantity));
  const pack = product.packs.find((one) => one.packId === packId) ?? product.packs[0];
  const add = useIntent((input: { packId: string; quantity: number }) => putInCart(input.packId, input.quantity), {
    onSuccess: () => void client.invalidateQueries({ queryKey: ['cart'] }),
  });
  if (!pack) return null;
  const quantity = parseCount(typed) ?? 0;
  const tier = tierFor(pack, quantity);
  const soldOut = pack.available < product.minQuantity;
  const variants = [...new Set(product.packs.map((one) => one.variant ?? ''))];
  return (
    <div className="stack">
      {variants.map((variant) => (
        <fieldset key={variant} className="stack-s">
          <legend>{variant || t('product.pack')}</legend>
          <div className="row">
            {product.packs
              .filter((one) => (one.variant ?? '') === variant)
              .map((one) => (
                <button
                  key={one.packId}
                  type="button"
                  className="chip"
                  aria-pressed={one.packId === pack.packId}
                  onClick={() => setPackId(one.packId)}
                >
                  {i18n.language === 'en' ? (one.nameEn ?? one.name) : one.name}
                </button>
              ))}
          </div>
        </fieldset>
      ))}
      <div>
        {tier && <PackPrice fen={tier.priceFen} grams={pack.massGrams} unit={pack.unit} />}
        {typeof pack.fenPerPiece === 'number' && tier && pack.pieces && (
          <span className="muted small nowrap">
            {' '}
            · {t('product.eachPiece', { price: yuan(Math.round(tier.priceFen / pack.pieces)) })}
          </span>
        )}
      </div>
      {pack.tiers.length > 1 && <TierTable pack={pack} chosen={tier} />}
      <Freight
        product={product}
        pack={pack}
        quantity={Math.max(quantity, 1)}
        goodsFen={(tier?.priceFen ?? 0) * Math.max(quantity, 1)}
      />
      {soldOut ? (
        <SoldOut product={product} pack={pack} />
      ) : (
        <div className="row" style={{ alignItems: 'flex-end' }}>
          <div style={{ width: 160 }}>
            <TextField label={t('product.quantity')} inputMode="numeric" value={typed} onChange={setTyped} />
          </div>
          <div>
            <div className="muted small">{t('product.available', { count: pack.available, unit: pack.unit })}</div>
            <div className="muted small">
              {t('product.minimum', { min: product.minQuantity, unit: pack.unit, step: product.quantityStep })}
            </div>
          </div>
        </div>
      )}
      {!soldOut && <StillGrowing pack={pack} quantity={quantity} />}
      <ProblemAlert problem={add.error} />
      {!soldOut && (
        <div className="row">
          {!session?.signedIn ? (
            <Link className="button primary" to={`/sign-in?return=${encodeURIComponent(pathname)}`}>
              {t('product.signIn')}
            </Link>
          ) : has(session, ['buyer']) ? (
            <button
              type="button"
              className="button primary"
              disabled={add.isPending || quantity < 1}
              onClick={() => add.mutate({ packId: pack.packId, quantity })}
            >
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
