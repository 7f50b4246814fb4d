import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { api } from '@/api';
import { useIntent } from '@/shared/http';
import { landing, sessionKey, signedOut, useSession } from '@/shared/session';
import { ErrorSummary, faultOf, PageHeading, ProblemAlert, TextField, type Fault } from '@/shared/ui';
import '../i18n';
import { isPhone, passwordFaults } from './new-password';
import { PasswordFields } from './PasswordFields';
import './register.css';

/** 联系电话: where links and warnings go; a change is told to the number that was there before. */
function Phone() {
  const { t, i18n } = useTranslation('accounts');
  const [phone, setPhone] = useState('');
  const [tried, setTried] = useState(false);
  const kept = useSession().data?.person?.phoneMasked;
  const change = useIntent((typed: string) => api.put('/api/contact', { body: { phone: typed } }), {
    refresh: [[...sessionKey]],
    onSuccess: () => {
      setPhone('');
      setTried(false);
    },
  });
  const refused = change.error?.errors.find((error) => error.field === 'phone');
  return (
    <form
      className="card stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (isPhone(phone)) change.mutate(phone.trim());
      }}
    >
      <h2>{t('account.phone')}</h2>
      <p className="muted">{t('account.phoneWhat')}</p>
      <p>{kept ? t('account.phoneNow', { phone: kept }) : t('account.phoneNone')}</p>
      {change.isSuccess && (
        <p className="alert note" role="status">
          {t('account.phoneDone', { phone: change.data.phoneMasked })}
        </p>
      )}
      {!refused && <ProblemAlert problem={change.error} />}
      <TextField
        label={t('account.newPhone')}
        name="phone"
        inputMode="tel"
        autoComplete="tel"
        value={phone}
        onChange={setPhone}
        error={
          tried && !isPhone(phone)
            ? t('account.wrong.phone')
            : refused && (i18n.language === 'en' ? refused.en : refused.zh)
        }
      />
      <button type="submit" className="button primary" disabled={change.isPending}>
        {t('account.phoneAct')}
      </button>
    </form>
  );
}

/** 换密码: the present one first; every device, this one too, signs in again. */
function Password() {
  const { t } = useTranslation('accounts');
  const navigate = useNavigate();
  const client = useQueryClient();
  const [form, setForm] = useState({ current: '', password: '', repeated: '' });
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [attempt, setAttempt] = useState(0);
  const change = useIntent(
    (body: { current: string; new: string }) => api.put('/api/password', { body }),
    {
      onSuccess: () => {
        client.clear();
        client.setQueryData(sessionKey, signedOut);
        void navigate('/sign-in');
      },
    },
  );
  const set = (part: Partial<typeof form>) => setForm((now) => ({ ...now, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = passwordFaults(form).map((field) => ({ field, message: t(`register.wrong.${field}`) }));
    const all = form.current ? wrong : [{ field: 'current', message: t('account.wrong.current') }, ...wrong];
    setFaults(all);
    setAttempt((count) => count + 1);
    if (all.length === 0) change.mutate({ current: form.current, new: form.password });
  };
  return (
    <form className="card stack" noValidate onSubmit={submit}>
      <h2>{t('account.password')}</h2>
      <p className="muted">{t('account.passwordWhat')}</p>
      <ErrorSummary faults={faults} attempt={attempt} />
      <ProblemAlert problem={change.error} />
      <TextField
        label={t('account.current')}
        name="current"
        type="password"
        autoComplete="current-password"
        value={form.current}
        onChange={(current) => set({ current })}
        error={faultOf(faults, 'current')}
      />
      <PasswordFields label={t('newPassword.password')} form={form} set={set} faults={faults} />
      <button type="submit" className="button primary" disabled={change.isPending}>
        {t('account.passwordAct')}
      </button>
    </form>
  );
}

/** 账号: the telephone number one is reached at and the password, for everybody who is signed in. */
export default function Account() {
  const { t } = useTranslation('accounts');
  const session = useSession().data;
  return (
    <div className="stack register">
      <Link className="button link back" to={landing(session)}>
        ‹ {t('account.back')}
      </Link>
      <PageHeading question={t('account.question')} lead={session?.person?.name} />
      <Phone />
      <Password />
    </div>
  );
}
