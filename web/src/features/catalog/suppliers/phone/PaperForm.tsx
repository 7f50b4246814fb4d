import { useTranslation } from 'react-i18next';
import { PhotoPicker, TextField, type Fault, type Photo } from '@/shared/ui';
import '../i18n';

/** What is asked about one kind of paper. */
export interface Asked {
  kind: string;
  name: string;
  nameEn: string;
  hint?: string;
  hintEn?: string;
  need: string;
  needsNumber: boolean;
  needsEnd: boolean;
}

export interface PaperDraft {
  photos: readonly Photo[];
  number: string;
  issuer: string;
  validTo: string;
}

export const emptyPaper: PaperDraft = { photos: [], number: '', issuer: '', validTo: '' };

export const bodyOf = (kind: string, draft: PaperDraft) => ({
  kind,
  fileIds: draft.photos.map((photo) => photo.id),
  number: draft.number.trim() || null,
  issuer: draft.issuer.trim() || null,
  validTo: draft.validTo || null,
});

/** Which of what a paper needs is not there yet, in the order of its fields. */
export const lackOf = (asked: Asked, draft: PaperDraft): 'photo' | 'number' | 'end' | undefined => {
  if (draft.photos.length === 0) return 'photo';
  if (asked.needsNumber && !draft.number.trim()) return 'number';
  return asked.needsEnd && !draft.validTo ? 'end' : undefined;
};

export function usePaperFaults() {
  const { t, i18n } = useTranslation('suppliers');
  return (asked: Asked, draft: PaperDraft): Fault[] => {
    const lack = lackOf(asked, draft);
    const paper = i18n.language === 'en' ? asked.nameEn : asked.name;
    return lack ? [{ field: asked.kind, message: t(`form.wrong.${lack}`, { paper }) }] : [];
  };
}

/** 一份证照: photographs first; number and end only once there is something to read them from. */
export function PaperFields({
  asked,
  draft,
  onChange,
}: {
  asked: Asked;
  draft: PaperDraft;
  onChange: (change: (draft: PaperDraft) => PaperDraft) => void;
}) {
  const { t, i18n } = useTranslation('suppliers');
  const english = i18n.language === 'en';
  const set = (part: Partial<PaperDraft>) => onChange((now) => ({ ...now, ...part }));
  const hint = english ? asked.hintEn : asked.hint;
  return (
    <div className="stack-s">
      {hint && <p className="muted small">{hint}</p>}
      <PhotoPicker
        photos={draft.photos}
        onChange={(change) => onChange((now) => ({ ...now, photos: change(now.photos) }))}
        most={5}
      />
      {draft.photos.length > 0 && (
        <>
          <TextField
            label={t('form.number')}
            optional={!asked.needsNumber}
            value={draft.number}
            onChange={(number) => set({ number })}
          />
          <TextField label={t('form.issuer')} optional value={draft.issuer} onChange={(issuer) => set({ issuer })} />
          <TextField
            label={t('form.validTo')}
            type="date"
            optional={!asked.needsEnd}
            hint={asked.needsEnd ? undefined : t('form.noEnd')}
            value={draft.validTo}
            onChange={(validTo) => set({ validTo })}
          />
        </>
      )}
    </div>
  );
}
