import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { landing, useSession, useSignInAgain } from '@/shared/session';
import { ProblemAlert, Sheet, TextField } from '@/shared/ui';

/** Over the page whose session ended: signing in again leaves everything that was typed where it is. */
export function SignInAgain() {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const session = useSession().data;
  const blank = { userName: '', password: '', code: '' };
  const [form, setForm] = useState(blank);
  const [later, setLater] = useState<number>();
  const signIn = useSignInAgain((other) => void navigate(landing(other), { replace: true }));
  const open = !!session?.expired && session.expired !== later && pathname !== '/sign-in';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { userName, password, code } = form;
    signIn.mutate({ userName, password, ...(code ? { code } : {}) }, { onSuccess: () => setForm(blank) });
  };
  const field = (name: keyof typeof blank) => ({
    value: form[name],
    onChange: (value: string) => setForm((now) => ({ ...now, [name]: value })),
  });
  return (
    <Sheet title={t('signIn.again')} open={open} onClose={() => setLater(session?.expired)}>
      <form className="stack" onSubmit={submit}>
        <p>{t('signIn.kept', { name: session?.person?.name ?? '' })}</p>
        <ProblemAlert problem={signIn.error} />
        <TextField label={t('signIn.userName')} autoComplete="username" {...field('userName')} />
        <TextField
          label={t('signIn.password')}
          type="password"
          autoComplete="current-password"
          {...field('password')}
        />
        {(signIn.error?.code === 'code-needed' || form.code !== '') && (
          <TextField
            label={t('signIn.code')}
            hint={t('signIn.codeHint')}
            inputMode="numeric"
            autoComplete="one-time-code"
            {...field('code')}
          />
        )}
        <button
          type="submit"
          className="button primary"
          disabled={signIn.isPending || !form.userName || !form.password}
        >
          {t('signIn.act')}
        </button>
      </form>
    </Sheet>
  );
}
