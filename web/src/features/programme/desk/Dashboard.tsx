import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { ChartFrame } from '@/shared/charts/ChartFrame';
import { count, inUnit, mass, nameOfUnit, percent, statistic, unitFor } from '@/shared/format';
import { http, query, useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { chart } from '@/shared/theme/tokens';
import { Await, BulletBar, KeyFigure, PageHeading, PaceText, ProblemAlert } from '@/shared/ui';
import { useDashboard, useProgrammes, type AgainstTarget, type Dashboard } from '../api';
import '../i18n';
import './dashboard.css';

const DistrictMap = lazy(() => import('@/shared/charts/DistrictMap'));
const TrendChart = lazy(() => import('@/shared/charts/TrendChart'));

const ratioOf = (row: { completionPercent?: number | null }) =>
  row.completionPercent === null || row.completionPercent === undefined ? null : row.completionPercent / 100;

function useNames() {
  const { i18n } = useTranslation();
  return (row: { name: string; nameEn: string }) => (i18n.language === 'en' ? row.nameEn : row.name);
}

function paceColour(ratio: number | null, pace: number): string {
  if (ratio === null) return chart.pace[2];
  const ahead = ratio - pace;
  if (ahead < -0.15) return chart.pace[0];
  if (ahead < 0) return chart.pace[1];
  return ahead < 0.15 ? chart.pace[3] : chart.pace[4];
}

function Top({ view, sales }: { view: Dashboard; sales: (filter: Record<string, string>) => string }) {
  const { t, i18n } = useTranslation('programme');
  const amount = (fen: number) => statistic(fen, i18n.language);
  const ratio = ratioOf(view.total);
  const pace = view.pacePercent / 100;
  return (
    <section className="dash-top">
      <div className="card dash-total stack-s">
        <KeyFigure
          label={t('dashboard.total')}
          value={amount(view.total.amounts.grossFen)}
          to={sales({})}
          under={
            <>
              {view.total.targetFen
                ? t('dashboard.target', { amount: amount(view.total.targetFen) })
                : t('dashboard.noTarget')}
              {ratio !== null && ` · ${t('dashboard.complete', { percent: percent(ratio) })}`}
            </>
          }
        />
        <BulletBar
          label={<PaceText ratio={ratio} pace={pace} />}
          value={t('pace.tick', { ns: 'shared', percent: percent(pace) })}
          ratio={ratio}
          pace={pace}
        />
      </div>
      <div className="card">
        <KeyFigure
          label={t('dashboard.recognised')}
          value={amount(view.total.amounts.recognisedFen)}
          to={sales({ recognised: 'true' })}
          under={`${count(view.total.amounts.facts)} · ${mass(view.total.amounts.massGrams, i18n.language)}`}
        />
      </div>
      <div className="card">
        <KeyFigure
          label={`${t('dashboard.nested')} · ${t('dashboard.shandong')}`}
          value={amount(view.shandong.grossFen)}
          to={sales({ buyerProvince: '370000' })}
          under={count(view.shandong.facts)}
        />
      </div>
      <div className="card">
        <KeyFigure
          label={`${t('dashboard.nested')} · ${t('dashboard.unsold')}`}
          value={amount(view.unsoldRelief.grossFen)}
          to={sales({ unsold: 'true' })}
          under={count(view.unsoldRelief.facts)}
        />
      </div>
    </section>
  );
}

function Channels({ view, sales }: { view: Dashboard; sales: (filter: Record<string, string>) => string }) {
  const { t, i18n } = useTranslation('programme');
  const nameOf = useNames();
  const rows: AgainstTarget[] = [...(view.jointChannels ? [view.jointChannels] : []), ...view.channels];
  const unit = unitFor(rows.map((row) => row.amounts.grossFen));
  const targetOf = (row: AgainstTarget) =>
    row.targetFen
      ? t(row.targetQualifier?.replace('_', '-') === 'at-least' ? 'dashboard.targetAtLeast' : 'dashboard.target', {
          amount: statistic(row.targetFen, i18n.language),
        })
      : t('dashboard.noTarget');
  return (
    <ChartFrame
      question={t('dashboard.channels')}
      unit={nameOfUnit(unit, i18n.language)}
      asOf={view.asOf}
      table={{
        head: [t('dashboard.channel'), t('dashboard.gross'), t('dashboard.recognised'), t('dashboard.rate')],
        rows: rows.map((row) => [
          nameOf(row),
          inUnit(row.amounts.grossFen, unit),
          inUnit(row.amounts.recognisedFen, unit),
          percent(ratioOf(row)),
        ]),
      }}
    >
      <div className="stack">
        {rows.map((row) => (
          <BulletBar
            key={row.code}
            label={
              row === view.jointChannels ? (
                <strong>{t('dashboard.joint')}</strong>
              ) : (
                <Link to={sales({ channel: row.code })}>{nameOf(row)}</Link>
              )
            }
            value={
              <span className="small">
                <strong>{inUnit(row.amounts.grossFen, unit)}</strong> <span className="muted">{targetOf(row)}</span>{' '}
                {percent(ratioOf(row))}
                {row.targetIsDemonstration && <span className="muted"> · {t('dashboard.demonstrationTarget')}</span>}
              </span>
            }
            ratio={ratioOf(row)}
            pace={row.targetFen ? view.pacePercent / 100 : null}
          />
        ))}
      </div>
    </ChartFrame>
  );
}

function Ranking({ view, sales }: { view: Dashboard; sales: (filter: Record<string, string>) => string }) {
  const { t, i18n } = useTranslation('programme');
  const nameOf = useNames();
  const rows = useMemo(
    () => [...view.counties].sort((a, b) => (ratioOf(b) ?? -1) - (ratioOf(a) ?? -1)),
    [view.counties],
  );
  const unit = unitFor(rows.map((row) => row.amounts.grossFen));
  const pace = view.pacePercent / 100;
  const full = Math.max(1, ...rows.map((row) => ratioOf(row) ?? 0));
  return (
    <ChartFrame
      question={t('dashboard.ranking')}
      unit={nameOfUnit(unit, i18n.language)}
      asOf={view.asOf}
      table={{
        head: [t('dashboard.county'), t('dashboard.gross'), t('dashboard.recognised'), t('dashboard.rate')],
        rows: rows.map((row) => [
          nameOf(row),
          inUnit(row.amounts.grossFen, unit),
          inUnit(row.amounts.recognisedFen, unit),
          percent(ratioOf(row)),
        ]),
      }}
    >
      <ol className="ranking">
        {rows.map((row, index) => (
          <li key={row.code}>
            <span className="muted right">{index + 1}</span>
            <Link to={sales({ region: row.code })}>{nameOf(row)}</Link>
            <span className="bar" aria-hidden="true">
              <span
                style={{ width: `${((ratioOf(row) ?? 0) / full) * 100}%`, background: paceColour(ratioOf(row), pace) }}
              />
              <i style={{ left: `${(pace / full) * 100}%` }} />
            </span>
            <strong className="right">{percent(ratioOf(row))}</strong>
            <span className="muted right">{inUnit(row.amounts.grossFen, unit)}</span>
          </li>
        ))}
      </ol>
    </ChartFrame>
  );
}

function DistrictRates({ view, sales }: { view: Dashboard; sales: (filter: Record<string, string>) => string }) {
  const { t } = useTranslation('programme');
  const navigate = useNavigate();
  const nameOf = useNames();
  const pace = view.pacePercent / 100;
  const breaks = useMemo(() => [pace - 0.15, pace, pace + 0.15, pace + 0.3], [pace]);
  const labels = useMemo(
    () => [
      '<' + percent(breaks[0], 0),
      ...breaks.slice(0, 3).map((low, index) => `${percent(low, 0)}–${percent(breaks[index + 1], 0)}`),
      '≥' + percent(breaks[3], 0),
    ],
    [breaks],
  );
  const rates = useMemo(
    () => view.counties.map((row) => ({ code: row.code, rate: ratioOf(row), text: percent(ratioOf(row)) })),
    [view.counties],
  );
  return (
    <ChartFrame
      question={t('dashboard.map')}
      unit={t('dashboard.mapUnit')}
      asOf={view.asOf}
      table={{
        head: [t('dashboard.county'), t('dashboard.rate')],
        rows: view.counties.map((row) => [nameOf(row), percent(ratioOf(row))]),
      }}
    >
      <Suspense fallback={<div style={{ height: 420 }} />}>
        <DistrictMap
          rates={rates}
          breaks={breaks}
          labels={labels}
          onPick={(code) => void navigate(sales({ region: code }))}
        />
      </Suspense>
    </ChartFrame>
  );
}

function Trend({ view }: { view: Dashboard }) {
  const { t, i18n } = useTranslation('programme');
  const unit = unitFor(view.months.map((month) => month.grossFen));
  const divide = { yuan: 100, wan: 1_000_000, yi: 10_000_000_000 }[unit];
  const periods = useMemo(() => view.months.map((month) => month.month.slice(0, 7)), [view.months]);
  const lines = useMemo(
    () => [
      {
        name: t('dashboard.gross'),
        values: view.months.map((month) => Math.round((month.grossFen / divide) * 100) / 100),
      },
      {
        name: t('dashboard.recognised'),
        values: view.months.map((month) => Math.round((month.recognisedFen / divide) * 100) / 100),
      },
    ],
    [view.months, divide, t],
  );
  return (
    <ChartFrame
      question={t('dashboard.trend')}
      unit={nameOfUnit(unit, i18n.language)}
      asOf={view.asOf}
      table={{
        head: [t('dashboard.month'), t('dashboard.gross'), t('dashboard.recognised')],
        rows: view.months.map((month) => [
          month.month.slice(0, 7),
          inUnit(month.grossFen, unit),
          inUnit(month.recognisedFen, unit),
        ]),
      }}
    >
      <Suspense fallback={<div style={{ height: 260 }} />}>
        <TrendChart periods={periods} lines={lines} />
      </Suspense>
    </ChartFrame>
  );
}

function Modes({ view, sales }: { view: Dashboard; sales: (filter: Record<string, string>) => string }) {
  const { t, i18n } = useTranslation('programme');
  const nameOf = useNames();
  const rows = [...view.modes].sort((a, b) => b.amounts.grossFen - a.amounts.grossFen);
  const unit = unitFor(rows.map((row) => row.amounts.grossFen));
  const largest = Math.max(1, ...rows.map((row) => row.amounts.grossFen));
  return (
    <ChartFrame
      question={t('modes.title')}
      unit={nameOfUnit(unit, i18n.language)}
      asOf={view.asOf}
      table={{
        head: [t('sales.mode'), t('dashboard.gross')],
        rows: rows.map((row) => [nameOf(row), inUnit(row.amounts.grossFen, unit)]),
      }}
    >
      <div className="stack-s">
        {rows.map((row) => (
          <BulletBar
            key={row.code}
            label={<Link to={sales({ mode: row.code })}>{nameOf(row)}</Link>}
            value={inUnit(row.amounts.grossFen, unit)}
            ratio={row.amounts.grossFen / largest}
          />
        ))}
      </div>
    </ChartFrame>
  );
}

/** A change over the year before carries its sign; a plain number does not. */
const growth = (figure: Dashboard['figures'][number]) =>
  figure.number == null ? '—' : `${figure.unit === 'percent_yoy' ? '+' : ''}${figure.number.toLocaleString('en-US')}`;

function Published({ view }: { view: Dashboard }) {
  const { t, i18n } = useTranslation('programme');
  if (view.figures.length === 0) return null;
  return (
    <section className="card stack-s">
      <h2>{t('dashboard.published')}</h2>
      <p className="muted small">{t('dashboard.publishedHint')}</p>
      <ul className="small stack-s">
        {view.figures.map((figure) => (
          <li key={figure.id}>
            {t(`figure.name.${figure.measure}_${figure.cut}_${figure.kind}`)}{' '}
            <strong>
              {t(`figure.qualifier.${figure.qualifier}`)}
              {figure.amountFen
                ? statistic(figure.amountFen, i18n.language)
                : `${growth(figure)}${t(`figure.unit.${figure.unit}`)}`}
            </strong>{' '}
            <span className="muted">
              {figure.from.slice(0, 7)}–{figure.to.slice(0, 7)} ·{' '}
              {i18n.language === 'en' ? figure.sourceEn : figure.source}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Board({ view }: { view: Dashboard }) {
  const { t } = useTranslation('programme');
  const sales = (filter: Record<string, string>) =>
    `/official/sales${query({ programme: view.programmeId, region: view.regionCode, ...filter })}`;
  return (
    <div className="stack">
      <Top view={view} sales={sales} />
      <div className="dash-grid">
        <Channels view={view} sales={sales} />
        {view.counties.length > 1 ? <Ranking view={view} sales={sales} /> : <Modes view={view} sales={sales} />}
      </div>
      <div className="dash-grid">
        {view.counties.length > 1 && <DistrictRates view={view} sales={sales} />}
        <div className="stack">
          <Trend view={view} />
          {view.counties.length > 1 && <Modes view={view} sales={sales} />}
        </div>
      </div>
      <Published view={view} />
      {view.holdsDemonstration && (
        <p className="muted small">{t('dashboard.generated', { year: view.from.slice(0, 4) })}</p>
      )}
    </div>
  );
}

export default function DashboardPage() {
  const { t } = useTranslation(['programme', 'shared']);
  const nameOf = useNames();
  const [search, setSearch] = useSearchParams();
  const answer = useProgrammes().data;
  const programmes = Array.isArray(answer) ? answer : (answer?.items ?? []);
  const view = useDashboard(search.get('programme') ?? undefined, search.get('region') ?? undefined);
  const shown = view.data;
  const session = useSession().data;
  const bulletin = useIntent(
    async (input: { programmeId: string; region: string; month: string; kind: string }, key) => {
      const drafted = await http.post<{ id: string }>(
        '/api/bulletins',
        { programmeId: input.programmeId, region: input.region, month: input.month },
        key,
      );
      return `/api/bulletins/${drafted.id}/${input.kind}`;
    },
    { onSuccess: (address) => location.assign(address) },
  );
  const draft = (kind: string) =>
    shown &&
    bulletin.mutate({ programmeId: shown.programmeId, region: shown.regionCode, month: shown.asOf.slice(0, 7), kind });
  return (
    <div className="stack">
      <PageHeading
        question={t('dashboard.question')}
        lead={
          shown &&
          `${t('dashboard.scope', { region: shown.regionName, from: shown.from, to: shown.to })} · ${t('shared:asOf', { moment: shown.asOf })}`
        }
      >
        <select
          className="input"
          style={{ width: 'auto' }}
          aria-label={t('dashboard.programme')}
          value={shown?.programmeId ?? ''}
          onChange={(event) =>
            setSearch((now) => {
              now.set('programme', event.target.value);
              return now;
            })
          }
        >
          {programmes.map((programme) => (
            <option key={programme.id} value={programme.id}>
              {nameOf(programme)}
            </option>
          ))}
        </select>
        {has(session, ['county-official', 'city-official']) &&
          ['docx', 'xlsx'].map((kind) => (
            <button
              key={kind}
              type="button"
              className="button"
              disabled={!shown || bulletin.isPending}
              onClick={() => draft(kind)}
            >
              {t('dashboard.bulletin')} {kind}
            </button>
          ))}
      </PageHeading>
      <ProblemAlert problem={bulletin.error} />
      <Await of={view} height={700}>
        {(data) => <Board view={data} />}
      </Await>
    </div>
  );
}
