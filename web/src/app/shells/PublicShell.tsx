import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet } from 'react-router';
import { audienceOf, landing, useSession } from '@/shared/session';
import { Skeleton } from '@/shared/ui';
import { useMenu } from '../menu';
import { publicRoutes } from '../routes/public';
import { Brand, Tools } from './Tools';

export function PublicShell() {
  const { t } = useTranslation('app');
  const menu = useMenu(publicRoutes);
  const session = useSession().data;
  const audience = audienceOf(session);
  return (
    <>
      <a className="skip-link" href="#main">
        {t('skip')}
      </a>
      <header className="public-head no-print">
        <Brand />
        <nav className="head-nav">
          {menu.map((entry) => (
            <NavLink key={entry.path} to={entry.path} end>
              {entry.label}
            </NavLink>
          ))}
          <a href="/recognitions">{t('menu.register')}</a>
          <NavLink to="/suppliers">{t('menu.suppliers')}</NavLink>
          <NavLink to="/coverage">{t('menu.coverage')}</NavLink>
          {audience === 'buyer' && <NavLink to="/buyer/cart">{t('menu.cart')}</NavLink>}
          {audience !== 'public' && <NavLink to={landing(session)}>{t('menu.buyerDesk')}</NavLink>}
        </nav>
        <Tools />
      </header>
      <main id="main" className="public-main">
        <Suspense fallback={<Skeleton height={500} />}>
          <Outlet />
        </Suspense>
      </main>
      <footer className="public-foot">{t('footer')}</footer>
    </>
  );
}
