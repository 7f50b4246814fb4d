import { useTranslation } from 'react-i18next';
import { PhotoPicker, TextField, type Photo } from '@/shared/ui';
import type { HallStory } from '../halls';
import { PickProducts } from './PickProducts';

/** 故事: one of a hall's stories at its desk. */
export function StoryFields({
  number,
  story,
  county,
  photos,
  onPhotos,
  onChange,
  onRemove,
  onUp,
}: {
  number: number;
  story: HallStory;
  county: string;
  photos: readonly Photo[];
  onPhotos: (change: (photos: readonly Photo[]) => readonly Photo[]) => void;
  onChange: (change: Partial<HallStory>) => void;
  onRemove: () => void;
  onUp?: () => void;
}) {
  const { t } = useTranslation('catalog');
  return (
    <fieldset className="stack-s">
      <legend>{t('hallDesk.story', { number })}</legend>
      <TextField label={t('hallDesk.title')} value={story.title} onChange={(title) => onChange({ title })} />
      <TextField
        label={t('hallDesk.titleEn')}
        optional
        value={story.titleEn ?? ''}
        onChange={(text) => onChange({ titleEn: text || null })}
      />
      <TextField label={t('hallDesk.text')} value={story.text} onChange={(text) => onChange({ text })} lines={4} />
      <TextField
        label={t('hallDesk.textEn')}
        optional
        value={story.textEn ?? ''}
        onChange={(text) => onChange({ textEn: text || null })}
        lines={4}
      />
      <div role="group" aria-label={t('hallDesk.picture')} className="stack-s">
        <strong>{t('hallDesk.picture')}</strong>
        <PhotoPicker most={1} photos={photos} onChange={onPhotos} />
      </div>
      <PickProducts
        label={t('hallDesk.storyProduct')}
        chosen={story.productId ? [story.productId] : []}
        onChange={(ids) => onChange({ productId: ids.at(-1) ?? null })}
        region={county}
      />
      <div className="row">
        {onUp && (
          <button type="button" className="button" onClick={onUp}>
            {t('hallDesk.storyUp')}
          </button>
        )}
        <button type="button" className="button" onClick={onRemove}>
          {t('hallDesk.removeStory')}
        </button>
      </div>
    </fieldset>
  );
}
