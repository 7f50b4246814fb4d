import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { mass, parseMass, pricePerMass, yuan } from '@/shared/format';
import { useSession } from '@/shared/session';
import { KeptPhotos, RegionName } from '@/shared/ui';
import { useCategories } from '../api';
import { tiersOf, type Draft } from './draft';
import { noMore, type More } from './more';
import { noPresale } from './presale';

/** The whole listing once more, each part with the way back to it. */
export function ListingCheck({
  draft,
  onChange,
  forName,
}: {
  draft: Draft;
  onChange: (step: number) => void;
  forName?: string;
}) {
  const { t, i18n } = useTranslation('catalog');
  const agent = useSession().data?.person?.name;
  const presale = draft.presale ?? noPresale;
  const isGrowing = presale.how !== 'harvested';
  const category = useCategories().data?.items.find((one) => one.code === draft.category);
  return (
    <>
      {forName && <p className="alert note">{t('listing.byFor', { agent, name: forName })}</p>}
      <Part title={t('listing.step1')} onChange={() => onChange(1)}>
        {draft.photos.length > 0 && <KeptPhotos photos={draft.photos} />}
        <strong>{draft.name}</strong>
        <span className="muted">{category && (i18n.language === 'en' ? category.nameEn : category.name)}</span>
        {draft.photos.length === 0 && <span className="muted">{t('listing.noPhoto')}</span>}
      </Part>
      <Part title={t('listing.step2')} onChange={() => onChange(2)}>
        {draft.packs.map((pack, index) => (
          <div key={index} className="stack-s">
            <div className="row-between">
              <strong>{pack.name}</strong>
              <span className="muted">{mass(parseMass(pack.kilograms), i18n.language)}</span>
            </div>
            {tiersOf(pack)?.map((tier) => (
              <div key={tier.minQuantity} className="row-between">
                <span>
                  {tier.minQuantity > 1 ? t('product.from', { count: tier.minQuantity, unit: pack.unit }) : ''}{' '}
                  {yuan(tier.priceFen)}/{pack.unit}
                </span>
                <span className="muted small">
                  {pricePerMass(tier.priceFen, parseMass(pack.kilograms), i18n.language)}
                </span>
              </div>
            ))}
          </div>
        ))}
      </Part>
      <Part title={t('listing.step3')} onChange={() => onChange(3)}>
        {draft.packs.map((pack, index) => (
          <div key={index} className="row-between">
            <span>{pack.name}</span>
            <span>
              {pack.quantity}
              {pack.unit}
            </span>
          </div>
        ))}
        <div className="row-between">
          <span>{t(isGrowing ? 'presale.expected' : 'listing.harvested')}</span>
          <span>{draft.harvestedOn}</span>
        </div>
        {isGrowing && (
          <>
            <div className="row-between">
              <span>{t('presale.shipBy')}</span>
              <span>{presale.shipBy}</span>
            </div>
            {presale.how === 'adoption' && <p>{presale.terms}</p>}
          </>
        )}
        <div className="row-between">
          <span>{t('product.season')}</span>
          <span>{t('product.months', { from: draft.seasonFrom, to: draft.seasonTo })}</span>
        </div>
        <div className="row-between">
          <span>{t('listing.origin')}</span>
          <span className="right">
            <RegionName code={draft.origin} />
          </span>
        </div>
        {draft.description.trim() && <p>{draft.description}</p>}
        <MoreCheck more={draft.more ?? noMore} />
      </Part>
      <p className="muted">{t('listing.checkNote')}</p>
    </>
  );
}

/** The further fields that were filled in, in words. */
function MoreCheck({ more }: { more: More }) {
  const { t } = useTranslation('catalog');
  const said: [string, string][] = [
    ['more.minQuantity', more.minQuantity],
    ['more.step', more.step],
    ['more.storage', more.storage === 'ambient' ? '' : t(`product.storages.${more.storage}`)],
    ['product.cold', more.storage !== 'ambient' && more.coldMin.trim() ? `${more.coldMin}–${more.coldMax}℃` : ''],
    ['more.indication', [more.indication, more.indication && more.indicationNumber].filter(Boolean).join(' · ')],
    ['more.windows', more.windows.map((one) => `${one.variety} ${one.from}–${one.to}`.trim()).join('；')],
    ['more.plot', more.plot],
    ['more.certificate', more.certificate],
    ['more.laboratory', [more.laboratory, more.laboratory && more.result].filter(Boolean).join(' · ')],
  ];
  return (
    <>
      {said
        .filter(([, value]) => value.trim())
        .map(([key, value]) => (
          <div key={key} className="row-between">
            <span>{t(key)}</span>
            <span className="right break">{value}</span>
          </div>
        ))}
    </>
  );
}

function Part({ title, onChange, children }: { title: string; onChange: () => void; children: ReactNode }) {
  const { t } = useTranslation('catalog');
  return (
    <section className="card stack-s">
      <div className="row-between">
        <h2>{title}</h2>
        <button type="button" className="button link" aria-label={`${t('listing.change')} ${title}`} onClick={onChange}>
          {t('listing.change')}
        </button>
      </div>
      {children}
    </section>
  );
}
