import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { date, yuan } from '@/shared/format';
import { http, query } from '@/shared/http';
import type { Schema } from '@/api';
import { Await, EmptyState, PageHeading, StatusTag } from '@/shared/ui';
import type { FoundProduct } from '../api';
import '../i18n';
import './catalog.css';
import { ProductCard } from './ProductCard';

type Detail = Schema<'ShowCampaignsDetail'>;

/** 活动, such as 渝货进山东: its dates, its partner and its goods. */
export default function CampaignPage() {
  const { t, i18n } = useTranslation(['catalog', 'shared']);
  const { campaignId = '' } = useParams();
  const campaign = useInfiniteQuery({
    queryKey: ['campaign', campaignId],
    queryFn: ({ pageParam }) =>
      http.get<Detail>(`/api/campaigns/${campaignId}${query({ size: 24, cursor: pageParam || undefined })}`),
    initialPageParam: '',
    getNextPageParam: (last) => last.products.nextCursor ?? undefined,
  });
  return (
    <Await of={campaign} height={400}>
      {(pages) => {
        const found = pages.pages[0]!.campaign;
        const items = pages.pages.flatMap((page) => page.products.items) as unknown as FoundProduct[];
        const prices = pages.pages.flatMap((page) => page.prices);
        return (
          <div className="stack">
            {found.bannerUrl && <img className="campaign-banner" src={found.bannerUrl} alt="" />}
            <PageHeading
              question={i18n.language === 'en' && found.nameEn ? found.nameEn : found.name}
              lead={found.slogan ?? undefined}
            />
            <p className="muted">
              <StatusTag family={found.isRunning ? 'done' : found.startsOn > date(new Date()) ? 'theirs' : 'ended'}>
                {t(found.isRunning ? 'campaign.running' : found.startsOn > date(new Date()) ? 'campaign.coming' : 'campaign.over')}
              </StatusTag>{' '}
              {t('campaign.dates', { from: found.startsOn, to: found.endsOn })}
              {found.partnerProvinceName && ` · ${t('campaign.partner', { province: found.partnerProvinceName })}`}
            </p>
            {prices.length > 0 && (
              <section className="card stack-s">
                <h2>{t('campaign.prices')}</h2>
                <ul className="lines">
                  {prices.map((price) => (
                    <li key={price.packId} className="row-between">
                      <Link to={`/products/${price.productId}`}>
                        {items.find((item) => item.productId === price.productId)?.name}{' '}
                        {i18n.language === 'en' ? (price.packNameEn ?? price.packName) : price.packName}
                      </Link>
                      <span>
                        <strong className="price">{yuan(price.campaignPriceFen)}</strong>{' '}
                        {price.usualFen > price.campaignPriceFen && (
                          <del className="muted small">{t('campaign.usual', { price: yuan(price.usualFen) })}</del>
                        )}
                        {price.mostPerBuyer && (
                          <span className="muted small"> {t('campaign.limit', { count: price.mostPerBuyer })}</span>
                        )}
                      </span>
                    </li>
                  ))}
                </ul>
              </section>
            )}
            {items.length === 0 ? (
              <EmptyState title={t('campaign.none')} />
            ) : (
              <div className="product-grid">
                {items.map((product) => (
                  <ProductCard key={product.productId} product={product} />
                ))}
              </div>
            )}
            {campaign.hasNextPage && (
              <div>
                <button type="button" className="button" onClick={() => void campaign.fetchNextPage()}>
                  {t('shared:more')}
                </button>
              </div>
            )}
          </div>
        );
      }}
    </Await>
  );
}
