import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { inUnit, nameOfUnit, percent, statistic, time, unitFor } from '@/shared/format';
import { wall } from '@/shared/theme/tokens';
import { ErrorState } from '@/shared/ui';
import { useAlerts, useDashboard, type Dashboard, type View } from '../api';
import '../i18n';
import { ratioOf, useNames } from './board/measure';
import { RatesMap } from './board/Rates';
import { TrendLines } from './board/Trend';
import './wall.css';

const minute = 60_000;
const map = {
  ramp: ['#7A3A1D', '#B9835A', '#3E5C57', '#3F9483', '#4FC3AE'],
  unknown: '#24403C',
  line: wall.ground,
  text: wall.text,
  panel: wall.panel,
};
const trend = {
  sequence: wall.sequence,
  text: wall.text,
  line: '#33504C',
  panel: wall.panel,
};

/** The size of letters on the wall in px, as wall.css has it: a laptop that previews the wall gets smaller ones. */
const lettersOf = () => (window.matchMedia('(max-width: 1500px)').matches ? 18 : 24);

/** Minutes since the figures came; counted anew every ten seconds. */
function useAge(updated: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  return updated ? Math.max(0, now - updated) / minute : 0;
}

function Ranked({ view, title, rows }: { view: Dashboard; title: string; rows: Dashboard['counties'] }) {
  const nameOf = useNames();
  const pace = view.pacePercent / 100;
  return (
    <section className="wall-panel">
      <h2>{title}</h2>
      <ol className="wall-rank">
        {rows.map((row) => {
          const ratio = ratioOf(row, 'gross');
          return (
            <li key={row.code}>
              <span>{nameOf(row)}</span>
              <span className="wall-bar" aria-hidden="true">
                <i
                  style={{ width: `${Math.min(1, (ratio ?? 0) / 1.2) * 100}%` }}
                  className={(ratio ?? 0) < pace ? 'behind' : ''}
                />
                <b style={{ left: `${(pace / 1.2) * 100}%` }} />
              </span>
              <strong>{percent(ratio)}</strong>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function Panels({ view, asked }: { view: Dashboard; asked: View }) {
  const { t, i18n } = useTranslation('programme');
  const nameOf = useNames();
  const alerts = useAlerts(asked).data;
  const ratio = ratioOf(view.total, 'gross');
  const pace = view.pacePercent / 100;
  const channels = [
    ...(view.jointChannels ? [view.jointChannels] : []),
    ...view.channels.filter((row) => row.targetFen),
  ];
  const unit = unitFor(channels.map((row) => row.amounts.grossFen));
  const ranked = [...view.counties].sort((a, b) => (ratioOf(b, 'gross') ?? -1) - (ratioOf(a, 'gross') ?? -1));
  const points = ratio === null ? null : (ratio - pace) * 100;
  const size = lettersOf();
  const palettes = useMemo(() => ({ map: { ...map, size }, trend: { ...trend, size } }), [size]);
  return (
    <div className="wall-grid">
      <section className="wall-total">
        <p>{t('dashboard.total')}</p>
        <strong>{statistic(view.total.amounts.grossFen, i18n.language)}</strong>
        <p>
          {view.total.targetFen
            ? t('dashboard.target', { amount: statistic(view.total.targetFen, i18n.language) })
            : ''}{' '}
          {ratio !== null && t('dashboard.complete', { percent: percent(ratio) })}
          {points !== null &&
            ` · ${points >= 0 ? '▲' : '▼'} ${t(points >= 0 ? 'pace.ahead' : 'pace.behind', { ns: 'shared', points: Math.abs(points).toFixed(1) })}`}
        </p>
        <p className="wall-part">
          {t('dashboard.nested')}
          {t('dashboard.recognised')} {statistic(view.total.amounts.recognisedFen, i18n.language)} ·{' '}
          {t('dashboard.shandong')} {statistic(view.shandong.grossFen, i18n.language)}
        </p>
      </section>
      <section className="wall-panel wall-map">
        <h2>
          {t('dashboard.map')} <small>{t('dashboard.mapUnit')}</small>
        </h2>
        <RatesMap view={view} measure="gross" height={560} palette={palettes.map} />
      </section>
      <section className="wall-panel">
        <h2>
          {t('dashboard.channels')} <small>{nameOfUnit(unit, i18n.language)}</small>
        </h2>
        <ul className="wall-rank">
          {channels.map((row) => (
            <li key={row.code}>
              <span>{row === view.jointChannels ? t('dashboard.joint') : nameOf(row)}</span>
              <span className="wall-bar" aria-hidden="true">
                <i
                  style={{ width: `${Math.min(1, (ratioOf(row, 'gross') ?? 0) / 1.2) * 100}%` }}
                  className={(ratioOf(row, 'gross') ?? 0) < pace ? 'behind' : ''}
                />
                <b style={{ left: `${(pace / 1.2) * 100}%` }} />
              </span>
              <strong>
                {inUnit(row.amounts.grossFen, unit)} {percent(ratioOf(row, 'gross'))}
              </strong>
            </li>
          ))}
        </ul>
      </section>
      <section className="wall-panel">
        <h2>
          {t('dashboard.trend')}{' '}
          <small>{nameOfUnit(unitFor(view.months.map((month) => month.grossFen)), i18n.language)}</small>
        </h2>
        {view.months.length > 0 && <TrendLines view={view} height={270} palette={palettes.trend} />}
      </section>
      <Ranked view={view} title={t('wall.first')} rows={ranked.slice(0, 10)} />
      <Ranked view={view} title={t('wall.last')} rows={ranked.slice(-8).reverse()} />
      <section className="wall-panel wall-alerts">
        <h2>{t('alerts.title')}</h2>
        {alerts && (
          <ul>
            <li>{t('alerts.behind', { count: alerts.behind.length })}</li>
            <li>{t('alerts.unreported', { count: alerts.unreported.length, month: alerts.month })}</li>
            <li>{t('alerts.unsold', { count: alerts.unsold })}</li>
            <li>{t('alerts.doubles', { count: alerts.doubles })}</li>
          </ul>
        )}
      </section>
    </div>
  );
}

/** 大屏: read from across a room, touched by nobody; it says when its figures are old. */
export default function Wall() {
  const { t } = useTranslation(['programme', 'shared']);
  const [search] = useSearchParams();
  const asked: View = Object.fromEntries(
    [...search].filter(([name]) => ['programme', 'region', 'until'].includes(name)),
  );
  const view = useDashboard(asked);
  const age = useAge(view.dataUpdatedAt);
  const shown = view.data;
  return (
    <main className="wall" id="main">
      <header>
        <h1>{shown ? `${shown.regionName} ${shown.programmeName}` : t('wall.open')}</h1>
        <p>
          {shown && t('shared:asOf', { moment: shown.asOf })}{' '}
          {view.dataUpdatedAt > 0 && t('wall.updated', { time: time(new Date(view.dataUpdatedAt)) })}
          {(age > 5 || view.isRefetchError) && (
            <strong className="wall-stale" role="status">
              {t('wall.stale', { minutes: Math.floor(age) })}
            </strong>
          )}
        </p>
      </header>
      {shown ? (
        <Panels view={shown} asked={asked} />
      ) : (
        view.error && <ErrorState error={view.error} retry={() => void view.refetch()} />
      )}
    </main>
  );
}
