import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet } from 'react-router';
import { Skeleton } from '@/shared/ui';
import { useMenu } from '../menu';
import type { AppRoute } from '../routes/route';
import { Brand, Tools } from './Tools';

/** A phone: one column, the four places at the bottom. */
export function PhoneShell({ routes }: { routes: readonly AppRoute[] }) {
  const { t } = useTranslation('app');
  const menu = useMenu(routes);
  return (
    <div className="phone">
      <a className="skip-link" href="#main">
        {t('skip')}
      </a>
      <header className="phone-head no-print">
        <Brand to="/supplier" />
        <Tools short />
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
