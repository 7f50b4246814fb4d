import { screen, type AppRoute } from './route';

export const publicRoutes: readonly AppRoute[] = [
  { path: '/', screen: screen(() => import('@/features/catalog/public/Home')), roles: [], menu: 'home' },
  { path: '/search', screen: screen(() => import('@/features/catalog/public/SearchPage')), roles: [], menu: 'search' },
  { path: '/products/:productId', screen: screen(() => import('@/features/catalog/public/ProductPage')), roles: [] },
  { path: '/join', screen: screen(() => import('@/features/accounts/public/Register')), roles: [] },
];
