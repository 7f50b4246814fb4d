import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { http } from '@/shared/http';
import { landing, useSignIn, type Audience } from '@/shared/session';
import { PageHeading, ProblemAlert, TextField } from '@/shared/ui';

interface DemonstrationAccount {
  userName: string;
  password: string;
  name: string;
  roleZh: string;
  roleEn: string;
  audience: Audience;
}

const order: readonly Audience[] = ['supplier', 'buyer', 'official', 'operator'];

/** Only a place inside this application may be returned to. */
export const safeReturn = (target: string | null): string | undefined =>
  target && /^\/(?![/\\])/.test(target) && !target.startsWith('/sign-in') ? target : undefined;

export function SignIn() {
  const { t, i18n } = useTranslation('app');
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const target = safeReturn(search.get('return'));
  const [form, setForm] = useState({ userName: '', password: '', code: '' });
  const accounts = useQuery({
    queryKey: ['demonstration'],
    queryFn: () => http.get<DemonstrationAccount[]>('/api/demonstration'),
    staleTime: Infinity,
  });
  const signIn = useSignIn((session) => void navigate(target ?? landing(session), { replace: true }));
  const needsCode = signIn.error?.code === 'code-needed' || form.code !== '';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ userName: form.userName, password: form.password, ...(form.code ? { code: form.code } : {}) });
  };

  return (
    <div className="sign-in">
      <form className="card stack" onSubmit={submit}>
        <PageHeading question={t('signIn.question')} />
        {target && !signIn.error && <p className="alert note small">{t('signIn.returned')}</p>}
        <ProblemAlert problem={signIn.error} />
        <TextField
          label={t('signIn.userName')}
          name="userName"
          autoComplete="username"
          value={form.userName}
          onChange={(userName) => setForm({ ...form, userName })}
        />
        <TextField
          label={t('signIn.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          value={form.password}
          onChange={(password) => setForm({ ...form, password })}
        />
        {needsCode && (
          <TextField
            label={t('signIn.code')}
            hint={t('signIn.codeHint')}
            inputMode="numeric"
            autoComplete="one-time-code"
            value={form.code}
            onChange={(code) => setForm({ ...form, code })}
          />
        )}
        <button
          type="submit"
          className="button primary block"
          disabled={signIn.isPending || !form.userName || !form.password}
        >
          {t('signIn.act')}
        </button>
        <p>
          <Link to="/forgotten-password">{t('signIn.forgotten')}</Link>
        </p>
        <p>
          {t('signIn.new')} <Link to="/join">{t('signIn.register')}</Link>
        </p>
      </form>
      {accounts.data && accounts.data.length > 0 && (
        <section className="stack-s">
          <h2>{t('signIn.demonstration')}</h2>
          <p className="muted small">{t('signIn.demonstrationHint')}</p>
          {order.map((audience) => (
            <div key={audience} className="stack-s">
              <h3 className="muted">{t(`audience.${audience}`)}</h3>
              <div className="row demonstration">
                {accounts.data
                  .filter((account) => account.audience === audience)
                  .map((account) => (
                    <button
                      key={account.userName}
                      type="button"
                      className="chip"
                      aria-pressed={form.userName === account.userName}
                      onClick={() => setForm({ userName: account.userName, password: account.password, code: '' })}
                    >
                      {i18n.language === 'en' ? account.roleEn : account.roleZh}
                    </button>
                  ))}
              </div>
            </div>
          ))}
        </section>
      )}
    </div>
  );
}
