import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, type Answer, type Schema } from '@/api';
import { date, mass, parseBulk, parseMass, parseYuan, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { usePosts } from '@/shared/session';
import { Await, ErrorSummary, faultOf, PageHeading, ProblemAlert, TextField, type Fault } from '@/shared/ui';
import '../ordering.css';
import { typedKilograms, typedYuan, type DraftZone } from './freight';
import './i18n';
import './phone.css';

type Own = Answer<'/api/freight/own', 'get'>;
type ZoneBody = Schema<'SetFreightZoneBody'>;

const blank: DraftZone = {
  isOwn: false,
  first: '',
  firstPrice: '',
  extra: '1',
  extraPrice: '',
  freeFrom: '',
  freeMass: '',
};

const draftOf = (zone: ZoneBody | undefined): DraftZone =>
  zone
    ? {
        isOwn: true,
        first: typedKilograms(zone.firstGrams),
        firstPrice: typedYuan(zone.firstFen),
        extra: typedKilograms(zone.extraGrams),
        extraPrice: typedYuan(zone.extraFen),
        freeFrom: zone.freeFromFen ? typedYuan(zone.freeFromFen) : '',
        freeMass: zone.freeFromGrams ? typedKilograms(zone.freeFromGrams) : '',
      }
    : blank;

/** Zero is a price here: the supplier pays. */
const price = (typed: string) => (/^0+([.]0*)?$/.test(typed.trim()) ? 0 : parseYuan(typed));

const bodyOf = (zone: number, draft: DraftZone): ZoneBody => ({
  zone,
  firstGrams: parseMass(draft.first) ?? 0,
  firstFen: price(draft.firstPrice) ?? -1,
  extraGrams: parseMass(draft.extra) ?? 0,
  extraFen: price(draft.extraPrice) ?? -1,
  freeFromFen: draft.freeFrom.trim() ? (parseYuan(draft.freeFrom) ?? -1) : null,
  freeFromGrams: draft.freeMass.trim() ? (parseBulk(draft.freeMass) ?? -1) : null,
});

function Zone({
  zone,
  draft,
  set,
  faults,
}: {
  zone: Own['platform'][number];
  draft: DraftZone;
  set: (change: Partial<DraftZone>) => void;
  faults: readonly Fault[];
}) {
  const { t } = useTranslation('ordering');
  const field = (name: keyof DraftZone & string) => ({
    label: t(`ownFreight.${name}`),
    name: `zone-${zone.zone}-${name}`,
    inputMode: 'decimal' as const,
    value: draft[name] as string,
    onChange: (value: string) => set({ [name]: value }),
    error: faultOf(faults, `zone-${zone.zone}-${name}`),
  });
  return (
    <section className="card stack-s" aria-labelledby={`zone-${zone.zone}`}>
      <h2 id={`zone-${zone.zone}`}>{t(`ownFreight.zones.${zone.zone}`)}</h2>
      {zone.provinces.length > 0 && <p className="muted small">{zone.provinces.join('、')}</p>}
      <p className="muted small">
        {t('ownFreight.platform', {
          first: yuan(zone.firstKgFen),
          extra: yuan(zone.extraKgFen),
          tonne: yuan(zone.perTonneFen),
        })}
        {' · '}
        {t('ownFreight.days', { from: zone.daysFrom, to: zone.daysTo })}
      </p>
      <label className="row">
        <input type="checkbox" checked={draft.isOwn} onChange={(event) => set({ isOwn: event.target.checked })} />
        {t('ownFreight.own')}
      </label>
      {draft.isOwn && (
        <>
          <div className="pair">
            <TextField {...field('first')} />
            <TextField {...field('firstPrice')} />
          </div>
          <div className="pair">
            <TextField {...field('extra')} />
            <TextField {...field('extraPrice')} />
          </div>
          <div className="pair">
            <TextField {...field('freeFrom')} optional />
            <TextField {...field('freeMass')} optional />
          </div>
        </>
      )}
    </section>
  );
}

function faultsOf(drafts: Record<number, DraftZone>, say: (key: string) => string): Fault[] {
  const faults: Fault[] = [];
  for (const [zone, draft] of Object.entries(drafts)) {
    if (!draft.isOwn) continue;
    const wrong = (name: string, key: string) =>
      faults.push({ field: `zone-${zone}-${name}`, message: say(`ownFreight.wrong.${key}`) });
    const body = bodyOf(Number(zone), draft);
    if (body.firstGrams < 1) wrong('first', 'mass');
    if (body.firstFen < 0 || body.firstFen > 1_000_000) wrong('firstPrice', 'price');
    if (body.extraGrams < 100) wrong('extra', 'mass');
    if (body.extraFen < 0 || body.extraFen > 100_000) wrong('extraPrice', 'price');
    if (body.freeFromFen === -1) wrong('freeFrom', 'price');
    if (body.freeFromGrams === -1) wrong('freeMass', 'mass');
  }
  return faults;
}

function Form({ own, organisationId }: { own: Own; organisationId: string }) {
  const { t } = useTranslation(['ordering', 'shared']);
  const today = date(new Date());
  const now = own.tables.find((table) => table.isInForce);
  const [drafts, setDrafts] = useState(() =>
    Object.fromEntries(own.platform.map(({ zone }) => [zone, draftOf(now?.zones.find((one) => one.zone === zone))])),
  );
  const [validFrom, setValidFrom] = useState(today);
  const [attempt, setAttempt] = useState(0);
  const save = useIntent((body: Schema<'SetFreightRequest'>, key) => api.put('/api/freight/own', { body, key }), {
    refresh: [['own-freight']],
  });
  const all = faultsOf(drafts, t);
  const faults = attempt > 0 ? all : [];
  const coming = own.tables.filter((table) => !table.isInForce);
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setAttempt((count) => count + 1);
        if (all.length > 0) return;
        const zones = Object.entries(drafts)
          .filter(([, draft]) => draft.isOwn)
          .map(([zone, draft]) => bodyOf(Number(zone), draft));
        save.mutate({ validFrom, zones, organisationId });
      }}
    >
      <ErrorSummary faults={faults} attempt={attempt} />
      {own.platform.map((zone) => (
        <Zone
          key={zone.zone}
          zone={zone}
          draft={drafts[zone.zone] ?? blank}
          faults={faults}
          set={(change) => setDrafts((all) => ({ ...all, [zone.zone]: { ...(all[zone.zone] ?? blank), ...change } }))}
        />
      ))}
      {coming.map((table) => (
        <p key={table.validFrom} className="alert note small">
          {t('ownFreight.coming', { date: date(table.validFrom), number: table.zones.length })}{' '}
          {table.zones
            .map((zone) => `${t(`ownFreight.zones.${zone.zone}`)} ${mass(zone.firstGrams)} ${yuan(zone.firstFen)}`)
            .join('；')}
        </p>
      ))}
      <TextField
        label={t('ownFreight.validFrom')}
        name="validFrom"
        type="date"
        hint={t('ownFreight.validFromHint')}
        value={validFrom}
        onChange={setValidFrom}
      />
      <ProblemAlert problem={save.error} />
      {save.isSuccess && <p role="status">✓ {t('ownFreight.saved', { date: validFrom })}</p>}
      <button type="submit" className="button primary block big-act" disabled={save.isPending}>
        {t('ownFreight.act')}
      </button>
    </form>
  );
}

/** 我的运费: own freight by zone and weight; what is left out follows the platform. */
export default function FreightPage() {
  const { t } = useTranslation(['ordering', 'shared']);
  const organisationId = usePosts().find((post) => post.organisationId)?.organisationId ?? '';
  const own = useQuery({
    queryKey: ['own-freight', organisationId],
    queryFn: () => api.get('/api/freight/own', { query: { organisationId } }),
    enabled: organisationId !== '',
  });
  return (
    <div className="stack">
      <Link className="button link start" to="/supplier/me">
        ‹ {t('shared:back')}
      </Link>
      <PageHeading question={t('ownFreight.question')} lead={t('ownFreight.lead')} />
      <Await of={own} height={500}>
        {(found) => <Form key={JSON.stringify(found.tables)} own={found} organisationId={organisationId} />}
      </Await>
    </div>
  );
}
