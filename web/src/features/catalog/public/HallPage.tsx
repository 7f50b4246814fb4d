import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { api } from '@/api';
import { Await, EmptyState, PageHeading } from '@/shared/ui';
import { useSearch } from '../api';
import { useHallPage } from '../halls';
import '../i18n';
import './catalog.css';
import { HallSays } from './HallSays';
import { ProductCard } from './ProductCard';

/** 县馆: what one county grows and who recognised it. */
export default function HallPage() {
  const { t, i18n } = useTranslation(['catalog', 'shared']);
  const { countyCode = '' } = useParams();
  const hall = useQuery({
    queryKey: ['hall', countyCode],
    queryFn: () => api.get('/api/halls/{countyCode}', { path: { countyCode } }),
  });
  const [search] = useSearchParams();
  const page = useHallPage(countyCode, search.get('version') ?? undefined);
  const inEnglish = i18n.language === 'en';
  const says = page.data;
  const goods = useSearch(`county=${encodeURIComponent(countyCode)}&sort=sales`);
  return (
    <Await of={hall} height={300}>
      {(found) => (
        <div className="stack">
          {says?.isPreview && <p className="alert">{t('hall.preview')}</p>}
          {says?.bannerUrl && <img className="campaign-banner" src={says.bannerUrl} alt="" />}
          <PageHeading
            question={t('hall.question', { county: found.name })}
            lead={(inEnglish ? (says?.introEn ?? says?.intro) : says?.intro) ?? t('hall.lead', { county: found.fullName })}
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
          {says?.notice && <p className="card">{inEnglish ? (says.noticeEn ?? says.notice) : says.notice}</p>}
          {says && (says.households > 0 || says.indications.length > 0 || says.contact) && (
            <p className="muted">
              {[
                says.households > 0 && t('hall.households', { count: says.households }),
                says.indications.length > 0 && t('hall.indications', { names: says.indications.join(inEnglish ? ', ' : '、') }),
                says.contact && t('hall.contact', { contact: says.contact }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          )}
          <Await of={page} height={300}>
            {(content) => <HallSays page={content} />}
          </Await>
          <h2>{t('hall.all')}</h2>
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
