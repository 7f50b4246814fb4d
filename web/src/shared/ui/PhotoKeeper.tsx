import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shrink } from './shrink';

/** A photo that is still only on this device. */
export interface KeptPhoto {
  key: string;
  blob: Blob;
}

function Thumbnail({ photo, number, onRemove }: { photo: KeptPhoto; number: number; onRemove?: () => void }) {
  const { t } = useTranslation();
  const url = useMemo(() => URL.createObjectURL(photo.blob), [photo.blob]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return (
    <div className="photo">
      <img src={url} alt={t('photo.one', { number })} />
      {onRemove && (
        <button type="button" aria-label={t('photo.removeOne', { number })} onClick={onRemove}>
          ✕
        </button>
      )}
    </div>
  );
}

export function KeptPhotos({ photos }: { photos: readonly KeptPhoto[] }) {
  return (
    <div className="photos">
      {photos.map((photo, index) => (
        <Thumbnail key={photo.key} photo={photo} number={index + 1} />
      ))}
    </div>
  );
}

/** Takes photographs with the camera or from the album, makes them small and keeps them on the device with the rest of the form. */
export function PhotoKeeper({
  photos,
  onChange,
  most = 6,
}: {
  photos: readonly KeptPhoto[];
  onChange: (change: (photos: readonly KeptPhoto[]) => readonly KeptPhoto[]) => void;
  most?: number;
}) {
  const { t } = useTranslation();
  const [pending, setPending] = useState(0);
  const [unread, setUnread] = useState(false);

  const add = async (files: FileList | null) => {
    const chosen = [...(files ?? [])].slice(0, most - photos.length);
    setUnread(false);
    setPending((count) => count + chosen.length);
    for (const file of chosen) {
      try {
        const blob = await shrink(file);
        onChange((all) => [...all, { key: crypto.randomUUID(), blob }]);
      } catch {
        setUnread(true);
      }
      setPending((count) => count - 1);
    }
  };
  const input = (label: string, mark: string, camera: boolean) => (
    <label className="photo-add">
      <span aria-hidden="true" style={{ fontSize: 26 }}>
        {mark}
      </span>
      {label}
      <input
        className="visually-hidden"
        type="file"
        accept="image/*"
        multiple={!camera}
        capture={camera ? 'environment' : undefined}
        onChange={(event) => {
          void add(event.target.files).finally(() => {
            event.target.value = '';
          });
        }}
      />
    </label>
  );

  return (
    <div className="stack-s">
      <div className="photos">
        {photos.map((photo, index) => (
          <Thumbnail
            key={photo.key}
            photo={photo}
            number={index + 1}
            onRemove={() => onChange((all) => all.filter((one) => one.key !== photo.key))}
          />
        ))}
        {pending > 0 && (
          <div className="photo photo-add" role="status">
            {t('photo.shrinking')}
          </div>
        )}
        {photos.length + pending < most && (
          <>
            {input(t('photo.camera'), '◉', true)}
            {input(t('photo.album'), '▦', false)}
          </>
        )}
      </div>
      {unread && (
        <p className="field-error" role="alert">
          {t('photo.unread')}
        </p>
      )}
      <p className="muted small">{t('photo.hint')}</p>
    </div>
  );
}
