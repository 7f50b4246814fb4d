import { useTranslation } from 'react-i18next';
import { ChoiceField, faultOf, TextField, type Fault } from '@/shared/ui';
import type { Presale } from './presale';

/** 采收与预售: when it was or will be harvested, and what is promised for goods that are still growing. */
export function PresaleFields({
  presale,
  set,
  harvestedOn,
  setHarvested,
  faults,
}: {
  presale: Presale;
  set: (change: Partial<Presale>) => void;
  harvestedOn: string;
  setHarvested: (day: string) => void;
  faults: readonly Fault[];
}) {
  const { t } = useTranslation('catalog');
  const isGrowing = presale.how !== 'harvested';
  return (
    <>
      <ChoiceField
        label={t('presale.how')}
        name="how"
        value={presale.how}
        onChange={(how) => set({ how: how as Presale['how'] })}
        choices={(['harvested', 'presale', 'adoption'] as const).map((value) => ({
          value,
          label: t(`presale.hows.${value}`),
        }))}
      />
      <TextField
        label={t(isGrowing ? 'presale.expected' : 'listing.harvested')}
        name="harvestedOn"
        type="date"
        value={harvestedOn}
        onChange={setHarvested}
        error={faultOf(faults, 'harvestedOn')}
      />
      {isGrowing && (
        <TextField
          label={t('presale.shipBy')}
          hint={t('presale.shipByHint')}
          name="shipBy"
          type="date"
          value={presale.shipBy}
          onChange={(shipBy) => set({ shipBy })}
          error={faultOf(faults, 'shipBy')}
        />
      )}
      {presale.how === 'adoption' && (
        <TextField
          label={t('presale.terms')}
          hint={t('presale.termsHint')}
          name="adoptionTerms"
          lines={3}
          value={presale.terms}
          onChange={(terms) => set({ terms })}
          error={faultOf(faults, 'adoptionTerms')}
        />
      )}
    </>
  );
}
