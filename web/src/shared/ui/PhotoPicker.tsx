import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '../http';
import { shrink } from './shrink';

export interface Photo {
  id: string;
  url: string;
}

interface Waiting {
  key: string;
  file: File;
  preview: string;
  failed: boolean;
}

/** Takes photographs, makes them small on the device and sends each by itself; one that failed waits for a tap. */
export function PhotoPicker({
  photos,
  onChange,
  most = 6,
}: {
  photos: readonly Photo[];
  onChange: (change: (photos: readonly Photo[]) => readonly Photo[]) => void;
  most?: number;
}) {
  const { t } = useTranslation();
  const [waiting, setWaiting] = useState<readonly Waiting[]>([]);
  const [refused, setRefused] = useState('');

  const forget = (item: Waiting) => {
    setWaiting((all) => all.filter((one) => one.key !== item.key));
    URL.revokeObjectURL(item.preview);
  };

  const send = async (item: Waiting) => {
    setWaiting((all) => all.map((one) => (one.key === item.key ? { ...one, failed: false } : one)));
    let picture: Blob;
    try {
      picture = await shrink(item.file);
    } catch {
      // What cannot be drawn is no photo, whatever it is called; sending it again would not help.
      setRefused(item.file.name);
      forget(item);
      return;
    }
    try {
      const name = `${item.file.name.replace(/\.[^.]*$/, '') || 'photo'}.jpg`;
      const stored = await http.upload(picture, name, item.key);
      onChange((all) => [...all, { id: stored.id, url: stored.url }]);
      forget(item);
    } catch {
      setWaiting((all) => all.map((one) => (one.key === item.key ? { ...one, failed: true } : one)));
    }
  };

  const add = (files: FileList | null) => {
    setRefused('');
    const items = [...(files ?? [])]
      .slice(0, most - photos.length)
      .map((file) => ({ key: crypto.randomUUID(), file, preview: URL.createObjectURL(file), failed: false }));
    setWaiting((all) => [...all, ...items]);
    items.forEach((item) => void send(item));
  };

  return (
    <div className="stack-s">
      <div className="photos">
        {photos.map((photo, index) => (
          <div key={photo.id} className="photo">
            <img src={photo.url} alt={t('photo.one', { number: index + 1 })} />
            <button
              type="button"
              aria-label={t('photo.remove')}
              onClick={() => onChange((all) => all.filter((one) => one.id !== photo.id))}
            >
              ✕
            </button>
          </div>
        ))}
        {waiting.map((item) => (
          <div key={item.key} className="photo" role="status">
            <img
              src={item.preview}
              alt={item.failed ? t('photo.failed') : t('photo.sending')}
              style={{ opacity: 0.5 }}
            />
            {item.failed && (
              <button type="button" aria-label={t('photo.failed')} onClick={() => void send(item)}>
                ↻
              </button>
            )}
          </div>
        ))}
        {photos.length + waiting.length < most && (
          <label className="photo-add">
            <span aria-hidden="true" style={{ fontSize: 28 }}>
              ＋
            </span>
            {t('photo.add')}
            <input
              className="visually-hidden"
              type="file"
              accept="image/*"
              multiple
              onChange={(event) => add(event.target.files)}
            />
          </label>
        )}
      </div>
      {refused && (
        <p className="field-error" role="alert">
          {t('photo.notOne', { name: refused })}
        </p>
      )}
      <p className="muted small">{t('photo.hint')}</p>
    </div>
  );
}
