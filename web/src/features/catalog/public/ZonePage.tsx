import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { yuan } from '@/shared/format';
import { Await, EmptyState, PageHeading } from '@/shared/ui';
import type { FoundProduct } from '../api';
import '../i18n';
import { useZone } from '../zones';
import './catalog.css';
import { ProductCard } from './ProductCard';

/** 专区: goods a rule finds, with the rule told, so that a buyer knows why they are here. */
export default function ZonePage() {
  const { t, i18n } = useTranslation(['catalog', 'shared']);
  const { zoneId = '' } = useParams();
  const zone = useZone(zoneId);
  return (
    <Await of={zone} height={400}>
      {(pages) => {
        const { zone: found, rule, products } = pages.pages[0]!;
        const inEnglish = i18n.language === 'en';
        const items = pages.pages.flatMap((page) => page.products.items) as unknown as FoundProduct[];
        const why = [
          rule.keyCounties && t('zone.keyCounties'),
          rule.recognised && t('zone.recognised'),
          rule.inSeason && t('zone.inSeason'),
          rule.inStock && t('zone.inStock'),
          rule.minFenPerKg && t('zone.min', { price: yuan(rule.minFenPerKg) }),
          rule.maxFenPerKg && t('zone.max', { price: yuan(rule.maxFenPerKg) }),
        ].filter(Boolean);
        return (
          <div className="stack">
            <PageHeading
              question={inEnglish && found.nameEn ? found.nameEn : found.name}
              lead={(inEnglish ? (found.introEn ?? found.intro) : found.intro) ?? undefined}
            />
            <p className="muted">
              {[t('zone.count', { count: products.total ?? items.length }), ...why].join(' · ')}
              {found.endsOn && ` · ${t('zone.until', { on: found.endsOn })}`}
            </p>
            {items.length === 0 ? (
              <EmptyState title={t('zone.none')}>
                <Link to="/search">{t('zone.noneNext')}</Link>
              </EmptyState>
            ) : (
              <div className="product-grid">
                {items.map((product) => (
                  <ProductCard key={product.productId} product={product} />
                ))}
              </div>
            )}
            {zone.hasNextPage && (
              <div>
                <button type="button" className="button" onClick={() => void zone.fetchNextPage()}>
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
