import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { count, date, prose } from '@/shared/format';
import { Await, PageHeading, StatusTag } from '@/shared/ui';
import { useProduct, type Product } from '../api';
import { drawingOf } from '../drawings';
import '../i18n';
import { PriceBand } from '../origin/public/PriceBand';
import { Buying } from './Buying';
import './catalog.css';
import { nameOf } from './ProductCard';

function RecognitionMark({ product }: { product: Product }) {
  const { t } = useTranslation('catalog');
  const { recognition } = product;
  if (recognition?.isRecognised) return <span className="mark-recognised">✓ {t('product.recognisedTo', { date: date(recognition.validTo) })}</span>;
  if (recognition?.state === 'on-notice') return <StatusTag family="theirs">{t('product.onNotice', { date: date(recognition.noticeTo) })}</StatusTag>;
  return <StatusTag family="ended">{t('product.notRecognised')}</StatusTag>;
}

function Facts({ product }: { product: Product }) {
  const { t } = useTranslation('catalog');
  return (
    <dl className="facts">
      <dt>{t('product.origin')}</dt>
      <dd>{product.originName}</dd>
      <dt>{t('product.season')}</dt>
      <dd>{t('product.months', { from: product.seasonFrom, to: product.seasonTo })}</dd>
      {product.shelfLifeDays ? (
        <>
          <dt>{t('product.shelf')}</dt>
          <dd>{t('product.shelfDays', { count: product.shelfLifeDays })}</dd>
        </>
      ) : null}
      <dt>{t('product.storage')}</dt>
      <dd>{t(`product.storages.${product.storage}`)}</dd>
      {product.geographicalIndication && (
        <>
          <dt>{t('product.indication')}</dt>
          <dd>{product.geographicalIndication}</dd>
        </>
      )}
    </dl>
  );
}

function Lots({ product }: { product: Product }) {
  const { t } = useTranslation('catalog');
  if (product.lots.length === 0) return null;
  const packs = new Map(product.packs.map((pack) => [pack.packId, pack.name]));
  return (
    <section className="card stack-s">
      <h2>{t('product.lots')}</h2>
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('product.pack')}</th>
              <th scope="col">{t('product.harvested')}</th>
              <th scope="col">{t('product.bestBefore')}</th>
              <th scope="col" className="num">
                {t('product.lotQuantity')}
              </th>
              <th scope="col">
                <span className="visually-hidden">{t('product.trace')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {product.lots.map((lot) => (
              <tr key={lot.lotId}>
                <td>{packs.get(lot.packId) ?? '—'}</td>
                <td>{date(lot.harvestedOn)}</td>
                <td>{date(lot.bestBefore)}</td>
                <td className="num">{count(lot.quantity)}</td>
                <td>
                  <a href={`/trace/${lot.lotId}`}>{t('product.trace')}</a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Detail({ product }: { product: Product }) {
  const { t, i18n } = useTranslation('catalog');
  const [shown, setShown] = useState(0);
  const english = i18n.language === 'en';
  const { supplier, recognition } = product;
  const about = english ? (product.descriptionEn ?? product.description) : product.description;
  return (
    <article className="stack" style={{ gap: 24 }}>
      <div className="product-layout">
        <div className="stack-s">
          <img className="product-photo" src={product.pictures[shown]?.url ?? drawingOf(product.categoryCode)} alt={nameOf(product, i18n.language)} width={440} height={440} />
          {product.pictures.length === 0 && <p className="muted small">{t('product.drawn')}</p>}
          {product.pictures.length > 1 && (
            <div className="thumbs">
              {product.pictures.map((picture, index) => (
                <button key={picture.url} type="button" aria-pressed={index === shown} aria-label={t('photo.one', { ns: 'shared', number: index + 1 })} onClick={() => setShown(index)}>
                  <img src={picture.url} alt="" width={64} height={64} />
                </button>
              ))}
            </div>
          )}
        </div>
        <div className="stack">
          <PageHeading question={nameOf(product, i18n.language)} lead={<RecognitionMark product={product} />} />
          {product.listedFor && <p className="muted small">{product.listedFor}</p>}
          <Buying product={product} />
          <PriceBand productId={product.productId} />
        </div>
      </div>
      <div className="product-layout">
        <div className="stack">
          <section className="card stack-s">
            <h2>{t('product.origin')}</h2>
            <Facts product={product} />
          </section>
          <section className="card stack-s">
            <h2>{t('product.supplier')}</h2>
            <p>
              <strong>{english ? (supplier.nameEn ?? supplier.name) : supplier.name}</strong>
            </p>
            <p className="muted small">
              {t(`kinds.${supplier.kind}`)} · {supplier.regionName}
              {supplier.householdsHelped > 0 && ` · ${t('product.helped', { count: supplier.householdsHelped })}`}
            </p>
            <p className="small">{english ? (supplier.introductionEn ?? supplier.introduction) : supplier.introduction}</p>
          </section>
        </div>
        <div className="stack">
          {about && (
            <section className="card stack-s">
              <h2>{t('product.about')}</h2>
              <p style={{ maxWidth: '40em' }}>{about}</p>
            </section>
          )}
          {recognition?.validFrom && recognition.validTo && (
            <section className="card stack-s">
              <h2>{t('product.recognition')}</h2>
              <p>{t('product.recognitionText', { from: prose(recognition.validFrom, i18n.language), to: prose(recognition.validTo, i18n.language) })}</p>
              <a href={`/recognitions/${recognition.recognitionId}`}>{t('product.register')}</a>
            </section>
          )}
          <Lots product={product} />
        </div>
      </div>
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
