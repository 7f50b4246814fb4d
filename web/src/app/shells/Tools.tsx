import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { chooseLanguage } from '@/shared/i18n';
import { landing, useSession, useSignOut } from '@/shared/session';
import { useElder } from '@/shared/theme/elder';

/** The sign of the house: an orange over the river. */
export function Brand({ to = '/' }: { to?: string }) {
  const { t } = useTranslation();
  return (
    <Link to={to} className="brand">
      <svg className="brand-mark" viewBox="0 0 34 34" aria-hidden="true">
        <rect width="34" height="34" rx="8" fill="#FAF6EE" stroke="#0F5C55" strokeWidth="1.5" />
        <circle cx="17" cy="14" r="7.5" fill="#DF7833" />
        <path d="M17 6.5c1-2.5 3.5-3.5 6-3-.5 2.500-3 3.800-6 3Z" fill="#2F6B1F" />
        <path
          d="M4 23c4.300-3 8.700-3 13 0s8.700 3 13 0M4 28c4.300-3 8.700-3 13 0s8.700 3 13 0"
          fill="none"
          stroke="#0F5C55"
          strokeWidth="2.200"
          strokeLinecap="round"
        />
      </svg>
      {t('app.name')}
    </Link>
  );
}

/** Language, larger text, who is signed in, the way out. */
export function Tools({ short }: { short?: boolean }) {
  const { t, i18n } = useTranslation('app');
  const navigate = useNavigate();
  const session = useSession().data;
  const [elder, setElder] = useElder();
  const signOut = useSignOut(() => void navigate('/'));
  return (
    <div className="head-tools small">
      <button
        type="button"
        className="button link"
        aria-pressed={elder}
        title={t('elder.name')}
        onClick={() => setElder(!elder)}
      >
        {t(elder ? 'elder.off' : 'elder.on')}
      </button>
      <button
        type="button"
        className="button link"
        lang={i18n.language === 'en' ? 'zh-CN' : 'en'}
        onClick={() => chooseLanguage(i18n.language === 'en' ? 'zh-CN' : 'en')}
      >
        {t('language')}
      </button>
      {session?.signedIn ? (
        <>
          {short ? null : <Link to={landing(session)}>{session.person?.name}</Link>}
          <Link to="/account">{t('account')}</Link>
          <button type="button" className="button link" onClick={() => signOut.mutate(undefined)}>
            {t('signOut')}
          </button>
        </>
      ) : (
        <Link to="/sign-in" className="button">
          {t('signIn.act')}
        </Link>
      )}
    </div>
  );
}
