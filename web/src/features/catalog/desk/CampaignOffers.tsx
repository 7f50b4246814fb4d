import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { api } from '@/api';
import { PagedTable } from '@/shared/desk';
import { useIntent } from '@/shared/http';
import { yuan } from '@/shared/format';
import { ChoiceField, ConfirmAct, StatusTag, TextField, type StatusFamily } from '@/shared/ui';
import { useCampaignOffers, type CampaignOffer } from '../campaigns';

const families: Record<string, StatusFamily> = { applied: 'yours', approved: 'done', refused: 'problem' };
const payers = ['supplier', 'city', 'partner'] as const;
type Payer = (typeof payers)[number];

/** 审报名: approving names who bears the difference; refusing names why. */
function Decide({ offer }: { offer: CampaignOffer }) {
  const { t } = useTranslation('catalog');
  const [asking, setAsking] = useState<'approve' | 'refuse' | null>(null);
  const [paidBy, setPaidBy] = useState<Payer>('supplier');
  const [reason, setReason] = useState('');
  const refresh = { refresh: [['campaign-offers'], ['campaign', offer.campaignId]], onSuccess: () => setAsking(null) };
  const approve = useIntent(
    (body: { version: number; paidBy: Payer }, key) =>
      api.post('/api/campaign-offers/{offerId}/approval', { path: { offerId: offer.offerId }, body, key }),
    refresh,
  );
  const refuse = useIntent(
    (body: { version: number; reason: string }, key) =>
      api.post('/api/campaign-offers/{offerId}/refusal', { path: { offerId: offer.offerId }, body, key }),
    refresh,
  );
  if (offer.state !== 'applied' && offer.state !== 'approved') return null;
  const line = t('offers.what', {
    supplier: offer.supplierName,
    name: `${offer.productName} ${offer.packName}`,
    usual: yuan(offer.usualFen),
    price: yuan(offer.campaignPriceFen),
  });
  return (
    <span className="row">
      {offer.state === 'applied' && (
        <button type="button" className="button" onClick={() => setAsking('approve')}>
          {t('offers.approve')}
        </button>
      )}
      <button type="button" className="button" onClick={() => setAsking('refuse')}>
        {t(offer.state === 'applied' ? 'offers.refuse' : 'offers.stop')}
      </button>
      <ConfirmAct
        act={t('offers.approveAct')}
        open={asking === 'approve'}
        onClose={() => setAsking(null)}
        onAct={() => approve.mutate({ version: offer.version, paidBy })}
        pending={approve.isPending}
        problem={approve.error}
      >
        <p>{line}</p>
        <ChoiceField
          label={t('offers.payer')}
          value={paidBy}
          onChange={(one) => setPaidBy(payers.find((payer) => payer === one) ?? 'supplier')}
          choices={payers.map((value) => ({ value, label: t(`offers.payers.${value}`) }))}
        />
      </ConfirmAct>
      <ConfirmAct
        act={t('offers.refuseAct')}
        open={asking === 'refuse'}
        onClose={() => setAsking(null)}
        onAct={() => refuse.mutate({ version: offer.version, reason: reason.trim() })}
        pending={refuse.isPending}
        problem={refuse.error}
        danger
        disabled={reason.trim().length < 2}
      >
        <p>{line}</p>
        <TextField label={t('offers.reason')} value={reason} onChange={setReason} lines={2} />
      </ConfirmAct>
    </span>
  );
}

/** 报名: what suppliers offer in one campaign. */
export function CampaignOffers({ campaignId }: { campaignId: string }) {
  const { t } = useTranslation('catalog');
  const [search] = useSearchParams();
  const offers = useCampaignOffers({ campaignId, state: search.get('state') ?? '' });
  const columns: TableColumnsType<CampaignOffer> = [
    { title: t('offers.supplier'), dataIndex: 'supplierName', fixed: 'left' },
    { title: t('offers.goods'), render: (_, row) => `${row.productName} ${row.packName}` },
    { title: t('offers.usual'), align: 'right', render: (_, row) => yuan(row.usualFen) },
    {
      title: t('offers.price'),
      align: 'right',
      render: (_, row) => (
        <>
          {yuan(row.campaignPriceFen)}
          <div className="small muted">{t('offers.atLeast', { price: yuan(row.floorFen) })}</div>
        </>
      ),
    },
    { title: t('offers.limit'), align: 'right', render: (_, row) => row.mostPerBuyer ?? '—' },
    {
      title: t('offers.state'),
      render: (_, row) => (
        <span className="stack-s">
          <StatusTag family={families[row.state] ?? 'ended'}>{t(`join.states.${row.state}`)}</StatusTag>
          {row.state === 'approved' && <span className="small muted">{t(`offers.payers.${row.paidBy}`)}</span>}
          {row.reason && <span className="small muted">{row.reason}</span>}
        </span>
      ),
    },
    { title: t('offers.acts'), fixed: 'right', render: (_, row) => <Decide offer={row} /> },
  ];
  return (
    <section className="card stack-s">
      <h2>{t('offers.title')}</h2>
      <PagedTable<CampaignOffer>
        of={offers}
        height={240}
        columns={columns}
        rowKey={(row) => row.offerId}
        total={offers.data?.pages[0]?.total}
        filters={[
          {
            name: 'state',
            label: t('offers.state'),
            choices: ['', 'applied', 'approved', 'refused', 'withdrawn'].map((value) => ({
              value,
              label: t(value ? `join.states.${value}` : 'curate.states.all'),
            })),
          },
        ]}
        empty={t('offers.none')}
      />
    </section>
  );
}
