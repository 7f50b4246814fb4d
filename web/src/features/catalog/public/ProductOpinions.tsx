import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { date } from '@/shared/format';
import type { FoundProduct, Product } from '../api';
import { ProductCard } from './ProductCard';

/** 验收评价: what buyers said after they had accepted the goods of a product, or of a supplier. */
export function Ratings({ of }: { of: { productId: string } | { supplierId: string } }) {
  const { t } = useTranslation(['catalog', 'shared']);
  const ratings = useInfiniteQuery({
    queryKey: ['ratings', of],
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/ratings', { query: { ...of, size: 5, cursor: pageParam || undefined }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.items.nextCursor ?? undefined,
  });
  const first = ratings.data?.pages[0];
  if (!first) return null;
  const items = ratings.data?.pages.flatMap((page) => page.items.items) ?? [];
  return (
    <section className="card stack-s" aria-labelledby="ratings-title">
      <h2 id="ratings-title">{t('product.ratings')}</h2>
      {first.count === 0 ? (
        <p className="muted">{t('product.noRatings')}</p>
      ) : (
        <p>
          <strong>{t('product.stars', { stars: (first.averageTenths / 10).toFixed(1) })}</strong>{' '}
          <span className="muted small">{t('product.ratingCount', { count: first.count })}</span>
        </p>
      )}
      <ul className="lines">
        {items.map((rating) => (
          <li key={`${rating.on}${rating.comment}`}>
            <span aria-label={t('product.stars', { stars: rating.stars })}>
              <span aria-hidden="true">
                {'★'.repeat(rating.stars)}
                {'☆'.repeat(5 - rating.stars)}
              </span>
            </span>{' '}
            <span className="muted small">{date(rating.on)}</span>
            {rating.comment && <p>{rating.comment}</p>}
          </li>
        ))}
      </ul>
      {ratings.hasNextPage && (
        <button
          type="button"
          className="button link start"
          disabled={ratings.isFetchingNextPage}
          onClick={() => void ratings.fetchNextPage()}
        >
          {t('shared:more')}
        </button>
      )}
    </section>
  );
}

/** 同类在卖: others of its kind, its own county's first. */
export function Similar({ product }: { product: Product }) {
  const { t } = useTranslation('catalog');
  const { categoryCode: category, countyCode: county } = product;
  const found = useQuery({
    queryKey: ['similar', category, county],
    queryFn: async ({ signal }) => {
      const [near, all] = await Promise.all([
        api.get('/api/search', { query: { category, county, size: 5 }, signal }),
        api.get('/api/search', { query: { category, size: 5 }, signal }),
      ]);
      return [...new Map([...near.items, ...all.items].map((item) => [item.productId, item])).values()];
    },
    staleTime: 300_000,
  });
  const others = (found.data ?? []).filter((item) => item.productId !== product.productId).slice(0, 4);
  if (others.length === 0) return null;
  return (
    <section className="stack-s" id="similar" aria-labelledby="similar-title">
      <h2 id="similar-title">{t('product.similar')}</h2>
      <div className="product-grid">
        {others.map((item) => (
          <ProductCard key={item.productId} product={item as FoundProduct} />
        ))}
      </div>
    </section>
  );
}

/** Shares the page's address: by the phone's own sheet where there is one, else by copying it. */
export function Share({ name }: { name: string }) {
  const { t } = useTranslation('catalog');
  const [said, setSaid] = useState('');
  const share = async () => {
    const address = window.location.href.split(/[?#]/)[0]!;
    try {
      if (typeof navigator.share === 'function') await navigator.share({ title: name, url: address });
      else {
        await navigator.clipboard.writeText(address);
        setSaid(t('product.copied'));
      }
    } catch (error) {
      // Closing the phone's sheet is no fault; a clipboard that is refused leaves the address to be copied by hand.
      if (!(error instanceof DOMException && error.name === 'AbortError')) setSaid(address);
    }
  };
  return (
    <span className="row small">
      <button type="button" className="button link" onClick={() => void share()}>
        {t('product.share')}
      </button>
      <span role="status" className="muted break">
        {said}
      </span>
    </span>
  );
}
