import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api } from '@/api';
import { Await, EmptyState, PageHeading } from '@/shared/ui';
import { useSearch } from '../api';
import '../i18n';
import './catalog.css';
import { ProductCard } from './ProductCard';

/** 县馆: what one county grows and who recognised it. */
export default function HallPage() {
  const { t, i18n } = useTranslation(['catalog', 'shared']);
  const { countyCode = '' } = useParams();
  const hall = useQuery({
    queryKey: ['hall', countyCode],
    queryFn: () => api.get('/api/halls/{countyCode}', { path: { countyCode } }),
  });
  const goods = useSearch(`county=${encodeURIComponent(countyCode)}&sort=sales`);
  return (
    <Await of={hall} height={300}>
      {(found) => (
        <div className="stack">
          <PageHeading
            question={t('hall.question', { county: found.name })}
            lead={(i18n.language === 'en' ? found.introEn : found.intro) ?? t('hall.lead', { county: found.fullName })}
          >
            <Link className="button" to={`/search?county=${countyCode}`}>
              {t('hall.filter')}
            </Link>
          </PageHeading>
          <p className="muted">
            {t('hall.counts', { products: found.products, recognised: found.recognised, suppliers: found.suppliers })}
            {found.relief && ` · ${t('hall.relief', { year: found.relief.delistedYear })}`} ·{' '}
            <a href={`/recognitions?county=${countyCode}`}>{t('hall.register')}</a>
          </p>
          <Await of={goods} height={400}>
            {(pages) => {
              const items = pages.pages.flatMap((page) => page.items);
              return items.length === 0 ? (
                <EmptyState title={t('hall.none')}>{t('hall.noneNext')}</EmptyState>
              ) : (
                <>
                  <div className="product-grid">
                    {items.map((product) => (
                      <ProductCard key={product.productId} product={product} />
                    ))}
                  </div>
                  {goods.hasNextPage && (
                    <div>
                      <button type="button" className="button" onClick={() => void goods.fetchNextPage()}>
                        {t('shared:more')}
                      </button>
                    </div>
                  )}
                </>
              );
            }}
          </Await>
        </div>
      )}
    </Await>
  );
}
