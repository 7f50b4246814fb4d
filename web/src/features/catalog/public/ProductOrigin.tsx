import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Product } from '../api';
import { countyTiles } from './county-tiles';

/** 产地图: the county among its neighbours on equal tiles, with the village's full name in words. */
function CountyMap({ county, place }: { county: string; place: string }) {
  const { t } = useTranslation('catalog');
  if (!countyTiles.some(([code]) => code === county)) return null;
  return (
    <figure className="county-map">
      <div role="img" aria-label={t('product.mapOf', { place })}>
        {countyTiles.map(([code, column, row]) => (
          <span
            key={code}
            className={code === county ? 'here' : undefined}
            style={{ gridColumn: column, gridRow: row }}
          >
            {t(`tiles.${code}`)}
          </span>
        ))}
      </div>
      <figcaption className="muted small">{t('product.mapNote')}</figcaption>
    </figure>
  );
}

const inMonths = (from: number, to: number, month: number) =>
  from <= to ? month >= from && month <= to : month >= from || month <= to;

/** 上市日历: twelve months with sale, harvest and now, in words for those who do not see them. */
function Seasons({ product }: { product: Product }) {
  const { t } = useTranslation('catalog');
  const now = new Date().getMonth() + 1;
  const spoken = (day: string) =>
    t('product.dayOfYear', { month: Number(day.slice(0, 2)), day: Number(day.slice(3)) });
  const picked = (month: number) =>
    product.harvestWindows.some((window) =>
      inMonths(Number(window.from.slice(0, 2)), Number(window.to.slice(0, 2)), month),
    );
  return (
    <div className="stack-s">
      <ol className="months" aria-label={t('product.calendar')}>
        {Array.from({ length: 12 }, (_, index) => index + 1).map((month) => {
          const [sold, harvest] = [inMonths(product.seasonFrom, product.seasonTo, month), picked(month)];
          const words = [
            harvest && t('product.harvestTime'),
            sold && t('product.saleTime'),
            month === now && t('product.now'),
          ];
          return (
            <li
              key={month}
              className={[harvest ? 'harvest' : sold ? 'sale' : '', month === now ? 'now' : ''].join(' ')}
              aria-current={month === now ? 'date' : undefined}
            >
              {month}
              <span className="visually-hidden">{words.filter(Boolean).join(' ')}</span>
              {harvest && <i aria-hidden="true">●</i>}
              {!harvest && sold && <i aria-hidden="true">○</i>}
            </li>
          );
        })}
      </ol>
      <p className="muted small">
        {product.harvestWindows.length > 0 && `● ${t('product.harvestTime')} `}○ {t('product.saleTime')} ▢{' '}
        {t('product.now')}
      </p>
      {product.harvestWindows.length > 0 && (
        <ul className="plain-list small">
          {product.harvestWindows.map((window, index) => (
            <li key={index}>
              {window.variety && <strong>{window.variety} </strong>}
              <span className="nowrap">
                {spoken(window.from)}–{spoken(window.to)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** 地理标志 with the certificate that allows it. */
function Indication({ product }: { product: Product }) {
  const { t } = useTranslation('catalog');
  const { indication } = product;
  if (!indication) return null;
  return (
    <>
      <dt>{t('product.indication')}</dt>
      <dd>
        <strong>{indication.name}</strong> {indication.kind && <span className="muted small">{indication.kind}</span>}
        <br />
        <span className="small">
          {indication.certificateNumber
            ? t('product.certificateNumber', { number: indication.certificateNumber })
            : t('product.noCertificateNumber')}{' '}
          {indication.url && (
            <a href={indication.url} target="_blank" rel="noreferrer">
              {t('product.openFile')}
            </a>
          )}
        </span>
      </dd>
    </>
  );
}

/** 产地: where it grows, when, and what the place vouches for. */
export function Origin({ product }: { product: Product }) {
  const { t } = useTranslation('catalog');
  return (
    <section className="card stack-s" aria-labelledby="origin-title">
      <h2 id="origin-title">{t('product.origin')}</h2>
      <p>
        <strong>{product.originName}</strong>{' '}
        <Link to={`/halls/${product.countyCode}`} className="small nowrap">
          {t('product.toHall')}
        </Link>
      </p>
      <CountyMap county={product.countyCode} place={product.originName} />
      <h3>{t('product.calendar')}</h3>
      <Seasons product={product} />
      <dl className="facts">
        <Indication product={product} />
        {product.shelfLifeDays ? (
          <>
            <dt>{t('product.shelf')}</dt>
            <dd>{t('product.shelfDays', { count: product.shelfLifeDays })}</dd>
          </>
        ) : null}
        <dt>{t('product.storage')}</dt>
        <dd>
          {t(`product.storages.${product.storage}`)}
          {product.coldChain &&
            ` · ${t('product.coldChain', { min: product.coldChain.minCelsius, max: product.coldChain.maxCelsius })}`}
        </dd>
      </dl>
    </section>
  );
}
