import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { date, yuan } from '@/shared/format';
import { http, useIntent, type Page } from '@/shared/http';
import {
  Await,
  ConfirmAct,
  EmptyState,
  PageHeading,
  PhotoPicker,
  StatusTag,
  TextField,
  type Photo,
  type StatusFamily,
} from '@/shared/ui';
import type { Pack } from '../api';
import '../i18n';

interface OwnProduct {
  productId: string;
  name: string;
  listedForName?: string | null;
  originName: string;
  state: 'public' | 'withdrawn';
  packs: Pack[];
  picture?: { url: string } | null;
  recognition?: { recognitionId: string; state: string; isReturned: boolean; validTo?: string | null } | null;
}

const families: Record<string, StatusFamily> = { listed: 'done', expired: 'ended', revoked: 'ended' };

function Apply({ product }: { product: OwnProduct }) {
  const { t } = useTranslation('catalog');
  const [open, setOpen] = useState(false);
  const [statement, setStatement] = useState('');
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const apply = useIntent((body: unknown, key) => http.post('/api/recognitions', body, key), {
    refresh: [['own-products']],
    onSuccess: () => setOpen(false),
  });
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        {t('own.apply')}
      </button>
      <ConfirmAct
        act={t('own.apply')}
        open={open}
        onClose={() => setOpen(false)}
        pending={apply.isPending}
        problem={apply.error}
        onAct={() =>
          apply.mutate({
            productId: product.productId,
            statement: statement.trim() || null,
            evidence: photos.map((photo) => photo.id),
          })
        }
      >
        <div className="stack">
          <p>{t('own.applyWhat', { name: product.name })}</p>
          <TextField label={t('own.statement')} optional lines={3} value={statement} onChange={setStatement} />
          <PhotoPicker photos={photos} onChange={(change) => setPhotos(change)} />
        </div>
      </ConfirmAct>
    </>
  );
}

export default function OwnProducts() {
  const { t } = useTranslation('catalog');
  const products = useQuery({
    queryKey: ['own-products'],
    queryFn: () => http.get<Page<OwnProduct>>('/api/products/mine?size=50'),
  });
  return (
    <div className="stack">
      <PageHeading question={t('own.question')} />
      <Link className="button primary block" to="/supplier/list">
        ＋ {t('own.list')}
      </Link>
      <Await of={products} height={400}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState title={t('own.none')}>{t('own.noneNext')}</EmptyState>
          ) : (
            <ul className="stack">
              {page.items.map((product) => (
                <li key={product.productId} className="card stack-s">
                  <div className="row" style={{ flexWrap: 'nowrap', alignItems: 'flex-start' }}>
                    <img
                      src={product.picture?.url ?? '/produce/gift-box-paper.svg'}
                      alt=""
                      width={72}
                      height={72}
                      style={{ borderRadius: 10, objectFit: 'cover', flex: 'none' }}
                    />
                    <div>
                      <Link to={`/products/${product.productId}`}>
                        <strong>{product.name}</strong>
                      </Link>
                      {product.packs.map((pack) => (
                        <div key={pack.packId} className="small">
                          {pack.name} {yuan(pack.tiers[0]?.priceFen)}{' '}
                          <span className="muted">{t('card.available', { count: pack.available })}</span>
                        </div>
                      ))}
                    </div>
                  </div>
                  <div className="row-between">
                    {product.recognition ? (
                      <StatusTag
                        family={
                          product.recognition.isReturned ? 'problem' : (families[product.recognition.state] ?? 'theirs')
                        }
                      >
                        {product.recognition.isReturned
                          ? t('recognition.returned')
                          : t(`recognition.states.${product.recognition.state}`)}
                        {product.recognition.validTo && ` ${date(product.recognition.validTo)}`}
                      </StatusTag>
                    ) : (
                      <>
                        <StatusTag family="ended">{t('card.county')}</StatusTag>
                        <Apply product={product} />
                      </>
                    )}
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </div>
  );
}
