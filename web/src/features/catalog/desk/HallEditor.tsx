import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { useIntent } from '@/shared/http';
import { PhotoPicker, ProblemAlert, TextField, type Photo } from '@/shared/ui';
import type { HallContent, HallStory, HallVersion } from '../halls';
import { PickProducts } from './PickProducts';
import { StoryFields } from './StoryFields';

const mostStories = 6;

/** What a version says; saving always makes a new one. */
export function HallEditor({ county, start, onSaved }: { county: string; start?: HallVersion; onSaved: () => void }) {
  const { t } = useTranslation('catalog');
  const [content, setContent] = useState<HallContent>(start?.content ?? { intro: '' });
  const [stories, setStories] = useState<readonly HallStory[]>(start?.content.stories ?? []);
  // Addresses of pictures: those of the version, and those sent since.
  const [urls, setUrls] = useState<Readonly<Record<string, string>>>(start?.pictures ?? {});
  const photos = (id?: string | null): Photo[] => (id && urls[id] ? [{ id, url: urls[id] }] : []);
  const take = (picked: readonly Photo[]) => {
    setUrls((all) => ({ ...all, ...Object.fromEntries(picked.map((photo) => [photo.id, photo.url])) }));
    return picked.at(-1)?.id ?? null;
  };
  const put = (change: Partial<HallContent>) => setContent((before) => ({ ...before, ...change }));
  const save = useIntent(
    (_: undefined, key) =>
      api.post('/api/halls/{countyCode}/versions', {
        path: { countyCode: county },
        body: { ...content, stories: [...stories] },
        key,
      }),
    { refresh: [['hall-versions', county]], onSuccess: onSaved },
  );
  const move = (at: number) =>
    setStories((all) => {
      const next = [...all];
      const [one] = next.splice(at, 1);
      if (one) next.splice(at - 1, 0, one);
      return next;
    });
  return (
    <form
      className="card stack-s"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <TextField
        label={t('hallDesk.intro')}
        value={content.intro}
        onChange={(intro) => put({ intro })}
        lines={3}
        name="intro"
      />
      <TextField
        label={t('hallDesk.introEn')}
        optional
        value={content.introEn ?? ''}
        onChange={(text) => put({ introEn: text || null })}
        lines={3}
      />
      <TextField
        label={t('hallDesk.notice')}
        optional
        hint={t('hallDesk.noticeHint')}
        value={content.notice ?? ''}
        onChange={(text) => put({ notice: text || null })}
      />
      <TextField
        label={t('hallDesk.noticeEn')}
        optional
        value={content.noticeEn ?? ''}
        onChange={(text) => put({ noticeEn: text || null })}
      />
      <TextField
        label={t('hallDesk.contact')}
        optional
        hint={t('hallDesk.contactHint')}
        value={content.contact ?? ''}
        onChange={(text) => put({ contact: text || null })}
      />
      <div role="group" aria-label={t('hallDesk.banner')} className="stack-s">
        <strong>{t('hallDesk.banner')}</strong>
        <span className="hint">{t('curate.bannerHint')}</span>
        <PhotoPicker
          most={1}
          photos={photos(content.bannerFileId)}
          onChange={(change) => put({ bannerFileId: take(change(photos(content.bannerFileId))) })}
        />
      </div>
      <PickProducts
        label={t('hallDesk.products')}
        chosen={content.productIds ?? []}
        onChange={(productIds) => put({ productIds })}
        region={county}
      />
      {stories.map((story, at) => (
        <StoryFields
          key={at}
          number={at + 1}
          story={story}
          county={county}
          photos={photos(story.pictureFileId)}
          onPhotos={(change) =>
            setStories(
              stories.map((one, index) =>
                index === at ? { ...one, pictureFileId: take(change(photos(one.pictureFileId))) } : one,
              ),
            )
          }
          onChange={(change) => setStories(stories.map((one, index) => (index === at ? { ...one, ...change } : one)))}
          onRemove={() => setStories(stories.filter((_, index) => index !== at))}
          onUp={at > 0 ? () => move(at) : undefined}
        />
      ))}
      {stories.length < mostStories && (
        <div>
          <button type="button" className="button" onClick={() => setStories([...stories, { title: '', text: '' }])}>
            {t('hallDesk.addStory')}
          </button>
        </div>
      )}
      <ProblemAlert problem={save.error} />
      <div className="row">
        <button
          type="submit"
          className="button primary"
          disabled={
            save.isPending ||
            !content.intro.trim() ||
            stories.some((story) => !story.title.trim() || !story.text.trim())
          }
        >
          {t('hallDesk.save')}
        </button>
        {start && <span className="muted small">{t('hallDesk.number', { number: start.number })}</span>}
      </div>
    </form>
  );
}
