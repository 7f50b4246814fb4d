import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { date, yuan } from '@/shared/format';
import type { FoundProduct } from '../api';
import { drawingOf } from '../drawings';

export const nameOf = (item: { name: string; nameEn?: string | null }, language: string) =>
  language === 'en' ? (item.nameEn ?? item.name) : item.name;

/** 帮扶产品, 县域产品 or neither, as of today. */
export function Standing({ product }: { product: FoundProduct }) {
  const { t } = useTranslation('catalog');
  if (product.isRecognised) return <span className="mark-recognised">✓{t('card.recognised')}</span>;
  return <span className="muted">{t(product.isCountyProduce ? 'card.county' : 'card.none')}</span>;
}

/** 活动价: what the pack costs in a campaign that runs today, beside the lowest price of the last thirty days. */
export function CampaignPrice({ product }: { product: FoundProduct }) {
  const { t, i18n } = useTranslation('catalog');
  const { campaign } = product;
  if (!campaign) return null;
  const pack = i18n.language === 'en' ? (campaign.packNameEn ?? campaign.packName) : campaign.packName;
  return (
    <span className="small">
      <strong className="price nowrap">{t('card.campaign', { price: yuan(campaign.priceFen) })}</strong>{' '}
      <s className="muted nowrap">{yuan(campaign.usualFen)}</s>{' '}
      <span className="muted">{t('card.campaignUntil', { pack, name: campaign.name, on: date(campaign.endsOn) })}</span>
    </span>
  );
}

/** A product among others: what, from where, for how much a kilogram. */
export function ProductCard({ product }: { product: FoundProduct }) {
  const { t, i18n } = useTranslation('catalog');
  return (
    <Link className="product-card" to={`/products/${product.productId}`}>
      <img src={product.pictureUrl ?? drawingOf(product.categoryCode)} alt="" loading="lazy" width={240} height={180} />
      <span className="text">
        <h3>{nameOf(product, i18n.language)}</h3>
        <span className="muted small">
          {product.countyName} · {product.packName}
        </span>
        <span>
          <span className="price">{yuan(product.fromFen)}</span>
        </span>
        <span className="muted small nowrap">{i18n.language === 'en' ? `${yuan(product.fenPerKg)}/kg` : `${yuan(product.fenPer500g)}/500克`}</span>
        <CampaignPrice product={product} />
        <span className="row small" style={{ gap: 8, marginTop: 'auto' }}>
          <Standing product={product} />
          <span className="muted nowrap">{product.available > 0 ? t('card.available', { count: product.available }) : t('card.soldOut')}</span>
        </span>
      </span>
    </Link>
  );
}
