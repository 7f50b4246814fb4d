import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { DataTable } from '@/shared/desk';
import { Await, PageHeading, StatusTag } from '@/shared/ui';
import '../i18n';
import { useZone, useZones, type Zone } from '../zones';
import { ZoneEditor } from './ZoneEditor';

const states = ['', 'open', 'closed'] as const;

function Open({ zoneId, onSaved }: { zoneId: string; onSaved: (zoneId: string) => void }) {
  const zone = useZone(zoneId, 1);
  return (
    <Await of={zone} height={400}>
      {(pages) => <ZoneEditor key={pages.pages[0]?.zone.version} detail={pages.pages[0]} onSaved={onSaved} />}
    </Await>
  );
}

/** 专区 one curates: their list, and the chosen one's rule. */
export default function ZonesDesk() {
  const { t } = useTranslation('catalog');
  const [search, setSearch] = useSearchParams();
  const [wanted, chosen] = [search.get('state') ?? '', search.get('zone')];
  const zones = useZones(true);
  const open = (zoneId: string) =>
    setSearch((now) => {
      now.set('zone', zoneId);
      return now;
    });
  const columns: TableColumnsType<Zone> = [
    {
      title: t('zones.name'),
      render: (_, row) => (
        <button type="button" className="button link" onClick={() => open(row.zoneId)}>
          {row.name}
        </button>
      ),
    },
    {
      title: t('curate.dates'),
      className: 'nowrap',
      render: (_, row) =>
        row.endsOn
          ? t('campaign.dates', { from: row.startsOn, to: row.endsOn })
          : t('zones.since', { on: row.startsOn }),
    },
    {
      title: t('zones.audience'),
      render: (_, row) =>
        row.audience.map((kind) => t(`zones.kinds.${kind}`, { defaultValue: kind })).join('、') || t('zones.everyone'),
    },
    {
      title: t('curate.state'),
      render: (_, row) => (
        <StatusTag family={row.isOpen ? 'done' : 'ended'}>
          {t(`zones.states.${row.isOpen ? 'open' : 'closed'}`)}
        </StatusTag>
      ),
    },
  ];
  return (
    <div className="stack">
      <PageHeading question={t('zones.question')} lead={t('zones.lead')}>
        <button type="button" className="button primary" onClick={() => open('new')}>
          {t('zones.new')}
        </button>
      </PageHeading>
      <Await of={zones} height={200}>
        {(page) => (
          <DataTable<Zone>
            rows={page.items.filter((row) => !wanted || row.isOpen === (wanted === 'open'))}
            columns={columns}
            rowKey={(row) => row.zoneId}
            filters={[
              {
                name: 'state',
                label: t('curate.state'),
                choices: states.map((value) => ({ value, label: t(`zones.states.${value || 'all'}`) })),
              },
            ]}
            empty={t('zones.none')}
          />
        )}
      </Await>
      {chosen === 'new' && <ZoneEditor onSaved={open} />}
      {chosen && chosen !== 'new' && <Open zoneId={chosen} onSaved={open} />}
    </div>
  );
}
