import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schema } from '@/api';
import type { FoundProduct } from '../api';
import { ProductCard } from './ProductCard';

/** What a county put into its hall: the goods of its choice and its stories. */
export function HallSays({ page }: { page: Schema<'HallPageResponse'> }) {
  const { t, i18n } = useTranslation('catalog');
  const inEnglish = i18n.language === 'en';
  const featured = page.featured as unknown as FoundProduct[];
  return (
    <>
      {featured.length > 0 && (
        <section className="stack-s">
          <h2>{t('hall.featured')}</h2>
          <div className="product-grid">
            {featured.map((product) => (
              <ProductCard key={product.productId} product={product} />
            ))}
          </div>
        </section>
      )}
      {page.stories.length > 0 && (
        <section className="stack-s">
          <h2>{t('hall.stories')}</h2>
          <div className="hall-stories">
            {page.stories.map((story, at) => (
              <article key={at} className="card stack-s">
                {story.pictureUrl && <img className="campaign-banner" src={story.pictureUrl} alt="" loading="lazy" />}
                <h3>{inEnglish ? (story.titleEn ?? story.title) : story.title}</h3>
                <p style={{ whiteSpace: 'pre-line' }}>{inEnglish ? (story.textEn ?? story.text) : story.text}</p>
                {story.productId && <Link to={`/products/${story.productId}`}>{t('hall.storyGoods')}</Link>}
              </article>
            ))}
          </div>
        </section>
      )}
    </>
  );
}
