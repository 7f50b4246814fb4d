import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { DataTable } from '@/shared/desk';
import { count, date } from '@/shared/format';
import { Await, PageHeading, StatusTag } from '@/shared/ui';
import { useCampaigns, type Campaign } from '../campaigns';
import '../i18n';

const states = ['', 'running', 'coming', 'over'] as const;

const stateOf = (campaign: Campaign) =>
  campaign.isRunning ? 'running' : campaign.startsOn > date(new Date()) ? 'coming' : 'over';

/** 活动: those of the city, with their dates and where they stand. */
export default function CampaignsDesk() {
  const { t } = useTranslation('catalog');
  const [search] = useSearchParams();
  const wanted = search.get('state') ?? '';
  const campaigns = useCampaigns();
  const columns: TableColumnsType<Campaign> = [
    {
      title: t('curate.name'),
      render: (_, row) => <Link to={`/official/campaigns/${row.campaignId}`}>{row.name}</Link>,
    },
    {
      title: t('curate.dates'),
      className: 'nowrap',
      render: (_, row) => t('campaign.dates', { from: row.startsOn, to: row.endsOn }),
    },
    { title: t('curate.partner'), render: (_, row) => row.partnerProvinceName ?? '—' },
    { title: t('curate.products'), align: 'right', render: (_, row) => count(row.products) },
    {
      title: t('curate.state'),
      render: (_, row) => (
        <StatusTag family={row.isRunning ? 'done' : stateOf(row) === 'coming' ? 'theirs' : 'ended'}>
          {t(`curate.states.${stateOf(row)}`)}
        </StatusTag>
      ),
    },
    { title: t('curate.public'), render: (_, row) => t(row.isPublic ? 'curate.isPublic' : 'curate.isDraft') },
  ];
  return (
    <div className="stack">
      <PageHeading question={t('curate.question')} lead={t('curate.lead')}>
        <Link className="button primary" to="/official/campaigns/new">
          {t('curate.new')}
        </Link>
      </PageHeading>
      <Await of={campaigns} height={400}>
        {(page) => (
          <DataTable<Campaign>
            rows={page.items.filter((row) => !wanted || stateOf(row) === wanted)}
            columns={columns}
            rowKey={(row) => row.campaignId}
            filters={[
              {
                name: 'state',
                label: t('curate.state'),
                choices: states.map((value) => ({ value, label: t(`curate.states.${value || 'all'}`) })),
              },
            ]}
            empty={t('curate.none')}
          />
        )}
      </Await>
    </div>
  );
}
