import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { percent } from '@/shared/format';
import { ChipChoice, ChoiceField, faultOf, PhotoKeeper, TextField, type Fault } from '@/shared/ui';
import type { More } from './more';

interface Props {
  more: More;
  set: (change: Partial<More> | ((now: More) => Partial<More>)) => void;
  faults: readonly Fault[];
}

/** What goods of this kind and place may be called, graded and taxed as; asked once, and kept for when the network goes. */
export function useChoices(asked: {
  categoryCode: string;
  originCode: string;
  supplierId: string;
  isForHousehold: boolean;
}) {
  return useQuery({
    queryKey: ['listing-choices', asked],
    queryFn: () => api.get('/api/listing-choices', { query: asked }),
    enabled: asked.categoryCode !== '' && asked.originCode.length >= 6 && asked.supplierId !== '',
    staleTime: 3_600_000,
    gcTime: Infinity,
    retry: false,
  }).data;
}

function Selling({ more, set, faults }: Props) {
  const { t } = useTranslation('catalog');
  return (
    <div className="pair">
      <TextField
        label={t('more.minQuantity')}
        name="minQuantity"
        optional
        inputMode="numeric"
        value={more.minQuantity}
        onChange={(minQuantity) => set({ minQuantity })}
        error={faultOf(faults, 'minQuantity')}
      />
      <TextField
        label={t('more.step')}
        name="step"
        optional
        inputMode="numeric"
        value={more.step}
        onChange={(step) => set({ step })}
        error={faultOf(faults, 'step')}
      />
    </div>
  );
}

function Keeping({ more, set, faults }: Props) {
  const { t } = useTranslation('catalog');
  return (
    <>
      <ChipChoice
        label={t('more.storage')}
        value={more.storage}
        onChange={(storage) => set({ storage })}
        choices={['ambient', 'chilled', 'frozen'].map((value) => ({ value, label: t(`product.storages.${value}`) }))}
      />
      {more.storage !== 'ambient' && (
        <div className="pair">
          <TextField
            label={t('more.coldMin')}
            name="coldMin"
            optional
            value={more.coldMin}
            onChange={(coldMin) => set({ coldMin })}
            error={faultOf(faults, 'coldMin')}
          />
          <TextField
            label={t('more.coldMax')}
            name="coldMax"
            optional
            value={more.coldMax}
            onChange={(coldMax) => set({ coldMax })}
          />
        </div>
      )}
    </>
  );
}

function Windows({ more, set, faults }: Props) {
  const { t } = useTranslation('catalog');
  const change = (at: number, part: object) =>
    set((now) => ({ windows: now.windows.map((one, place) => (place === at ? { ...one, ...part } : one)) }));
  return (
    <fieldset className="stack-s">
      <legend>{t('more.windows')}</legend>
      {more.windows.map((window, index) => (
        <div key={index} className="card stack-s">
          <TextField
            label={t('more.variety')}
            optional
            value={window.variety}
            onChange={(variety) => change(index, { variety })}
          />
          <div className="pair">
            <TextField
              label={t('more.windowFrom')}
              name={`window-${index}-from`}
              value={window.from}
              onChange={(from) => change(index, { from })}
              error={faultOf(faults, `window-${index}-from`)}
            />
            <TextField label={t('more.windowTo')} value={window.to} onChange={(to) => change(index, { to })} />
          </div>
          <button
            type="button"
            className="button link start"
            onClick={() => set((now) => ({ windows: now.windows.filter((_, place) => place !== index) }))}
          >
            {t('listing.remove')}
          </button>
        </div>
      ))}
      {more.windows.length < 12 && (
        <button
          type="button"
          className="button link start"
          onClick={() => set((now) => ({ windows: [...now.windows, { variety: '', from: '', to: '' }] }))}
        >
          ＋{t('more.addWindow')}
        </button>
      )}
    </fieldset>
  );
}

function Claims({ more, set, faults, choices }: Props & { choices: ReturnType<typeof useChoices> }) {
  const { t, i18n } = useTranslation('catalog');
  const english = i18n.language === 'en';
  if (!choices) return <p className="muted small">{t('more.noChoices')}</p>;
  return (
    <>
      <ChoiceField
        label={t('more.tax')}
        optional
        value={more.taxCode}
        onChange={(taxCode) => set({ taxCode })}
        choices={[
          { value: '', label: t('more.notSaid') },
          ...choices.taxes.map((tax) => ({
            value: tax.code,
            label:
              (english ? tax.nameEn : tax.name) +
              (typeof tax.rateBasisPoints === 'number' ? ` ${percent(tax.rateBasisPoints / 10_000, 0)}` : ''),
          })),
        ]}
      />
      {choices.indications.length > 0 && (
        <ChoiceField
          label={t('more.indication')}
          optional
          hint={t('more.indicationHint')}
          value={more.indication}
          onChange={(indication) => set({ indication })}
          choices={[
            { value: '', label: t('more.none') },
            ...choices.indications.map(({ name, kind }) => ({ value: name, label: `${name} · ${kind}` })),
          ]}
        />
      )}
      {more.indication && (
        <>
          <TextField
            label={t('more.indicationNumber')}
            name="indicationNumber"
            value={more.indicationNumber}
            onChange={(indicationNumber) => set({ indicationNumber })}
            error={faultOf(faults, 'indicationNumber')}
          />
          <PhotoKeeper
            most={1}
            photos={more.indicationPaper}
            onChange={(change) => set((now) => ({ indicationPaper: change(now.indicationPaper) }))}
          />
        </>
      )}
    </>
  );
}

/** Grade, place, pledge and test of a lot. */
export function LotFields({ more, set, faults, choices }: Props & { choices: ReturnType<typeof useChoices> }) {
  const { t, i18n } = useTranslation('catalog');
  return (
    <>
      {choices && choices.grades.length > 0 && (
        <ChipChoice
          label={t('more.grade')}
          value={more.grade}
          onChange={(grade) => set({ grade: grade === more.grade ? '' : grade })}
          choices={choices.grades.map((grade) => ({
            value: grade.code,
            label: i18n.language === 'en' ? grade.nameEn : grade.name,
          }))}
        />
      )}
      <TextField
        label={t('more.plot')}
        optional
        hint={t('more.plotHint')}
        value={more.plot}
        onChange={(plot) => set({ plot })}
      />
      <TextField
        label={t('more.certificate')}
        optional
        value={more.certificate}
        onChange={(certificate) => set({ certificate })}
      />
      {more.certificate.trim() && (
        <>
          <TextField
            label={t('more.certificateOn')}
            name="certificateOn"
            type="date"
            value={more.certificateOn}
            onChange={(certificateOn) => set({ certificateOn })}
            error={faultOf(faults, 'certificateOn')}
          />
          <PhotoKeeper
            most={1}
            photos={more.certificatePaper}
            onChange={(change) => set((now) => ({ certificatePaper: change(now.certificatePaper) }))}
          />
        </>
      )}
      <TextField
        label={t('more.laboratory')}
        optional
        hint={t('more.laboratoryHint')}
        value={more.laboratory}
        onChange={(laboratory) => set({ laboratory })}
      />
      {more.laboratory.trim() && (
        <>
          <TextField
            label={t('more.testedOn')}
            name="testedOn"
            type="date"
            value={more.testedOn}
            onChange={(testedOn) => set({ testedOn })}
            error={faultOf(faults, 'testedOn')}
          />
          <TextField label={t('more.result')} optional value={more.result} onChange={(result) => set({ result })} />
          <PhotoKeeper
            most={1}
            photos={more.report}
            onChange={(change) => set((now) => ({ report: change(now.report) }))}
          />
        </>
      )}
    </>
  );
}

/** 更多: what the fast way leaves out, folded until somebody wants it or something in it is wrong. */
export function MoreFields({
  asked,
  children,
  ...props
}: Props & { asked: Parameters<typeof useChoices>[0]; children?: ReactNode }) {
  const { t } = useTranslation('catalog');
  const choices = useChoices(asked);
  return (
    <details
      className="card more-fields"
      open={props.faults.some(({ field }) => /^(min|step|cold|indic|window|certif|tested)/.test(field)) || undefined}
    >
      <summary>
        <strong>{t('more.title')}</strong> <span className="muted small">{t('more.what')}</span>
      </summary>
      <div className="stack">
        {children}
        <Selling {...props} />
        <Keeping {...props} />
        <Windows {...props} />
        <Claims {...props} choices={choices} />
        <LotFields {...props} choices={choices} />
      </div>
    </details>
  );
}
