import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCampaigns } from '../campaigns';
import { useZones } from '../zones';

/** 活动和专区 that run now. Says nothing while there are none. */
export function Specials() {
  const { t, i18n } = useTranslation('catalog');
  const [campaigns, zones] = [useCampaigns(true), useZones()];
  const inEnglish = i18n.language === 'en';
  const all = [
    ...(campaigns.data?.items ?? []).map((row) => ({
      key: row.campaignId,
      to: `/campaigns/${row.campaignId}`,
      name: inEnglish && row.nameEn ? row.nameEn : row.name,
      words: t('campaign.dates', { from: row.startsOn, to: row.endsOn }),
    })),
    ...(zones.data?.items ?? []).map((row) => ({
      key: row.zoneId,
      to: `/zones/${row.zoneId}`,
      name: inEnglish && row.nameEn ? row.nameEn : row.name,
      words: (inEnglish ? (row.introEn ?? row.intro) : row.intro) ?? '',
    })),
  ];
  if (all.length === 0) return null;
  return (
    <section className="stack">
      <h2>{t('home.specials')}</h2>
      <ul className="hall-list">
        {all.map((one) => (
          <li key={one.key}>
            <Link className="card" to={one.to}>
              <strong>{one.name}</strong>
              <span className="muted small">{one.words}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
