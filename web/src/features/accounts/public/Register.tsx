import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api';
import { useIntent } from '@/shared/http';
import { landing, useSignIn, type Session } from '@/shared/session';
import {
  ChipChoice,
  ErrorSummary,
  faultOf,
  PageHeading,
  ProblemAlert,
  RegionPicker,
  stillWrong,
  TextField,
  Timeline,
  type Fault,
} from '@/shared/ui';
import '../i18n';
import { PasswordFields } from './PasswordFields';
import './register.css';
import { blankRegistration, buyers, faultsOf, requestOf, sellers, type Registration } from './registration';

/** What happens now, whose move it is, and the first thing to do. */
function Next({ form, session }: { form: Registration; session?: Session }) {
  const { t } = useTranslation('accounts');
  const side = form.side === 'sell' ? 'sell' : 'buy';
  const first = side === 'sell' ? '/supplier/admission' : '/buyer';
  const to = session?.signedIn ? (side === 'sell' ? first : landing(session)) : `/sign-in?return=${first}`;
  return (
    <div className="stack register">
      <PageHeading question={t('registered.question')} lead={t('registered.lead', { name: form.name.trim() })} />
      <section className="card stack">
        <h2>{t('registered.next')}</h2>
        <Timeline
          steps={[1, 2, 3].map((step) => ({
            key: String(step),
            state: step === 1 ? 'now' : 'next',
            title: t(`registered.${side}.step${step}`),
            detail: t(`registered.${side}.detail${step}`),
          }))}
        />
        <p className="muted">{t('registered.keep', { userName: form.userName.trim() })}</p>
        <Link className="button primary block" to={to}>
          {t(session?.signedIn ? `registered.${side}.act` : 'registered.signIn')}
        </Link>
      </section>
    </div>
  );
}

function Who({ form, set, faults }: PartProps) {
  const { t } = useTranslation('accounts');
  const kinds = form.side === 'buy' ? buyers : sellers;
  return (
    <section className="card stack">
      <ChipChoice
        label={t('register.side')}
        value={form.side}
        onChange={(side) => set({ side: side as Registration['side'], kind: '' })}
        choices={(['sell', 'buy'] as const).map((side) => ({ value: side, label: t(`register.sides.${side}`) }))}
      />
      {form.side && (
        <div id="kind" tabIndex={-1} className="field">
          {faultOf(faults, 'kind') && <span className="field-error">{faultOf(faults, 'kind')}</span>}
          <ChipChoice
            label={t('register.kind')}
            value={form.kind}
            onChange={(kind) => set({ kind: kind as Registration['kind'] })}
            choices={kinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
          />
          {form.kind && <p className="muted small">{t(`kindHints.${form.kind}`, { defaultValue: '' })}</p>}
        </div>
      )}
    </section>
  );
}

interface PartProps {
  form: Registration;
  set: (change: Partial<Registration>) => void;
  faults: readonly Fault[];
}

function Body({ form, set, faults }: PartProps) {
  const { t } = useTranslation('accounts');
  return (
    <section className="card stack">
      <h2>{t('register.organisation')}</h2>
      <TextField
        label={t('register.name')}
        name="name"
        autoComplete="organization"
        hint={t('register.nameHint')}
        value={form.name}
        onChange={(name) => set({ name })}
        error={faultOf(faults, 'name')}
      />
      <TextField
        label={t('register.creditCode')}
        name="creditCode"
        optional
        hint={t('register.creditCodeHint')}
        value={form.creditCode}
        onChange={(creditCode) => set({ creditCode })}
        error={faultOf(faults, 'creditCode')}
      />
      <RegionPicker
        label={t('register.region')}
        name="regionCode"
        hint={t(form.side === 'sell' ? 'register.regionHintSell' : 'register.regionHint')}
        value={form.regionCode}
        onChange={(regionCode) => set({ regionCode })}
        error={faultOf(faults, 'regionCode')}
      />
    </section>
  );
}

function Person({ form, set, faults }: PartProps) {
  const { t } = useTranslation('accounts');
  return (
    <section className="card stack">
      <h2>{t('register.person')}</h2>
      <TextField
        label={t('register.personName')}
        name="personName"
        autoComplete="name"
        value={form.personName}
        onChange={(personName) => set({ personName })}
        error={faultOf(faults, 'personName')}
      />
      <TextField
        label={t('register.userName')}
        name="userName"
        autoComplete="username"
        hint={t('register.userNameHint')}
        value={form.userName}
        onChange={(userName) => set({ userName })}
        error={faultOf(faults, 'userName')}
      />
      <PasswordFields label={t('register.password')} form={form} set={set} faults={faults} />
    </section>
  );
}

/** 注册: an organisation enters with its first person, signs in at once and learns what comes next. */
export default function Register() {
  const { t } = useTranslation('accounts');
  const [form, setForm] = useState(blankRegistration);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [session, setSession] = useState<Session>();
  const signIn = useSignIn(setSession);
  const register = useIntent(
    (body: ReturnType<typeof requestOf>, key) => api.post('/api/organisations', { body, key }),
    { onSuccess: () => signIn.mutate({ userName: form.userName.trim(), password: form.password }) },
  );
  const set = (change: Partial<Registration>) => setForm((now) => ({ ...now, ...change }));
  if (register.isSuccess && !signIn.isPending) return <Next form={form} session={session} />;
  const submit = () => {
    const found = faultsOf(form, t);
    setFaults(found);
    setAttempt((count) => count + 1);
    if (found.length === 0) register.mutate(requestOf(form));
  };
  const shown = stillWrong(faults, faultsOf(form, t));
  const parts = { form, set, faults: shown };
  return (
    <form
      className="stack register"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <PageHeading question={t('register.question')} lead={t('register.lead')} />
      <ErrorSummary faults={shown} attempt={attempt} />
      <ProblemAlert problem={register.error} />
      <Who {...parts} />
      {form.side && (
        <>
          <Body {...parts} />
          <Person {...parts} />
          <button type="submit" className="button primary block" disabled={register.isPending || signIn.isPending}>
            {t('register.act')}
          </button>
        </>
      )}
      <p>
        {t('register.known')} <Link to="/sign-in">{t('register.signIn')}</Link>
      </p>
    </form>
  );
}
