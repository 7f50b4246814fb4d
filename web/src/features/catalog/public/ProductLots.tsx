import { useTranslation } from 'react-i18next';
import { count, date } from '@/shared/format';
import { urlsOf } from '@/shared/http';
import { StatusTag } from '@/shared/ui';
import type { Product } from '../api';

type Lot = Product['lots'][number];

function Paper({ url, children }: { url: string | null | undefined; children: string }) {
  return url ? (
    <a href={url} target="_blank" rel="noreferrer">
      {children}
    </a>
  ) : (
    <span className="muted">{children}</span>
  );
}

/** What was tested, by whom, and how it came out. */
function Tests({ lot }: { lot: Lot }) {
  const { t } = useTranslation('catalog');
  if (lot.tests.length === 0) return <span className="muted">{t('product.noTest')}</span>;
  return (
    <ul className="plain-list">
      {lot.tests.map((test, index) => (
        <li key={index}>
          <StatusTag family={test.isPassed ? 'done' : 'problem'}>
            {t(test.isPassed ? 'product.passed' : 'product.failed')}
          </StatusTag>{' '}
          {test.result} <span className="muted nowrap">{date(test.testedOn)}</span>{' '}
          <span className="muted">{test.laboratory}</span> {test.url && <Paper url={test.url}>{t('product.openReport')}</Paper>}
        </li>
      ))}
    </ul>
  );
}

/** 预售与认领: what is promised, and how it grows. */
function Promise({ presale }: { presale: NonNullable<Lot['presale']> }) {
  const { t } = useTranslation('catalog');
  return (
    <>
      {presale.isExpected && (
        <p>{t('presale.promise', { count: presale.expectedQuantity, on: date(presale.shipBy) })}</p>
      )}
      {presale.adoptionTerms && (
        <p className="break">
          <strong>{t('presale.terms')}</strong> {presale.adoptionTerms}
        </p>
      )}
      {presale.growth.length > 0 && (
        <details open={presale.isExpected}>
          <summary>{t('presale.growth', { count: presale.growth.length })}</summary>
          <ul className="plain-list stack-s">
            {presale.growth.map((note, index) => (
              <li key={index} className="stack-s">
                <span className="break">
                  <span className="muted nowrap">{date(note.notedOn)}</span> {note.words}
                </span>
                {note.photoUrls.length > 0 && (
                  <span className="photos">
                    {urlsOf(note.photoUrls).map((url, at) => (
                      <a key={url} className="photo" href={url} target="_blank" rel="noreferrer">
                        <img src={url} alt={t('presale.photo', { number: at + 1 })} loading="lazy" />
                      </a>
                    ))}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function LotCard({ lot, packName }: { lot: Lot; packName: string }) {
  const { t, i18n } = useTranslation('catalog');
  const { presale } = lot;
  return (
    <li className="stack-s">
      <div className="row-between">
        <strong>
          {t(presale?.isExpected ? 'presale.expectedOn' : 'product.harvestedOn', { date: date(lot.harvestedOn) })} ·{' '}
          {packName}{' '}
          {presale?.isExpected && (
            <StatusTag family="due">{t(presale.adoptionTerms ? 'presale.adoption' : 'presale.tag')}</StatusTag>
          )}
        </strong>
        <a href={`/trace/${lot.lotId}`}>{t('product.trace')}</a>
      </div>
      {presale && <Promise presale={presale} />}
      <dl className="facts small">
        {lot.gradeName && (
          <>
            <dt>{t('product.grade')}</dt>
            <dd>{i18n.language === 'en' ? lot.gradeNameEn : lot.gradeName}</dd>
          </>
        )}
        {(lot.placeName ?? lot.plot) && (
          <>
            <dt>{t('product.grownAt')}</dt>
            <dd>{[lot.placeName, lot.plot].filter(Boolean).join(' · ')}</dd>
          </>
        )}
        <dt>{t('product.bestBefore')}</dt>
        <dd>
          {date(lot.bestBefore)}
          {lot.isColdChain && ` · ${t('product.cold')}`}
        </dd>
        <dt>{t('product.lotQuantity')}</dt>
        <dd>{count(lot.quantity)}</dd>
        {!presale?.isExpected && (
          <>
        <dt>{t('product.test')}</dt>
        <dd>
          <Tests lot={lot} />
        </dd>
        <dt>{t('product.pledge')}</dt>
        <dd>
          {lot.certificate ? (
            <>
              {lot.certificate.number} <span className="muted nowrap">{date(lot.certificate.issuedOn)}</span>{' '}
              {lot.certificate.url && <Paper url={lot.certificate.url}>{t('product.openFile')}</Paper>}
            </>
          ) : (
            <span className="muted">{t('product.noPledge')}</span>
          )}
        </dd>
          </>
        )}
      </dl>
    </li>
  );
}

/** 批次检测: each harvest with its grade, tests and the producer's pledge. */
export function Lots({ product }: { product: Product }) {
  const { t, i18n } = useTranslation('catalog');
  const packs = new Map(
    product.packs.map((pack) => [pack.packId, i18n.language === 'en' ? (pack.nameEn ?? pack.name) : pack.name]),
  );
  return (
    <section className="card stack-s" aria-labelledby="lots-title">
      <h2 id="lots-title">{t('product.lots')}</h2>
      {product.lots.length === 0 ? (
        <p className="muted">{t('product.noLots')}</p>
      ) : (
        <ul className="lines">
          {product.lots.map((lot) => (
            <LotCard key={lot.lotId} lot={lot} packName={packs.get(lot.packId) ?? '—'} />
          ))}
        </ul>
      )}
    </section>
  );
}
