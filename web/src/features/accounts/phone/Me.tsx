import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { api } from '@/api';
import { dateTime } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { chooseLanguage } from '@/shared/i18n';
import { has, sessionKey, signedOut, useSession, useSignOut } from '@/shared/session';
import { useElder } from '@/shared/theme/elder';
import { Await, ChipChoice, PageHeading, StatusTag } from '@/shared/ui';
import '../i18n';
import './accounts.css';

function Sessions() {
  const { t } = useTranslation('accounts');
  const navigate = useNavigate();
  const client = useQueryClient();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => api.get('/api/sessions') });
  const everywhere = useIntent((_: undefined, key) => api.delete('/api/sessions', { key }), {
    onSuccess: () => {
      client.clear();
      client.setQueryData(sessionKey, signedOut);
      void navigate('/sign-in');
    },
  });
  return (
    <section className="card stack-s">
      <h2>{t('me.sessions')}</h2>
      <Await of={sessions} height={80}>
        {(page) => (
          <ul className="lines">
            {page.items.map((row) => (
              <li key={row.id} className="row-between">
                <span>
                  {t('me.signedInAt', { at: dateTime(row.signedInAt) })}
                  <br />
                  <span className="muted small">{t('me.usedAt', { at: dateTime(row.lastUsedAt) })}</span>
                </span>
                {row.isThis && <StatusTag family="done">{t('me.here')}</StatusTag>}
              </li>
            ))}
          </ul>
        )}
      </Await>
      <button
        type="button"
        className="button block"
        disabled={everywhere.isPending}
        onClick={() => everywhere.mutate(undefined)}
      >
        {t('me.everywhere')}
      </button>
    </section>
  );
}

/** 我的: who I am, for whom I act, how the pages look, and the way out. */
export default function Me() {
  const { t, i18n } = useTranslation('accounts');
  const navigate = useNavigate();
  const session = useSession().data;
  const [elder, setElder] = useElder();
  const signOut = useSignOut(() => void navigate('/'));
  const speak = (language: string) => {
    chooseLanguage(language);
    void api.put('/api/session/language', { body: { language } }).catch(() => undefined);
  };
  return (
    <div className="stack">
      <PageHeading question={t('me.question')} lead={session?.person?.name} />
      <section className="card stack-s">
        <h2>{t('me.posts')}</h2>
        <ul className="lines">
          {session?.posts.map((post) => (
            <li key={`${post.role}${post.organisationId}${post.regionCode}`}>
              <strong>{post.organisationName ?? post.regionName}</strong>
              <br />
              <span className="muted">
                {t(`me.roles.${post.role}`, { defaultValue: post.role })}
                {post.organisationName && post.regionName ? ` · ${post.regionName}` : ''}
              </span>
            </li>
          ))}
        </ul>
        {has(session, ['supplier']) && (
          <div className="row">
            <Link className="button" to="/supplier/admission">
              {t('me.admission')}
            </Link>
            <Link className="button" to="/supplier/money/account">
              {t('me.account')}
            </Link>
            <Link className="button" to="/supplier/freight">
              {t('me.freight')}
            </Link>
          </div>
        )}
        {has(session, ['village-agent']) && (
          <Link className="button" to="/supplier/households">
            {t('me.households')}
          </Link>
        )}
      </section>
      <section className="card stack">
        <ChipChoice
          label={t('me.text')}
          value={elder ? 'elder' : 'plain'}
          onChange={(value) => setElder(value === 'elder')}
          choices={[
            { value: 'plain', label: t('me.plain') },
            { value: 'elder', label: t('me.elder') },
          ]}
        />
        <ChipChoice
          label={t('me.language')}
          value={i18n.language === 'en' ? 'en' : 'zh-CN'}
          onChange={speak}
          choices={[
            { value: 'zh-CN', label: t('me.chinese') },
            { value: 'en', label: 'English' },
          ]}
        />
      </section>
      <Sessions />
      <Link className="button block" to="/account">
        {t('me.access')}
      </Link>
      <button
        type="button"
        className="button danger block"
        disabled={signOut.isPending}
        onClick={() => signOut.mutate(undefined)}
      >
        {t('me.signOut')}
      </button>
    </div>
  );
}
