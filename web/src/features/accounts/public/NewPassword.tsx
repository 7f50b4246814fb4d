import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api';
import { useIntent } from '@/shared/http';
import { ErrorSummary, PageHeading, ProblemAlert, type Fault } from '@/shared/ui';
import '../i18n';
import { passwordFaults, type ChosenPassword } from './new-password';
import { PasswordFields } from './PasswordFields';
import './register.css';

/**
 * 设置新密码: opened by the link that was sent. Its token stands behind the #, which no server sees, and is taken out of the
 * address at once, so that neither the history nor a shared screen keeps it.
 */
export default function NewPassword() {
  const { t } = useTranslation('accounts');
  const [token] = useState(() => window.location.hash.slice(1));
  const [form, setForm] = useState<ChosenPassword>({ password: '', repeated: '' });
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [attempt, setAttempt] = useState(0);
  const choose = useIntent((password: string) => api.post('/api/password', { body: { token, password } }));
  useEffect(() => {
    if (window.location.hash) window.history.replaceState(window.history.state, '', window.location.pathname);
  }, []);
  const set = (change: Partial<ChosenPassword>) => setForm({ ...form, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = passwordFaults(form).map((field) => ({ field, message: t(`register.wrong.${field}`) }));
    setFaults(wrong);
    setAttempt((count) => count + 1);
    if (wrong.length === 0) choose.mutate(form.password);
  };
  const refused = choose.error?.errors.find((error) => error.field === 'password')?.message;
  const linkIsOver = choose.error?.code === 'password-link-over';
  if (choose.isSuccess)
    return (
      <div className="stack register">
        <PageHeading question={t('newPassword.done')} lead={t('newPassword.doneLead')} />
        <Link className="button primary block" to="/sign-in">
          {t('register.signIn')}
        </Link>
      </div>
    );
  if (!token || linkIsOver)
    return (
      <div className="stack register">
        <PageHeading question={t('newPassword.over')} lead={t('newPassword.overLead')} />
        <Link className="button primary block" to="/forgotten-password">
          {t('forgotten.act')}
        </Link>
      </div>
    );
  return (
    <form className="stack register" onSubmit={submit} noValidate>
      <PageHeading question={t('newPassword.question')} lead={t('newPassword.lead')} />
      <section className="card stack">
        <ErrorSummary faults={faults} attempt={attempt} />
        <ProblemAlert problem={choose.error} />
        <PasswordFields label={t('newPassword.password')} form={form} set={set} faults={faults} refused={refused} />
        <button type="submit" className="button primary block" disabled={choose.isPending}>
          {t('newPassword.act')}
        </button>
      </section>
    </form>
  );
}
