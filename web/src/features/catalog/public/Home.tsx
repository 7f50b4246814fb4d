import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { Await, PageHeading } from '@/shared/ui';
import { useCategories, useHalls, useSearch } from '../api';
import { drawingOf } from '../drawings';
import '../i18n';
import './catalog.css';
import { ProductCard } from './ProductCard';
import { SearchBox } from './SearchBox';
import { Specials } from './Specials';

const crates = ['navel-orange-sky-crate', 'stem-mustard-paper', 'eggs-sand', 'honey-mint', 'bacon-rose', 'sichuan-pepper-paper'];

export default function Home() {
  const { t, i18n } = useTranslation('catalog');
  const navigate = useNavigate();
  const categories = useCategories();
  const halls = useHalls();
  const season = useSearch('inSeason=true&inStock=true&recognised=true&sort=sales', 10);
  return (
    <div className="stack" style={{ gap: 40 }}>
      <section className="hero">
        <div className="stack">
          <PageHeading question={t('home.question')} lead={t('home.lead')} />
          <SearchBox onSearch={(words) => void navigate(`/search?q=${encodeURIComponent(words)}`)} />
        </div>
        <div className="hero-crates" aria-hidden="true">
          {crates.map((name) => (
            <img key={name} src={`/produce/${name}.svg`} alt="" width={132} height={132} />
          ))}
        </div>
      </section>

      <Specials />

      <section className="stack">
        <h2>{t('home.categories')}</h2>
        <Await of={categories} height={120}>
          {(all) => (
            <nav className="category-row" aria-label={t('home.categories')}>
              {all.items
                .filter((category) => !category.parentCode)
                .map((category) => (
                  <Link key={category.code} className="category-tile" to={`/search?category=${category.code}`}>
                    <img src={drawingOf(category.code)} alt="" width={72} height={72} loading="lazy" />
                    {i18n.language === 'en' ? category.nameEn : category.name}
                  </Link>
                ))}
            </nav>
          )}
        </Await>
      </section>

      <section className="stack">
        <div className="row-between">
          <h2>{t('home.best')}</h2>
          <Link to="/search?inSeason=true">{t('home.all')} ›</Link>
        </div>
        <Await of={season} height={320}>
          {(found) => (
            <div className="product-grid">
              {found.pages[0]?.items.map((product) => (
                <ProductCard key={product.productId} product={product} />
              ))}
            </div>
          )}
        </Await>
      </section>

      <section className="stack">
        <h2>{t('home.halls')}</h2>
        <Await of={halls} height={160}>
          {(all) => (
            <nav className="hall-row" aria-label={t('home.halls')}>
              {all.items.slice(0, 40).map((hall) => (
                <Link key={hall.countyCode} className="hall-tile" to={`/halls/${hall.countyCode}`}>
                  <span>{hall.name}</span>
                  <span className="muted small nowrap">{hall.products}</span>
                </Link>
              ))}
            </nav>
          )}
        </Await>
      </section>

      <section className="stack">
        <h2>{t('home.how')}</h2>
        <ol className="how">
          {(['list', 'recognise', 'order', 'pay'] as const).map((step) => (
            <li key={step}>
              <h3>{t(`home.steps.${step}.title`)}</h3>
              <p className="muted small">{t(`home.steps.${step}.text`)}</p>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
