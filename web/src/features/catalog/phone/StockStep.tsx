import { useTranslation } from 'react-i18next';
import { ChoiceField, faultOf, RegionPicker, TextField } from '@/shared/ui';
import type { StepProps } from './listing-parts';
import { noMore } from './more';
import { MoreFields } from './MoreFields';
import { noPresale } from './presale';
import { PresaleFields } from './PresaleFields';

/** 有多少: boxes of one harvest, the months it is there, where it grows. */
export function Stock({
  draft,
  update,
  faults,
  county,
  sellerId,
  isForHousehold,
}: StepProps & { county: string; sellerId: string; isForHousehold: boolean }) {
  const { t } = useTranslation('catalog');
  const months = Array.from({ length: 12 }, (_, index) => ({
    value: String(index + 1),
    label: t('listing.month', { month: index + 1 }),
  }));
  return (
    <>
      {draft.packs.map((pack, index) => (
        <TextField
          key={index}
          label={t('listing.quantity', { pack: pack.name, unit: pack.unit })}
          name={`pack-${index}-quantity`}
          inputMode="numeric"
          value={pack.quantity}
          onChange={(quantity) =>
            update((now) => ({ packs: now.packs.map((one, at) => (at === index ? { ...one, quantity } : one)) }))
          }
          error={faultOf(faults, `pack-${index}-quantity`)}
        />
      ))}
      <PresaleFields
        presale={draft.presale ?? noPresale}
        set={(change) => update((now) => ({ presale: { ...(now.presale ?? noPresale), ...change } }))}
        harvestedOn={draft.harvestedOn}
        setHarvested={(harvestedOn) => update({ harvestedOn })}
        faults={faults}
      />
      <div className="pair">
        <ChoiceField
          label={t('listing.seasonFrom')}
          value={draft.seasonFrom}
          onChange={(seasonFrom) => update({ seasonFrom })}
          choices={months}
        />
        <ChoiceField
          label={t('listing.seasonTo')}
          value={draft.seasonTo}
          onChange={(seasonTo) => update({ seasonTo })}
          choices={months}
        />
      </div>
      <RegionPicker
        label={t('listing.origin')}
        name="origin"
        value={draft.origin.length >= 9 ? draft.origin : ''}
        onChange={(origin) => update({ origin })}
        within={county}
        least="town"
        error={faultOf(faults, 'origin')}
      />
      <MoreFields
        more={draft.more ?? noMore}
        set={(change) =>
          update((now) => {
            const more = now.more ?? noMore;
            return { more: { ...more, ...(typeof change === 'function' ? change(more) : change) } };
          })
        }
        faults={faults}
        asked={{ categoryCode: draft.category, originCode: draft.origin, supplierId: sellerId, isForHousehold }}
      >
        <TextField
          label={t('listing.shelf')}
          name="shelfDays"
          optional
          inputMode="numeric"
          value={draft.shelfDays}
          onChange={(shelfDays) => update({ shelfDays })}
          error={faultOf(faults, 'shelfDays')}
        />
        <TextField
          label={t('listing.description')}
          name="description"
          optional
          lines={3}
          value={draft.description}
          onChange={(description) => update({ description })}
        />
      </MoreFields>
    </>
  );
}
