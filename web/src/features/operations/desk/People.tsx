import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { api, type Body, type Schema } from '@/api';
import { date } from '@/shared/format';
import { http, query, useIntent, type Page } from '@/shared/http';
import {
  Await,
  ChoiceField,
  ConfirmAct,
  EmptyState,
  PageHeading,
  ProblemAlert,
  Sheet,
  StatusTag,
  TextField,
} from '@/shared/ui';
import '../i18n';
import './operations.css';

type Row = Schema<'ListPeopleRow'>;
type Role = Row['role'];
const ofOrganisations: readonly Role[] = [
  'supplier',
  'village-agent',
  'buyer',
  'buyer-approver',
  'buyer-finance',
  'operator',
  'finance',
  'finance-checker',
  'administrator',
];
const ofRegions: readonly Role[] = [
  'village-official',
  'town-official',
  'county-official',
  'city-official',
  'sector-official',
];

function Grant({ organisationId, onDone }: { organisationId?: string; onDone: () => void }) {
  const { t } = useTranslation('operations');
  const [form, setForm] = useState({
    userName: '',
    personName: '',
    password: '',
    role: '' as Role | '',
    regionCode: '',
    sector: '',
  });
  const grant = useIntent((body: Body<'/api/posts', 'post'>, key) => api.post('/api/posts', { body, key }), {
    refresh: [['people']],
    onSuccess: onDone,
  });
  const field = (name: keyof typeof form) => ({
    value: form[name],
    onChange: (value: string) => setForm((now) => ({ ...now, [name]: value })),
  });
  const roles = organisationId ? ofOrganisations : ofRegions;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!form.role) return;
        grant.mutate({
          userName: form.userName.trim(),
          role: form.role,
          personName: form.personName.trim() || null,
          password: form.password || null,
          organisationId: organisationId ?? null,
          regionCode: organisationId ? null : form.regionCode.trim(),
          sector: form.sector.trim() || null,
        });
      }}
    >
      <TextField label={t('people.userName')} autoComplete="off" {...field('userName')} />
      <ChoiceField
        label={t('people.role')}
        {...field('role')}
        choices={roles.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
      />
      {!organisationId && (
        <>
          <TextField label={t('people.region')} inputMode="numeric" {...field('regionCode')} />
          <TextField label={t('people.sector')} optional {...field('sector')} />
        </>
      )}
      <TextField label={t('people.name')} hint={t('people.newHint')} optional {...field('personName')} />
      <TextField
        label={t('people.password')}
        type="password"
        autoComplete="new-password"
        optional
        {...field('password')}
      />
      <ProblemAlert problem={grant.error} />
      <div>
        <button type="submit" className="button primary" disabled={grant.isPending || !form.role}>
          {t('people.grant')}
        </button>
      </div>
    </form>
  );
}

function PersonActs({ row }: { row: Row }) {
  const { t } = useTranslation('operations');
  const [asking, setAsking] = useState<'lock' | 'device' | 'withdraw'>();
  const [reason, setReason] = useState('');
  const act = useIntent(
    async (what: 'lock' | 'unlock' | 'device' | 'withdraw', key) => {
      const path = { personId: row.personId };
      if (what === 'lock')
        await api.post('/api/people/{personId}/lock', { path, body: { reason: reason.trim() }, key });
      else if (what === 'unlock') await api.delete('/api/people/{personId}/lock', { path, key });
      else if (what === 'device') await api.delete('/api/people/{personId}/second-factor', { path, key });
      else await api.delete('/api/posts/{postId}', { path: { postId: row.postId }, key });
    },
    { refresh: [['people']], onSuccess: () => setAsking(undefined) },
  );
  return (
    <div className="row">
      {row.isLocked ? (
        <button type="button" className="button" onClick={() => act.mutate('unlock')}>
          {t('people.unlock')}
        </button>
      ) : (
        <button type="button" className="button" onClick={() => setAsking('lock')}>
          {t('people.lock')}
        </button>
      )}
      <button type="button" className="button" onClick={() => setAsking('device')}>
        {t('people.device')}
      </button>
      <button type="button" className="button" onClick={() => setAsking('withdraw')}>
        {t('people.withdraw')}
      </button>
      <ConfirmAct
        act={t(`people.${asking ?? 'lock'}`)}
        open={asking !== undefined}
        onClose={() => setAsking(undefined)}
        onAct={() => asking && act.mutate(asking)}
        pending={act.isPending}
        problem={act.error}
        danger
        disabled={asking === 'lock' && !reason.trim()}
      >
        <p>{t(`people.what.${asking ?? 'lock'}`, { name: row.name })}</p>
        {asking === 'lock' && <TextField label={t('people.reason')} value={reason} onChange={setReason} />}
      </ConfirmAct>
    </div>
  );
}

/** 人员和岗位: who acts for whom; locks and second factors. */
export default function People() {
  const { t } = useTranslation('operations');
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped] = useState(search.get('q') ?? '');
  const [granting, setGranting] = useState<'here' | 'region'>();
  const q = search.get('q') ?? '';
  const chosen = search.get('organisation') ?? undefined;
  const organisations = useQuery({
    queryKey: ['organisations', q],
    queryFn: () => http.get<Page<{ id: string; name: string }>>(`/api/organisations${query({ q, size: 20 })}`),
  });
  const people = useQuery({
    queryKey: ['people', chosen],
    queryFn: () => http.get<Page<Row>>(`/api/organisations/${chosen}/people?size=100`),
    enabled: !!chosen,
  });
  return (
    <div className="stack">
      <PageHeading question={t('people.question')}>
        <button type="button" className="button" onClick={() => setGranting('region')}>
          {t('people.official')}
        </button>
      </PageHeading>
      <form
        className="card row"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          setSearch(typed.trim() ? { q: typed.trim() } : {});
        }}
      >
        <label className="small">
          {t('people.find')}
          <input className="input" type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </label>
        <button type="submit" className="button primary">
          {t('audit.act')}
        </button>
      </form>
      <div className="people-split">
        <Await of={organisations} height={300}>
          {(page) =>
            page.items.length === 0 ? (
              <EmptyState title={t('people.noOrganisation')} />
            ) : (
              <ul className="card stack-s">
                {page.items.map((one) => (
                  <li key={one.id}>
                    <button
                      type="button"
                      className="button link"
                      aria-pressed={one.id === chosen}
                      onClick={() => setSearch({ ...(q ? { q } : {}), organisation: one.id })}
                    >
                      {one.name}
                    </button>
                  </li>
                ))}
              </ul>
            )
          }
        </Await>
        {chosen && (
          <Await of={people} height={300}>
            {(page) => (
              <section className="card stack">
                <div className="row-between">
                  <h2>{organisations.data?.items.find((one) => one.id === chosen)?.name ?? t('people.members')}</h2>
                  <button type="button" className="button" onClick={() => setGranting('here')}>
                    {t('people.add')}
                  </button>
                </div>
                {page.items.length === 0 && <p className="muted">{t('people.none')}</p>}
                <table className="plain-table">
                  <tbody>
                    {page.items.map((row) => (
                      <tr key={row.postId}>
                        <td>
                          <strong>{row.name}</strong> <span className="muted small">{row.userName}</span>
                        </td>
                        <td>{t(`roles.${row.role}`)}</td>
                        <td className="nowrap">{date(row.grantedAt)}</td>
                        <td>{row.isLocked && <StatusTag family="problem">{t('people.locked')}</StatusTag>}</td>
                        <td>
                          <PersonActs row={row} />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </section>
            )}
          </Await>
        )}
      </div>
      <Sheet title={t('people.grant')} open={granting !== undefined} onClose={() => setGranting(undefined)}>
        <Grant
          {...(granting === 'here' && chosen ? { organisationId: chosen } : {})}
          onDone={() => setGranting(undefined)}
        />
      </Sheet>
    </div>
  );
}
