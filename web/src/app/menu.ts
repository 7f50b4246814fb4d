import { useTranslation } from 'react-i18next';
import { has, useSession } from '@/shared/session';
import type { AppRoute } from './routes/route';

export interface MenuEntry {
  path: string;
  label: string;
  icon?: string;
}

/** The entries of an audience's menu that the signed-in person may open. */
export function useMenu(routes: readonly AppRoute[]): MenuEntry[] {
  const { t } = useTranslation('app');
  const session = useSession().data;
  return routes
    .filter((route) => route.menu && has(session, route.roles))
    .map((route) => ({ path: route.path, label: t(`menu.${route.menu}`), icon: route.icon }));
}
