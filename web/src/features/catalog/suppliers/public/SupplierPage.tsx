import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api, type Schema } from '@/api';
import { date } from '@/shared/format';
import { Await, PageHeading, StatusTag, Timeline } from '@/shared/ui';
import { Ratings } from '../../public/ProductOpinions';
import '../../public/product.css';
import '../i18n';
import { familyOfState } from '../states';

type Shown = Schema<'ShowPublicSupplierResponse'>;

function Papers({ supplier }: { supplier: Shown }) {
  const { t, i18n } = useTranslation('suppliers');
  return (
    <section className="card stack-s" aria-labelledby="papers-title">
      <h2 id="papers-title">{t('public.papers')}</h2>
      {supplier.papers.length === 0 ? (
        <p className="muted">{t('public.noPapers')}</p>
      ) : (
        <ul className="lines">
          {supplier.papers.map((paper) => (
            <li key={paper.name} className="row-between">
              <span>
                <strong>{i18n.language === 'en' ? paper.nameEn : paper.name}</strong>
                <br />
                <span className="muted small">
                  {[paper.issuer, paper.validTo ? t('public.until', { day: date(paper.validTo) }) : t('public.long')]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              <StatusTag family={paper.holds ? 'done' : 'problem'}>
                {t(paper.holds ? 'public.holds' : 'public.ended')}
              </StatusTag>
            </li>
          ))}
        </ul>
      )}
      <p className="muted small">{t('public.papersNote')}</p>
    </section>
  );
}

function Products({ supplier }: { supplier: Shown }) {
  const { t, i18n } = useTranslation('suppliers');
  return (
    <section className="card stack-s" aria-labelledby="products-title">
      <h2 id="products-title">
        {supplier.productCount === 0
          ? t('public.noProducts')
          : t('public.products', { count: supplier.productCount, recognised: supplier.recognisedCount })}
      </h2>
      <ul className="lines">
        {supplier.products.map((product) => (
          <li key={product.productId} className="row-between">
            <span>
              <Link to={`/products/${product.productId}`}>
                {i18n.language === 'en' ? (product.nameEn ?? product.name) : product.name}
              </Link>
              <br />
              <span className="muted small">{product.originName}</span>
            </span>
            <StatusTag family={product.isRecognised ? 'done' : 'ended'}>
              {product.isRecognised && product.recognisedTo
                ? t('public.recognised', { day: date(product.recognisedTo) })
                : t('public.county')}
            </StatusTag>
          </li>
        ))}
      </ul>
      {supplier.productCount > supplier.products.length && (
        <Link to={`/search?q=${encodeURIComponent(supplier.name)}`}>
          {t('public.allProducts', { count: supplier.productCount })}
        </Link>
      )}
    </section>
  );
}

function History({ supplier }: { supplier: Shown }) {
  const { t } = useTranslation('suppliers');
  return (
    <section className="card stack-s" aria-labelledby="history-title">
      <h2 id="history-title">{t('public.history')}</h2>
      <Timeline
        steps={supplier.steps.map((step, index) => ({
          key: String(index),
          state: step.toState === 'active' ? 'done' : 'problem',
          title: t(`public.steps.${step.toState === 'active' && index > 0 ? 'back' : step.toState}`),
          detail: [date(step.at), step.reason].filter(Boolean).join(' · '),
        }))}
      />
    </section>
  );
}

/** 供应商公示页: who it is and what the authorities checked, so that a buyer can trust it. */
export default function SupplierPage() {
  const { t, i18n } = useTranslation('suppliers');
  const { supplierId = '' } = useParams();
  const english = i18n.language === 'en';
  const found = useQuery({
    queryKey: ['public-supplier', supplierId],
    queryFn: () => api.get('/api/public-suppliers/{supplierId}', { path: { supplierId } }),
  });
  return (
    <Await of={found} height={600}>
      {(supplier) => {
        const last = supplier.steps[supplier.steps.length - 1];
        return (
          <div className="stack">
            <PageHeading question={english ? (supplier.nameEn ?? supplier.name) : supplier.name} />
            <div className="row">
              <StatusTag family={familyOfState(supplier.state)}>{t(`states.${supplier.state}`)}</StatusTag>
              <span className="muted">
                {t(`kinds.${supplier.kind}`)} · {supplier.regionName}
              </span>
              <Link to={`/halls/${supplier.countyCode}`} className="small">
                {t('public.toHall')}
              </Link>
            </div>
            {supplier.state !== 'active' && (
              <div className="alert">
                <strong>{t(supplier.state === 'suspended' ? 'public.isSuspended' : 'public.isRemoved')}</strong>
                {last?.reason && (
                  <p>
                    {t('public.reason')} {last.reason}
                  </p>
                )}
              </div>
            )}
            <section className="card stack-s" aria-labelledby="who-title">
              <h2 id="who-title">{t('public.who')}</h2>
              <p>{english ? (supplier.introductionEn ?? supplier.introduction) : supplier.introduction}</p>
              <p className="muted small">
                {[
                  supplier.admittedOn && t('public.admitted', { day: date(supplier.admittedOn) }),
                  supplier.householdsHelped > 0 && t('public.helped', { count: supplier.householdsHelped }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </section>
            <Papers supplier={supplier} />
            <Products supplier={supplier} />
            <Ratings of={{ supplierId: supplier.supplierId }} />
            <History supplier={supplier} />
          </div>
        );
      }}
    </Await>
  );
}
