import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { addressOf } from '@/api';
import { yuan } from '@/shared/format';
import { Await, EmptyState, PageHeading, StatusTag } from '@/shared/ui';
import { drawingOf } from '../drawings';
import './i18n';
import './listing.css';
import { useOwnProducts, type OwnProduct } from './own';
import { RecognitionTag } from './RecognitionTag';

function Row({ product }: { product: OwnProduct }) {
  const { t } = useTranslation('catalog');
  return (
    <li>
      <Link to={`/supplier/products/${product.productId}`} className="own-product">
        <img
          src={product.picture?.url ?? drawingOf(product.categoryCode)}
          alt=""
          width={80}
          height={80}
          loading="lazy"
        />
        <span className="stack-s">
          <strong>{product.name}</strong>
          {product.listedForName && (
            <span className="small">{t('own.listedFor', { name: product.listedForName })}</span>
          )}
          {product.packs.map((pack) => (
            <span key={pack.packId} className="small own-pack">
              <span>
                {pack.name} {yuan(pack.tiers[0]?.priceFen)}
              </span>
              <span className="muted nowrap">{t('own.left', { count: pack.available, unit: pack.unit })}</span>
            </span>
          ))}
          <span className="row own-tags">
            <RecognitionTag product={product} />
            {product.state === 'withdrawn' && <StatusTag family="ended">{t('own.withdrawn')}</StatusTag>}
          </span>
        </span>
      </Link>
    </li>
  );
}

/** 我的产品: what is on sale, how much is left, how far its recognition is. */
export default function OwnProducts() {
  const { t } = useTranslation(['catalog', 'shared']);
  const products = useOwnProducts();
  return (
    <div className="stack">
      <PageHeading question={t('own.question')} />
      <Link className="button primary block big-act" to="/supplier/list">
        ＋ {t('own.list')}
      </Link>
      <p className="row">
        <Link className="button" to="/supplier/products/import">
          {t('own.import')}
        </Link>
        <a className="button" href={addressOf('/api/products/mine.xlsx')} download>
          {t('own.xlsx')}
        </a>
        <a className="button" href={addressOf('/api/products/mine.csv')} download>
          {t('own.csv')}
        </a>
      </p>
      <Await of={products} height={400}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <EmptyState title={t('own.none')}>{t('own.noneNext')}</EmptyState>;
          return (
            <>
              <ul className="card own-products">
                {items.map((product) => (
                  <Row key={product.productId} product={product} />
                ))}
              </ul>
              {products.hasNextPage && (
                <button
                  type="button"
                  className="button block"
                  disabled={products.isFetchingNextPage}
                  onClick={() => void products.fetchNextPage()}
                >
                  {t('shared:more')}
                </button>
              )}
            </>
          );
        }}
      </Await>
    </div>
  );
}
