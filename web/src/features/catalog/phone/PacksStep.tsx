import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { packUnits, parseCount, parseMass, parseYuan, priceOf, pricePerMass, yuan } from '@/shared/format';
import { ChipChoice, faultOf, TextField, type Fault } from '@/shared/ui';
import { isFarAbove, PriceLine, PriceReason, usePriceBand } from '../origin/phone/PriceLine';
import { emptyPack, fenOf, type DraftPack } from './draft';
import type { StepProps } from './listing-parts';

/** What like products cost now, so that a price is not plucked from the air. */
function useGoingRate(category: string) {
  return useQuery({
    queryKey: ['going-rate', category],
    queryFn: async ({ signal }) => {
      const { items } = await api.get('/api/search', { query: { category, size: 50 }, signal });
      const prices = items.map((item) => item.fenPer500g).sort((a, b) => a - b);
      return prices.length < 3
        ? null
        : { low: prices[Math.floor(prices.length / 4)]!, high: prices[Math.floor((prices.length * 3) / 4)]! };
    },
    enabled: category !== '',
    staleTime: 600_000,
    retry: false,
  }).data;
}

/** What a price is held against: goods of this name, kind and place. */
export interface Like {
  name: string;
  category: string;
  origin: string;
}

const fenPerKg = (pack: DraftPack): number | undefined => {
  const [fen, grams] = [fenOf(pack), parseMass(pack.kilograms)];
  return fen && grams ? priceOf(fen, grams, 1000) : undefined;
};

/** Whether one of the prices is so far above the market that the supplier has to say why. */
export function useFarAbove(packs: readonly DraftPack[], like: Like): boolean {
  const band = usePriceBand(like.name.trim(), like.category, like.origin);
  return packs.some((pack) => isFarAbove(band, fenPerKg(pack)));
}

export function Price({ pack, index, set, faults, like }: PackProps & { like: Like }) {
  const { t, i18n } = useTranslation('catalog');
  const band = usePriceBand(like.name.trim(), like.category, like.origin);
  const rate = useGoingRate(like.category);
  const [fen, grams] = [fenOf(pack), parseMass(pack.kilograms)];
  return (
    <>
      <TextField
        label={t(pack.isPerJin ? 'listing.pricePerJin' : 'listing.price', { unit: pack.unit })}
        name={`pack-${index}-price`}
        inputMode="decimal"
        value={pack.price}
        onChange={(price) => set({ price })}
        error={faultOf(faults, `pack-${index}-price`)}
        hint={
          <>
            {fen && grams ? (
              <strong className="going">
                {pack.isPerJin && `${yuan(fen)}/${pack.unit} · `}
                {t('listing.makes', { price: pricePerMass(fen, grams, i18n.language) })}
              </strong>
            ) : null}
            {rate && !band && (
              <span className="going">{t('listing.rate', { low: yuan(rate.low), high: yuan(rate.high) })}</span>
            )}
          </>
        }
      />
      <PriceLine band={band} fenPerKg={fenPerKg(pack)} />
      <button type="button" className="button link start" onClick={() => set({ isPerJin: !pack.isPerJin, price: '' })}>
        {t(pack.isPerJin ? 'listing.byPack' : 'listing.byJin', { unit: pack.unit })}
      </button>
    </>
  );
}

export function Tiers({ pack, index, set, faults }: PackProps) {
  const { t } = useTranslation('catalog');
  const change = (at: number, part: Partial<DraftPack['tiers'][number]>) =>
    set({ tiers: pack.tiers.map((tier, place) => (place === at ? { ...tier, ...part } : tier)) });
  return (
    <fieldset className="stack-s">
      <legend>{t('listing.tiers')}</legend>
      {pack.tiers.map((tier, at) => (
        <div key={at} className="tier">
          <TextField
            label={t('listing.tierFrom', { unit: pack.unit })}
            name={`pack-${index}-tier-${at}-from`}
            inputMode="numeric"
            value={tier.from}
            onChange={(from) => change(at, { from })}
          />
          <TextField
            label={t('listing.tierPrice', { unit: pack.unit })}
            name={`pack-${index}-tier-${at}-price`}
            inputMode="decimal"
            value={tier.price}
            onChange={(price) => change(at, { price })}
            error={at === 0 ? faultOf(faults, `pack-${index}-tier-0-price`) : undefined}
          />
          <button
            type="button"
            className="button"
            aria-label={t('listing.removeTier', { number: at + 1 })}
            onClick={() => set({ tiers: pack.tiers.filter((_, place) => place !== at) })}
          >
            ✕
          </button>
        </div>
      ))}
      {pack.tiers.length < 4 && (
        <button
          type="button"
          className="button link start"
          onClick={() =>
            set({ tiers: [...pack.tiers, { from: ['20', '100', '500', '1000'][pack.tiers.length] ?? '', price: '' }] })
          }
        >
          ＋{t('listing.addTier')}
        </button>
      )}
    </fieldset>
  );
}

export interface PackProps {
  pack: DraftPack;
  index: number;
  set: (change: Partial<DraftPack>) => void;
  faults: readonly Fault[];
}

/** How buyers count it and which variety it is; folded, for most sell by weight. */
function Counting({ pack, index, set, faults }: PackProps) {
  const { t } = useTranslation('catalog');
  const pieces = parseCount(pack.pieces ?? '');
  const fen = fenOf(pack);
  return (
    <details className="more-fields" open={!!faultOf(faults, `pack-${index}-pieces`) || undefined}>
      <summary className="small">{t('listing.counting')}</summary>
      <div className="stack">
        <ChipChoice
          label={t('listing.soldBy')}
          value={pack.soldBy ?? 'weight'}
          onChange={(soldBy) => set({ soldBy: soldBy as DraftPack['soldBy'] })}
          choices={['weight', 'piece', 'box'].map((value) => ({ value, label: t(`listing.soldBys.${value}`) }))}
        />
        {pack.soldBy === 'piece' && (
          <TextField
            label={t('listing.pieces', { unit: pack.unit })}
            name={`pack-${index}-pieces`}
            inputMode="numeric"
            value={pack.pieces ?? ''}
            onChange={(typed) => set({ pieces: typed })}
            error={faultOf(faults, `pack-${index}-pieces`)}
            hint={pieces && fen ? t('product.eachPiece', { price: yuan(Math.round(fen / pieces)) }) : undefined}
          />
        )}
        <TextField
          label={t('listing.variant')}
          optional
          hint={t('listing.variantHint')}
          value={pack.variant ?? ''}
          onChange={(variant) => set({ variant })}
        />
      </div>
    </details>
  );
}

function PackCard(props: PackProps & { like: Like; onRemove: () => void }) {
  const { pack, index, set, faults, onRemove } = props;
  const { t } = useTranslation('catalog');
  return (
    <section className="card stack" aria-label={pack.name || t('listing.own')}>
      <div className="row-between">
        <h2>{pack.name || t('listing.own')}</h2>
        <button type="button" className="button link" onClick={onRemove}>
          {t('listing.remove')}
        </button>
      </div>
      <div className="pair">
        <TextField
          label={t('listing.pack')}
          name={`pack-${index}-name`}
          value={pack.name}
          onChange={(name) => set({ name })}
          error={faultOf(faults, `pack-${index}-name`)}
        />
        <TextField
          label={t('listing.mass')}
          name={`pack-${index}-mass`}
          inputMode="decimal"
          value={pack.kilograms}
          onChange={(kilograms) => set({ kilograms })}
          error={faultOf(faults, `pack-${index}-mass`)}
        />
      </div>
      <ChipChoice
        label={t('listing.unit')}
        value={pack.unit}
        onChange={(unit) => set({ unit })}
        choices={packUnits.map((unit) => ({ value: unit, label: t(`listing.units.${unit}`) }))}
      />
      <Price {...props} />
      <Counting {...props} />
      {parseYuan(pack.price) ? <Tiers {...props} /> : null}
    </section>
  );
}

/** 怎么卖: packs with their prices. */
export function Packs({ draft, update, faults }: StepProps) {
  const { t } = useTranslation('catalog');
  const add = (pack: Partial<DraftPack>) => update((now) => ({ packs: [...now.packs, { ...emptyPack, ...pack }] }));
  const like = { name: draft.name, category: draft.category, origin: draft.origin };
  const isFar = useFarAbove(draft.packs, like);
  useEffect(() => {
    if (isFar !== !!draft.isFarAbove) update({ isFarAbove: isFar });
  }, [isFar, draft.isFarAbove, update]);
  const quick = ['5', '10'].map((kilograms) => ({ kilograms, name: t('listing.box', { kilograms }) }));
  return (
    <>
      <div className="row" id="packs" tabIndex={-1} role="group" aria-label={t('listing.packs')}>
        {quick
          .filter(({ name }) => !draft.packs.some((pack) => pack.name === name))
          .map((pack) => (
            <button key={pack.kilograms} type="button" className="chip" onClick={() => add(pack)}>
              ＋{pack.name}
            </button>
          ))}
        <button type="button" className="chip" onClick={() => add({})}>
          ＋{t('listing.own')}
        </button>
      </div>
      {draft.packs.map((pack, index) => (
        <PackCard
          key={index}
          pack={pack}
          index={index}
          faults={faults}
          like={like}
          set={(change) =>
            update((now) => ({ packs: now.packs.map((one, at) => (at === index ? { ...one, ...change } : one)) }))
          }
          onRemove={() => update((now) => ({ packs: now.packs.filter((_, at) => at !== index) }))}
        />
      ))}
      {isFar && (
        <PriceReason
          value={draft.priceReason ?? ''}
          onChange={(priceReason) => update({ priceReason })}
          error={faultOf(faults, 'priceReason')}
        />
      )}
    </>
  );
}
