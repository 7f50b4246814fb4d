import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { date, parseCount } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { PhotoPicker, ProblemAlert, Sheet, TextField, type Photo } from '@/shared/ui';

interface Growing {
  lotId: string;
  productId: string;
  quantity: number;
}

const refresh = [['lots'], ['own-products'], ['product']];

/** 登记采收: what the harvest really brought. */
function Harvest({ lot, onClose }: { lot: Growing; onClose: () => void }) {
  const { t } = useTranslation(['catalog', 'shared']);
  const today = date(new Date());
  const [typed, setTyped] = useState(String(lot.quantity));
  const [harvestedOn, setHarvested] = useState(today);
  const [tried, setTried] = useState(false);
  const record = useIntent(
    (body: { quantity: number; harvestedOn: string }, key) =>
      api.post('/api/products/{productId}/lots/{lotId}/harvest', {
        path: { productId: lot.productId, lotId: lot.lotId },
        body,
        key,
      }),
    { refresh },
  );
  const quantity = typed.trim() === '0' ? 0 : parseCount(typed);
  const isWrong = quantity === undefined || quantity > lot.quantity;
  const missing = isWrong ? 0 : lot.quantity - quantity;
  return (
    <Sheet title={t('presale.record')} open onClose={onClose}>
      {record.data ? (
        <>
          <p role="status">
            {t(record.data.missingPacks > 0 ? 'presale.recordedShort' : 'presale.recorded', {
              count: record.data.missingPacks,
            })}
          </p>
          <button type="button" className="button primary block" onClick={onClose}>
            {t('shared:close')}
          </button>
        </>
      ) : (
        <>
          <p>{t('presale.recordWhat', { count: lot.quantity })}</p>
          <TextField
            label={t('presale.packs')}
            inputMode="numeric"
            value={typed}
            onChange={setTyped}
            error={tried && isWrong ? t('presale.wrong.packs', { count: lot.quantity }) : undefined}
          />
          <TextField label={t('listing.harvested')} type="date" value={harvestedOn} onChange={setHarvested} />
          {missing > 0 && <p className="alert warn small">{t('presale.short', { count: missing })}</p>}
          <ProblemAlert problem={record.error} />
          <button
            type="button"
            className="button primary block"
            disabled={record.isPending}
            onClick={() => {
              setTried(true);
              if (!isWrong) record.mutate({ quantity, harvestedOn });
            }}
          >
            {t('presale.record')}
          </button>
        </>
      )}
    </Sheet>
  );
}

/** 记长势: words and photos for those who ordered before the harvest. */
function Growth({ lot, onClose }: { lot: Growing; onClose: () => void }) {
  const { t } = useTranslation(['catalog', 'shared']);
  const [words, setWords] = useState('');
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const [tried, setTried] = useState(false);
  const tell = useIntent(
    (body: { words: string; photos: string[] }, key) =>
      api.post('/api/products/{productId}/lots/{lotId}/growth', {
        path: { productId: lot.productId, lotId: lot.lotId },
        body,
        key,
      }),
    { refresh },
  );
  const isShort = words.trim().length < 2;
  return (
    <Sheet title={t('presale.tell')} open onClose={onClose}>
      {tell.isSuccess ? (
        <>
          <p role="status">{t('presale.told')}</p>
          <button type="button" className="button primary block" onClick={onClose}>
            {t('shared:close')}
          </button>
        </>
      ) : (
        <>
          <p>{t('presale.tellWhat')}</p>
          <TextField
            label={t('presale.words')}
            hint={t('presale.wordsHint')}
            lines={3}
            value={words}
            onChange={setWords}
            error={tried && isShort ? t('presale.wrong.words') : undefined}
          />
          <PhotoPicker photos={photos} onChange={(change) => setPhotos(change)} most={6} />
          <ProblemAlert problem={tell.error} />
          <button
            type="button"
            className="button primary block"
            disabled={tell.isPending}
            onClick={() => {
              setTried(true);
              if (!isShort) tell.mutate({ words: words.trim(), photos: photos.map((photo) => photo.id) });
            }}
          >
            {t('presale.tellAct')}
          </button>
        </>
      )}
    </Sheet>
  );
}

/** What can be done with a lot that still grows. */
export function PresaleActs({ lot }: { lot: Growing }) {
  const { t } = useTranslation('catalog');
  const [open, setOpen] = useState<'harvest' | 'growth'>();
  const close = () => setOpen(undefined);
  return (
    <>
      <button type="button" className="button primary" onClick={() => setOpen('harvest')}>
        {t('presale.record')}
      </button>
      <button type="button" className="button" onClick={() => setOpen('growth')}>
        {t('presale.tell')}
      </button>
      {open === 'harvest' && <Harvest lot={lot} onClose={close} />}
      {open === 'growth' && <Growth lot={lot} onClose={close} />}
    </>
  );
}
