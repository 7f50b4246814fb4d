import type { ComponentType } from 'react';
import { lazy } from 'react';
import { Outlet } from 'react-router';
import type { Audience } from '@/shared/session';
import { PhoneShell } from '../shells/PhoneShell';
import { PublicShell } from '../shells/PublicShell';
import { buyerRoutes } from './buyer';
import { officialRoutes, wallRoutes } from './official';
import { operatorRoutes } from './operator';
import { publicRoutes } from './public';
import type { AppRoute } from './route';
import { supplierRoutes } from './supplier';

// Desks bring antd; nobody else loads it.
const DeskShell = lazy(async () => ({ default: (await import('../shells/DeskShell')).DeskShell }));

interface AudienceRoutes {
  audience: Audience | 'wall';
  shell: ComponentType;
  routes: readonly AppRoute[];
}

export const audiences: readonly AudienceRoutes[] = [
  { audience: 'public', shell: PublicShell, routes: publicRoutes },
  { audience: 'supplier', shell: () => <PhoneShell routes={supplierRoutes} />, routes: supplierRoutes },
  { audience: 'buyer', shell: () => <DeskShell audience="buyer" routes={buyerRoutes} />, routes: buyerRoutes },
  {
    audience: 'official',
    shell: () => <DeskShell audience="official" routes={officialRoutes} />,
    routes: officialRoutes,
  },
  { audience: 'wall', shell: Outlet, routes: wallRoutes },
  {
    audience: 'operator',
    shell: () => <DeskShell audience="operator" routes={operatorRoutes} />,
    routes: operatorRoutes,
  },
];
