import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { count, date, percent, prose } from '@/shared/format';
import { Await, PageHeading, StatusTag } from '@/shared/ui';
import { useProduct, type Product } from '../api';
import { drawingOf } from '../drawings';
import '../i18n';
import { PriceBand } from '../origin/public/PriceBand';
import { Buying } from './Buying';
import './catalog.css';
import './product.css';
import { nameOf } from './ProductCard';
import { Lots } from './ProductLots';
import { Ratings, Share, Similar } from './ProductOpinions';
import { Origin } from './ProductOrigin';

function RecognitionMark({ product }: { product: Product }) {
  const { t } = useTranslation('catalog');
  const { recognition } = product;
  if (recognition?.isRecognised)
    return <span className="mark-recognised">✓ {t('product.recognisedTo', { date: date(recognition.validTo) })}</span>;
  if (recognition?.state === 'on-notice')
    return <StatusTag family="theirs">{t('product.onNotice', { date: date(recognition.noticeTo) })}</StatusTag>;
  if (recognition?.isCountyProduce)
    return (
      <StatusTag family="ended">{t('product.countyProduceTo', { date: date(recognition.validTo) })}</StatusTag>
    );
  return <StatusTag family="ended">{t('product.notRecognised')}</StatusTag>;
}

/** Pictures in order, the cover first; a drawing where there is none, or where one does not open. */
function Pictures({ product, name }: { product: Product; name: string }) {
  const { t } = useTranslation('catalog');
  const [shown, setShown] = useState(0);
  const [broken, setBroken] = useState<readonly string[]>([]);
  const drawing = drawingOf(product.categoryCode);
  const picture = product.pictures[shown];
  const isDrawn = !picture || broken.includes(picture.url);
  const say = (index: number) =>
    product.pictures[index]?.caption || (index === 0 ? name : `${name} ${t('photo.one', { ns: 'shared', number: index + 1 })}`);
  return (
    <div className="stack-s">
      <figure>
        <img
          className="product-photo"
          src={isDrawn ? drawing : picture.url}
          alt={say(shown)}
          width={440}
          height={440}
          fetchPriority="high"
          onError={() => picture && setBroken((all) => [...all, picture.url])}
        />
        {(picture?.caption || isDrawn || picture?.path) && (
          <figcaption className="muted small">
            {isDrawn || picture.path ? t('product.drawn') : picture.caption}
          </figcaption>
        )}
      </figure>
      {product.pictures.length > 1 && (
        <div className="thumbs">
          {product.pictures.map((one, index) => (
            <button
              key={one.url}
              type="button"
              aria-pressed={index === shown}
              aria-label={say(index)}
              onClick={() => setShown(index)}
            >
              <img src={broken.includes(one.url) ? drawing : one.url} alt="" width={64} height={64} loading="lazy" />
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

const standingOf = (recognition: NonNullable<Product['recognition']>) =>
  recognition.isRecognised
    ? 'product.recognitionText'
    : recognition.isCountyProduce
      ? 'product.countyProduceText'
      : 'product.recognitionPast';

/** 认定材料: since when, until when, and where anyone may check it. */
function Recognition({ product }: { product: Product }) {
  const { t, i18n } = useTranslation('catalog');
  const { recognition } = product;
  return (
    <section className="card stack-s" aria-labelledby="recognition-title">
      <h2 id="recognition-title">{t('product.recognition')}</h2>
      {recognition?.validFrom && recognition.validTo ? (
        <p>
          {t(standingOf(recognition), {
            from: prose(recognition.validFrom, i18n.language),
            to: prose(recognition.validTo, i18n.language),
          })}
        </p>
      ) : (
        <p>{t('product.recognitionNone')}</p>
      )}
      {recognition && (recognition.validFrom || recognition.state === 'on-notice') && (
        <a href={`/recognitions/${recognition.recognitionId}`}>{t('product.register')}</a>
      )}
    </section>
  );
}

/** Who sells it, for whom, and how many households it helps. */
function Supplier({ product }: { product: Product }) {
  const { t, i18n } = useTranslation('catalog');
  const english = i18n.language === 'en';
  const { supplier } = product;
  const tax = product.tax;
  return (
    <section className="card stack-s" aria-labelledby="supplier-title">
      <h2 id="supplier-title">{t('product.supplier')}</h2>
      <p>
        <Link to={`/suppliers/${supplier.supplierId}`}>
          <strong>{english ? (supplier.nameEn ?? supplier.name) : supplier.name}</strong>
        </Link>
        <br />
        <span className="muted small">
          {t(`kinds.${supplier.kind}`)} · {supplier.regionName}
        </span>
      </p>
      {supplier.householdsHelped > 0 && <p>{t('product.helped', { count: supplier.householdsHelped })}</p>}
      {product.listedFor && <p>{product.listedFor}</p>}
      <p className="small">{english ? (supplier.introductionEn ?? supplier.introduction) : supplier.introduction}</p>
      <dl className="facts small">
        <dt>{t('product.tax')}</dt>
        <dd>
          {tax ? (
            <>
              {english ? tax.nameEn : tax.name}
              {typeof tax.rateBasisPoints === 'number'
                ? ` · ${t('product.taxRate', { rate: percent(tax.rateBasisPoints / 10_000, 0) })}`
                : ` · ${t('product.taxExempt')}`}
              <br />
              <span className="muted">{tax.basis}</span>
            </>
          ) : (
            t('product.taxUnknown')
          )}
        </dd>
      </dl>
    </section>
  );
}

function Detail({ product }: { product: Product }) {
  const { t, i18n } = useTranslation('catalog');
  const english = i18n.language === 'en';
  const name = nameOf(product, i18n.language);
  const about = english ? (product.descriptionEn ?? product.description) : product.description;
  const sold = product.packs.reduce((sum, pack) => sum + pack.sold, 0);
  return (
    <article className="stack product-page">
      <div className="product-layout">
        <Pictures product={product} name={name} />
        <div className="stack">
          <PageHeading question={name} lead={<RecognitionMark product={product} />} />
          <div className="row-between small">
            <span className="muted">
              {product.originName}
              {sold > 0 && ` · ${t('product.sold', { number: count(sold) })}`}
            </span>
            <Share name={name} />
          </div>
          <Buying product={product} />
          <PriceBand productId={product.productId} />
        </div>
      </div>
      <div className="product-layout even">
        <div className="stack">
          <Origin product={product} />
          <Supplier product={product} />
        </div>
        <div className="stack">
          <Recognition product={product} />
          <Lots product={product} />
          {about && (
            <section className="card stack-s" aria-labelledby="about-title">
              <h2 id="about-title">{t('product.about')}</h2>
              <p className="about">{about}</p>
            </section>
          )}
          <Ratings of={{ productId: product.productId }} />
        </div>
      </div>
      <Similar product={product} />
    </article>
  );
}

export default function ProductPage() {
  const { productId = '' } = useParams();
  const product = useProduct(productId);
  return (
    <Await of={product} height={700}>
      {(found) => <Detail key={found.productId} product={found} />}
    </Await>
  );
}
