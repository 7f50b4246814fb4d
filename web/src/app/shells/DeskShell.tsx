import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet } from 'react-router';
import { DeskTheme } from '@/shared/desk';
import { rolesOf, usePosts, type Audience } from '@/shared/session';
import { Skeleton } from '@/shared/ui';
import { useMenu } from '../menu';
import type { AppRoute } from '../routes/route';
import { Brand, Tools } from './Tools';

/** A desk: the audience's menu at the side, who acts for whom above. */
export function DeskShell({ audience, routes }: { audience: Audience; routes: readonly AppRoute[] }) {
  const { t } = useTranslation('app');
  const menu = useMenu(routes);
  const post = usePosts().find((one) => rolesOf[audience].includes(one.role));
  return (
    <DeskTheme>
      <a className="skip-link" href="#main">
        {t('skip')}
      </a>
      <div className="desk">
        <aside className="desk-side no-print">
          <Brand />
          <nav aria-label={t(`audience.${audience}`)}>
            {menu.map((entry) => (
              <NavLink key={entry.path} to={entry.path} end={entry.path.split('/').length === 2}>
                {entry.label}
              </NavLink>
            ))}
          </nav>
        </aside>
        <div>
          <div className="desk-bar no-print">
            <span className="where small">
              <strong>{post?.organisationName ?? post?.regionName ?? t(`audience.${audience}`)}</strong>
            </span>
            <Tools />
          </div>
          <main id="main" className="desk-main">
            <Suspense fallback={<Skeleton height={500} />}>
              <Outlet />
            </Suspense>
          </main>
        </div>
      </div>
    </DeskTheme>
  );
}
