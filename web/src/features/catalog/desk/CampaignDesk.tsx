import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { api, type Schema } from '@/api';
import { date } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { Await, ChoiceField, PageHeading, PhotoPicker, ProblemAlert, TextField, type Photo } from '@/shared/ui';
import '../i18n';
import { CampaignOffers } from './CampaignOffers';
import { PickProducts } from './PickProducts';

type Detail = Schema<'ShowCampaignsDetail'>;

function Editor({ detail }: { detail?: Detail }) {
  const { t } = useTranslation('catalog');
  const navigate = useNavigate();
  const [before, id] = [detail?.campaign, detail?.campaign.campaignId];
  const today = date(new Date());
  const [name, setName] = useState(before?.name ?? '');
  const [nameEn, setNameEn] = useState(before?.nameEn ?? '');
  const [slogan, setSlogan] = useState(before?.slogan ?? '');
  const [startsOn, setStarts] = useState(before?.startsOn ?? today);
  const [endsOn, setEnds] = useState(before?.endsOn ?? today);
  const [province, setProvince] = useState(before?.partnerProvince ?? '');
  const [isPublic, setPublic] = useState(before?.isPublic ?? false);
  const [productIds, setProducts] = useState<string[]>([...(detail?.productIds ?? [])]);
  // A banner of the demonstration lies beside the pages and has no file of its own.
  const [banner, setBanner] = useState<readonly Photo[]>(
    detail?.bannerFileId && before?.bannerUrl ? [{ id: detail.bannerFileId, url: before.bannerUrl }] : [],
  );
  const provinces = useQuery({ queryKey: ['provinces'], queryFn: () => api.get('/api/regions'), staleTime: Infinity });
  const save = useIntent(
    async (_: undefined, key) => {
      const campaign = {
        name: name.trim(),
        nameEn: nameEn.trim() || null,
        slogan: slogan.trim() || null,
        startsOn,
        endsOn,
        partnerProvince: province || null,
        isPublic,
        productIds,
        bannerPath: banner[0] ? null : (detail?.bannerPath ?? null),
        bannerFileId: banner[0]?.id ?? null,
      };
      return id && before
        ? api.put('/api/campaigns/{campaignId}', {
            path: { campaignId: id },
            body: { version: before.version, campaign },
            key,
          })
        : api.post('/api/campaigns', { body: campaign, key });
    },
    {
      refresh: [['campaigns'], ['campaign']],
      onSuccess: (saved) => void navigate(`/official/campaigns/${saved.campaignId}`),
    },
  );
  return (
    <form
      className="card stack-s"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <TextField label={t('curate.name')} value={name} onChange={setName} name="campaign.name" />
      <TextField label={t('curate.nameEn')} optional value={nameEn} onChange={setNameEn} />
      <TextField label={t('curate.slogan')} optional value={slogan} onChange={setSlogan} lines={2} />
      <div className="row">
        <TextField label={t('curate.from')} type="date" value={startsOn} onChange={setStarts} />
        <TextField label={t('curate.to')} type="date" value={endsOn} onChange={setEnds} name="campaign.endsOn" />
      </div>
      <ChoiceField
        label={t('curate.partner')}
        optional
        value={province}
        onChange={setProvince}
        choices={[
          { value: '', label: t('curate.noPartner') },
          ...(provinces.data?.items ?? []).map((one) => ({ value: one.code, label: one.name })),
        ]}
      />
      <div role="group" aria-label={t('curate.banner')} className="stack-s">
        <strong>{t('curate.banner')}</strong>
        <span className="hint">{t('curate.bannerHint')}</span>
        <PhotoPicker photos={banner} onChange={setBanner} most={1} />
      </div>
      <PickProducts label={t('curate.picked')} chosen={productIds} onChange={setProducts} />
      <label className="row">
        <input type="checkbox" checked={isPublic} onChange={(event) => setPublic(event.target.checked)} />
        {t('curate.isPublicHint')}
      </label>
      <ProblemAlert problem={save.error} />
      <div className="row">
        <button type="submit" className="button primary" disabled={save.isPending || !name.trim()}>
          {t('curate.save')}
        </button>
        {id && <Link to={`/campaigns/${id}`}>{t('curate.preview')}</Link>}
        {save.isSuccess && <span role="status">{t('curate.saved')}</span>}
      </div>
    </form>
  );
}

/** One campaign at the curator's desk: its words and goods, and what suppliers offer. */
export default function CampaignDesk() {
  const { t } = useTranslation('catalog');
  const { campaignId = 'new' } = useParams();
  const isNew = campaignId === 'new';
  const detail = useQuery({
    queryKey: ['campaign', campaignId, 'desk'],
    queryFn: () => api.get('/api/campaigns/{campaignId}', { path: { campaignId }, query: { size: 1 } }),
    enabled: !isNew,
  });
  return (
    <div className="stack">
      <Link style={{ alignSelf: 'flex-start' }} to="/official/campaigns">
        ‹ {t('curate.all')}
      </Link>
      {isNew ? (
        <>
          <PageHeading question={t('curate.new')} />
          <Editor />
        </>
      ) : (
        <Await of={detail} height={500}>
          {(found) => (
            <>
              <PageHeading question={found.campaign.name} />
              <CampaignOffers campaignId={campaignId} />
              <Editor key={found.campaign.version} detail={found} />
            </>
          )}
        </Await>
      )}
    </div>
  );
}
