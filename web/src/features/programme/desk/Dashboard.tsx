import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { query } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { Await, PageHeading } from '@/shared/ui';
import { useDashboard, useProgrammes, useRegions, type Dashboard, type View } from '../api';
import '../i18n';
import { AlertStrip } from './board/AlertStrip';
import { Channels } from './board/Channels';
import { useNames, type Measure } from './board/measure';
import { Modes } from './board/Modes';
import type { Part } from './board/parts';
import { Published } from './board/Published';
import { Ranking } from './board/Ranking';
import { Rates } from './board/Rates';
import { Top } from './board/Top';
import { Trend } from './board/Trend';
import { buyerKinds } from './buyer-kinds';
import './dashboard.css';

function Board({ view, asked, measure }: { view: Dashboard; asked: View; measure: Measure }) {
  const { t } = useTranslation('programme');
  const sales = (filter: Record<string, string>) =>
    `/official/sales${query({
      programme: view.programmeId,
      region: view.regionCode,
      buyerKind: asked.buyerKind,
      countedBy: asked.countedBy,
      to: asked.until ? view.asOf : undefined,
      ...filter,
    })}`;
  const part: Part = { view, asked, measure, sales };
  const many = view.counties.length > 1;
  return (
    <div className="stack">
      <Top {...part} />
      <AlertStrip asked={asked} sales={sales} />
      {many ? (
        <>
          <div className="dash-grid">
            <div className="stack">
              <Channels {...part} />
              <Rates {...part} />
            </div>
            <Ranking {...part} />
          </div>
          <div className="dash-grid">
            <Trend {...part} />
            <Modes {...part} />
          </div>
        </>
      ) : (
        <div className="dash-grid">
          <Channels {...part} />
          <div className="stack">
            <Trend {...part} />
            <Modes {...part} />
          </div>
        </div>
      )}
      <Published view={view} />
      {view.holdsDemonstration && (
        <p className="muted small">{t('dashboard.generated', { year: view.from.slice(0, 4) })}</p>
      )}
    </div>
  );
}

/** The months of a programme up to which it can be looked at. */
function monthsOf(from: string, to: string): string[] {
  const months: string[] = [];
  let [year, month] = from.split('-').map(Number) as [number, number];
  const end = to.slice(0, 7);
  for (let text = from.slice(0, 7); text <= end && months.length < 60;) {
    months.push(text);
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
    text = `${year}-${String(month).padStart(2, '0')}`;
  }
  return months;
}

export default function DashboardPage() {
  const { t } = useTranslation(['programme', 'shared']);
  const nameOf = useNames();
  const [search, setSearch] = useSearchParams();
  const programmes = useProgrammes().data?.items ?? [];
  const asked: View = Object.fromEntries(
    ['programme', 'region', 'until', 'countedBy', 'buyerKind']
      .map((name) => [name, search.get(name) ?? undefined] as const)
      .filter(([, value]) => value),
  );
  const measure: Measure = search.get('measure') === 'recognised' ? 'recognised' : 'gross';
  const view = useDashboard(asked);
  const shown = view.data;
  const session = useSession().data;
  const city = has(session, ['city-official']);
  const counties = useRegions(city ? '500000' : undefined).data?.items ?? [];
  const set = (name: string, value: string) =>
    setSearch((now) => {
      if (value) now.set(name, value);
      else now.delete(name);
      if (name === 'programme') now.delete('until');
      return now;
    });
  return (
    <div className="stack">
      <PageHeading
        question={t('dashboard.question')}
        lead={
          shown &&
          `${t('dashboard.scope', { region: shown.regionName, from: shown.from, to: shown.to })} · ${t('shared:asOf', { moment: shown.asOf })}`
        }
      >
        <a className="button" href={`/wall${query({ ...asked })}`}>
          {t('wall.open')}
        </a>
        {has(session, ['county-official', 'city-official']) && (
          <Link className="button" to="/official/bulletins">
            {t('dashboard.bulletin')}
          </Link>
        )}
      </PageHeading>
      <div className="dash-filters no-print" role="group" aria-label={t('dashboard.filters')}>
        <label>
          {t('dashboard.programme')}
          <select
            className="input"
            value={asked.programme ?? shown?.programmeId ?? ''}
            onChange={(event) => set('programme', event.target.value)}
          >
            {programmes.map((programme) => (
              <option key={programme.id} value={programme.id}>
                {programme.parentId ? '　' : ''}
                {nameOf(programme)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('dashboard.period')}
          <select className="input" value={asked.until ?? ''} onChange={(event) => set('until', event.target.value)}>
            <option value="">{t('dashboard.wholePeriod')}</option>
            {shown &&
              monthsOf(shown.from, shown.to).map((month) => (
                <option key={month} value={month}>
                  {t('dashboard.untilMonth', { month })}
                </option>
              ))}
          </select>
        </label>
        {city && (
          <label>
            {t('dashboard.region')}
            <select
              className="input"
              value={asked.region ?? ''}
              onChange={(event) => set('region', event.target.value)}
            >
              <option value="">{t('dashboard.all')}</option>
              {counties.map((county) => (
                <option key={county.code} value={county.code}>
                  {county.name}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          {t('dashboard.buyerKind')}
          <select
            className="input"
            value={asked.buyerKind ?? ''}
            onChange={(event) => set('buyerKind', event.target.value)}
          >
            <option value="">{t('sales.all')}</option>
            {buyerKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`buyerKinds.${kind}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('dashboard.countedBy')}
          <input
            className="input"
            type="date"
            value={asked.countedBy ?? ''}
            onChange={(event) => set('countedBy', event.target.value)}
          />
        </label>
        <div className="switch" role="radiogroup" aria-label={t('dashboard.measure')}>
          {(['gross', 'recognised'] as const).map((one) => (
            <button
              key={one}
              type="button"
              role="radio"
              aria-checked={measure === one}
              onClick={() => set('measure', one === 'gross' ? '' : one)}
            >
              {t(`dashboard.${one}`)}
            </button>
          ))}
        </div>
      </div>
      {asked.countedBy && <p className="alert warn">{t('dashboard.countedByHint', { day: asked.countedBy })}</p>}
      <Await of={view} height={700}>
        {(data) => <Board view={data} asked={asked} measure={measure} />}
      </Await>
    </div>
  );
}
