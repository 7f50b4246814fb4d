import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, Outlet, useLocation } from 'react-router';
import { startOutbox } from '@/shared/offline';
import { useSession } from '@/shared/session';
import { useElder } from '@/shared/theme/elder';
import { Skeleton } from '@/shared/ui';
import { useMenu } from '../menu';
import type { AppRoute } from '../routes/route';
import '../supplier/senders';
import { Brand } from './Tools';

/** A phone: one column, the four places at the bottom. What the phone keeps is sent while any of its pages is open. */
export function PhoneShell({ routes }: { routes: readonly AppRoute[] }) {
  const { t } = useTranslation('app');
  const menu = useMenu(routes);
  const [elder, setElder] = useElder();
  const { pathname } = useLocation();
  const account = useSession().data?.person?.id;
  useEffect(() => (account ? startOutbox(account) : undefined), [account]);
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [pathname]);
  return (
    <div className="phone">
      <a className="skip-link" href="#main">
        {t('skip')}
      </a>
      <header className="phone-head no-print">
        <Brand to="/supplier" />
        <div className="phone-tools">
          <button
            type="button"
            className="button link"
            aria-pressed={elder}
            title={t('elder.name')}
            onClick={() => setElder(!elder)}
          >
            {t(elder ? 'elder.off' : 'elder.on')}
          </button>
          <Link className="button link" to="/supplier/me">
            {t('menu.me')}
          </Link>
        </div>
      </header>
      <main id="main" className="phone-main">
        <Suspense fallback={<Skeleton height={500} />}>
          <Outlet />
        </Suspense>
      </main>
      <nav className="phone-tabs no-print" aria-label={t('audience.supplier')}>
        <ul>
          {menu.map((entry) => (
            <li key={entry.path}>
              <NavLink to={entry.path} end={entry.path === '/supplier'}>
                <svg
                  viewBox="0 0 24 24"
                  fill="none"
                  stroke="currentColor"
                  strokeWidth="1.8"
                  strokeLinecap="round"
                  strokeLinejoin="round"
                  aria-hidden="true"
                >
                  <path d={entry.icon} />
                </svg>
                {entry.label}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}
