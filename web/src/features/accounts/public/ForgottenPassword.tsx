import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api';
import { useIntent } from '@/shared/http';
import { PageHeading, ProblemAlert, TextField } from '@/shared/ui';
import '../i18n';
import './register.css';

/** 忘记密码: asks for a link. What is said is the same whether or not anybody has the name. */
export default function ForgottenPassword() {
  const { t } = useTranslation('accounts');
  const [userName, setUserName] = useState('');
  const ask = useIntent((name: string) => api.post('/api/password-links', { body: { userName: name } }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate(userName.trim());
  };
  if (ask.data)
    return (
      <div className="stack register">
        <PageHeading
          question={t('forgotten.sent')}
          lead={t('forgotten.sentLead', { minutes: ask.data.minutesGood, name: userName.trim() })}
        />
        <section className="card stack">
          <p>{t('forgotten.nothingCame')}</p>
          <div className="row">
            <button type="button" className="button" onClick={() => ask.reset()}>
              {t('forgotten.again')}
            </button>
            <Link to="/sign-in">{t('register.signIn')}</Link>
          </div>
        </section>
      </div>
    );
  return (
    <form className="stack register" onSubmit={submit}>
      <PageHeading question={t('forgotten.question')} lead={t('forgotten.lead')} />
      <section className="card stack">
        <ProblemAlert problem={ask.error} />
        <TextField
          label={t('register.userName')}
          name="userName"
          autoComplete="username"
          value={userName}
          onChange={setUserName}
        />
        <button type="submit" className="button primary block" disabled={ask.isPending || !userName.trim()}>
          {t('forgotten.act')}
        </button>
        <p>
          <Link to="/sign-in">{t('forgotten.back')}</Link>
        </p>
      </section>
    </form>
  );
}
