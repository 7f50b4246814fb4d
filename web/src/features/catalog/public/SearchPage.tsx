import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { yuan } from '@/shared/format';
import { has, useSession, type Role } from '@/shared/session';
import { Await, EmptyState, PageHeading } from '@/shared/ui';
import { useSearch, type FoundProduct, type SearchAnswer } from '../api';
import { drawingOf } from '../drawings';
import '../i18n';
import './catalog.css';
import { Facets, type Change } from './Facets';
import { MarkedName } from './MarkedName';
import { CampaignPrice, Standing } from './ProductCard';
import { SearchBox } from './SearchBox';

/** Who compares offers for work; the server holds everybody to it. */
const exporters: readonly Role[] = ['buyer', 'buyer-approver', 'buyer-finance', 'supplier', 'village-agent', 'county-official', 'city-official', 'operator'];

const sorts = ['relevance', 'price-per-kg', 'sales', 'newest'] as const;

function Found({ product }: { product: FoundProduct }) {
  const { t, i18n } = useTranslation('catalog');
  return (
    <li className="found">
      <Link to={`/products/${product.productId}`} tabIndex={-1} aria-hidden="true">
        <img src={product.pictureUrl ?? drawingOf(product.categoryCode)} alt="" loading="lazy" width={120} height={90} />
      </Link>
      <div>
        <h2>
          <Link to={`/products/${product.productId}`}>
            <MarkedName product={product} language={i18n.language} />
          </Link>
        </h2>
        <p className="muted small">
          {product.originName} · {product.supplierName}（{t(`kinds.${product.supplierKind}`)}）
        </p>
        <p className="row small" style={{ gap: 12 }}>
          <Standing product={product} />
          {product.inSeason && <span>{t('card.season')}</span>}
          <span className="muted">{product.available > 0 ? t('card.available', { count: product.available }) : t('card.soldOut')}</span>
        </p>
        <CampaignPrice product={product} />
      </div>
      <div className="amounts right">
        <div className="price nowrap">
          {yuan(product.fenPerKg)}
          <small className="muted">/{i18n.language === 'en' ? 'kg' : '公斤'}</small>
        </div>
        <div className="muted small nowrap">
          {product.packName} {yuan(product.fromFen)}
        </div>
      </div>
    </li>
  );
}

function Chosen({ search, facets, change }: { search: URLSearchParams; facets: SearchAnswer['facets']; change: Change }) {
  const { t } = useTranslation('catalog');
  const label = (name: string, value: string): string => {
    if (name === 'recognised') return t('search.recognisedOnly');
    if (name === 'inSeason' || name === 'inStock') return t(`search.${name}`);
    if (name === 'minPriceFen') return `≥ ${yuan(Number(value))}`;
    if (name === 'maxPriceFen') return `≤ ${yuan(Number(value))}`;
    if (name === 'supplierKind') return t(`kinds.${value}`);
    return facets[name]?.find((choice) => choice.value === value)?.label ?? value;
  };
  const chosen = [...search].filter(([name]) => !['q', 'sort'].includes(name));
  if (chosen.length === 0) return null;
  return (
    <div className="row small">
      <span className="muted">{t('search.chosen')}</span>
      {chosen.map(([name, value]) => (
        <button key={name} type="button" className="chip" aria-label={t('search.remove', { label: label(name, value) })} onClick={() => change({ [name]: undefined })}>
          {label(name, value)} ✕
        </button>
      ))}
      <button type="button" className="button link" onClick={() => change(Object.fromEntries(chosen.map(([name]) => [name, undefined])))}>
        {t('search.clear')}
      </button>
    </div>
  );
}

export default function SearchPage() {
  const { t } = useTranslation(['catalog', 'shared']);
  const [search, setSearch] = useSearchParams();
  const result = useSearch(search.toString());
  const mayExport = has(useSession().data, exporters);
  const change: Change = (changes) =>
    setSearch((now) => {
      for (const [name, value] of Object.entries(changes)) {
        if (value) now.set(name, value);
        else now.delete(name);
      }
      return now;
    });
  const facets = result.data?.pages[0]?.facets ?? {};
  const narrow = matchMedia('(max-width: 899px)').matches;
  return (
    <div className="stack">
      <PageHeading question={t('search.question')} />
      <SearchBox key={search.get('q') ?? ''} initial={search.get('q') ?? ''} onSearch={(q) => change({ q })} />
      <div className="search-layout">
        <aside aria-label={t('search.filters')}>
          <details open={!narrow} className={narrow ? 'card' : undefined}>
            <summary className={narrow ? undefined : 'visually-hidden'}>{t('search.filters')}</summary>
            <Facets facets={facets} search={search} change={change} />
          </details>
        </aside>
        <Await of={result} height={600}>
          {(found) => {
            const items = found.pages.flatMap((page) => page.items);
            return (
              <section className="stack-s">
                <div className="row-between">
                  <span role="status">
                    {found.pages[0]?.correctedTo && <strong>{t('search.corrected', { words: found.pages[0].correctedTo })} </strong>}
                    {t('search.count', { count: found.pages[0]?.total ?? 0 })}
                  </span>
                  <div className="row" role="group" aria-label={t('search.sort')} style={{ gap: 6 }}>
                    {sorts.map((sort) => (
                      <button key={sort} type="button" className="chip" aria-pressed={(search.get('sort') ?? 'relevance') === sort} onClick={() => change({ sort: sort === 'relevance' ? undefined : sort })}>
                        {t(`search.sorts.${sort}`)}
                      </button>
                    ))}
                  </div>
                </div>
                <Chosen search={search} facets={facets} change={change} />
                {items.length === 0 ? (
                  <EmptyState title={t('search.none')}>{t('search.noneNext')}</EmptyState>
                ) : (
                  <ul>
                    {items.map((product) => (
                      <Found key={product.productId} product={product} />
                    ))}
                  </ul>
                )}
                {items.length > 0 && mayExport && (
                  <a className="button" href={`/api/search.xlsx?${search.toString()}`} download>
                    {t('search.xlsx')}
                  </a>
                )}
                {result.hasNextPage && (
                  <button type="button" className="button" disabled={result.isFetchingNextPage} onClick={() => void result.fetchNextPage()}>
                    {t('shared:more')}
                  </button>
                )}
              </section>
            );
          }}
        </Await>
      </div>
    </div>
  );
}
