import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api';
import { count, date, parseCount, parseYuan, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import {
  Await,
  ChipChoice,
  ChoiceField,
  EmptyState,
  PageHeading,
  ProblemAlert,
  Sheet,
  StatusTag,
  TextField,
  type StatusFamily,
} from '@/shared/ui';
import { parsePercent, useCampaignOffers, useCampaigns, type Campaign, type CampaignOffer } from '../campaigns';
import './i18n';
import { useOwnProducts } from './own';

const families: Record<string, StatusFamily> = { applied: 'theirs', approved: 'done', refused: 'problem' };

/** 报名: which pack, how much off, and the least its supplier agrees to. */
function Join({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const { t } = useTranslation('catalog');
  const products = useOwnProducts();
  const packs = (products.data?.pages ?? [])
    .flatMap((page) => page.items)
    .filter((product) => product.state === 'public')
    .flatMap((product) => product.packs.map((pack) => ({ product, pack })));
  const [packId, setPack] = useState('');
  const [discount, setDiscount] = useState<'percent' | 'fixed'>('percent');
  const [off, setOff] = useState('');
  const [floor, setFloor] = useState('');
  const [most, setMost] = useState('');
  const join = useIntent(
    (
      body: {
        packId: string;
        discount: 'percent' | 'fixed';
        value: number;
        floorFen: number;
        mostPerBuyer: number | null;
      },
      key,
    ) => api.post('/api/campaigns/{campaignId}/offers', { path: { campaignId: campaign.campaignId }, body, key }),
    { refresh: [['campaign-offers']] },
  );
  const chosen = packs.find((one) => one.pack.packId === packId);
  const price = chosen?.pack.tiers[0]?.priceFen;
  const value = discount === 'percent' ? parsePercent(off) : parseYuan(off);
  const floorFen = parseYuan(floor);
  const limit = most.trim() ? parseCount(most) : null;
  const lowered =
    price && value
      ? Math.min(
          price,
          Math.max(floorFen ?? 1, price - (discount === 'percent' ? Math.floor((price * value) / 10000) : value)),
        )
      : undefined;
  if (join.isSuccess)
    return (
      <>
        <p role="status">{t('join.done', { price: yuan(join.data.campaignPriceFen) })}</p>
        <button type="button" className="button primary block" onClick={onClose}>
          {t('shared:close')}
        </button>
      </>
    );
  return (
    <div className="stack-s">
      <p>{t('join.what')}</p>
      <ChoiceField
        label={t('join.pack')}
        value={packId}
        onChange={setPack}
        choices={packs.map(({ product, pack }) => ({
          value: pack.packId,
          label: `${product.name} ${pack.name} ${yuan(pack.tiers[0]?.priceFen)}`,
        }))}
      />
      <ChipChoice
        label={t('join.how')}
        value={discount}
        onChange={(one) => setDiscount(one === 'fixed' ? 'fixed' : 'percent')}
        choices={[
          { value: 'percent', label: t('join.percent') },
          { value: 'fixed', label: t('join.fixed') },
        ]}
      />
      <TextField
        label={t(`join.off-${discount}`)}
        inputMode="decimal"
        value={off}
        onChange={setOff}
        error={off && !value ? t('join.offWrong') : undefined}
      />
      <TextField
        label={t('join.floor')}
        hint={t('join.floorHint')}
        inputMode="decimal"
        value={floor}
        onChange={setFloor}
      />
      <TextField
        label={t('join.most')}
        hint={t('join.mostHint')}
        optional
        inputMode="numeric"
        value={most}
        onChange={setMost}
      />
      {price && lowered && (
        <p role="status">
          {t('join.result', { usual: yuan(price), price: yuan(lowered), off: yuan(price - lowered) })}
        </p>
      )}
      <ProblemAlert problem={join.error} />
      <button
        type="button"
        className="button primary block"
        disabled={join.isPending || !packId || !value || !floorFen || limit === undefined}
        onClick={() =>
          value && floorFen && join.mutate({ packId, discount, value, floorFen, mostPerBuyer: limit ?? null })
        }
      >
        {t('join.act')}
      </button>
    </div>
  );
}

function Offer({ offer }: { offer: CampaignOffer }) {
  const { t } = useTranslation('catalog');
  const withdraw = useIntent(
    (version: number, key) =>
      api.post('/api/campaign-offers/{offerId}/withdrawal', {
        path: { offerId: offer.offerId },
        body: { version },
        key,
      }),
    { refresh: [['campaign-offers']] },
  );
  return (
    <li className="stack-s">
      <div className="row-between">
        <strong>
          {offer.productName} {offer.packName}
        </strong>
        <StatusTag family={families[offer.state] ?? 'ended'}>{t(`join.states.${offer.state}`)}</StatusTag>
      </div>
      <div className="muted small">
        {offer.campaignName} · {t('join.line', { usual: yuan(offer.priceFen), price: yuan(offer.campaignPriceFen) })}
        {offer.mostPerBuyer && ` · ${t('join.limit', { count: offer.mostPerBuyer })}`}
      </div>
      {offer.state === 'approved' && <div className="small">{t(`join.paidBy.${offer.paidBy}`)}</div>}
      {offer.reason && <p className="small">{offer.reason}</p>}
      {(offer.state === 'applied' || offer.state === 'approved') && (
        <>
          <ProblemAlert problem={withdraw.error} />
          <button
            type="button"
            className="button"
            disabled={withdraw.isPending}
            onClick={() => withdraw.mutate(offer.version)}
          >
            {t('join.withdraw')}
          </button>
        </>
      )}
    </li>
  );
}

/** 活动报名 on the phone: the campaigns one can join, and what one offered. */
export default function Campaigns() {
  const { t } = useTranslation(['catalog', 'shared']);
  const campaigns = useCampaigns();
  const offers = useCampaignOffers({});
  const [joining, setJoining] = useState<Campaign | null>(null);
  return (
    <div className="stack">
      <PageHeading question={t('join.question')} lead={t('join.lead')} />
      <Await of={campaigns} height={200}>
        {(page) => {
          const open = page.items.filter((one) => one.endsOn >= date(new Date()));
          return open.length === 0 ? (
            <EmptyState title={t('join.none')}>{t('join.noneNext')}</EmptyState>
          ) : (
            <>
              {open.map((campaign) => (
                <section key={campaign.campaignId} className="card stack-s">
                  <h2>
                    <Link to={`/campaigns/${campaign.campaignId}`}>{campaign.name}</Link>
                  </h2>
                  <p className="muted">{t('campaign.dates', { from: campaign.startsOn, to: campaign.endsOn })}</p>
                  <button type="button" className="button primary block" onClick={() => setJoining(campaign)}>
                    {t('join.open')}
                  </button>
                </section>
              ))}
            </>
          );
        }}
      </Await>
      <section className="card stack-s">
        <h2>{t('join.mine')}</h2>
        <Await of={offers} height={120}>
          {(pages) => {
            const all = pages.pages.flatMap((page) => page.items);
            return all.length === 0 ? (
              <p className="muted">{t('join.mineNone')}</p>
            ) : (
              <>
                <p className="muted small">
                  {t('join.mineCount', { count: count(pages.pages[0]?.total ?? all.length) })}
                </p>
                <ul className="lines">
                  {all.map((offer) => (
                    <Offer key={offer.offerId} offer={offer} />
                  ))}
                </ul>
                {offers.hasNextPage && (
                  <button type="button" className="button" onClick={() => void offers.fetchNextPage()}>
                    {t('shared:more')}
                  </button>
                )}
              </>
            );
          }}
        </Await>
      </section>
      <Sheet title={t('join.act')} open={joining !== null} onClose={() => setJoining(null)}>
        {joining && <Join campaign={joining} onClose={() => setJoining(null)} />}
      </Sheet>
    </div>
  );
}
