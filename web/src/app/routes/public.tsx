import { rolesOf, type Role } from '@/shared/session';
import { screen, type AppRoute } from './route';

/** Whoever is signed in. */
const everyone: readonly Role[] = [...rolesOf.supplier, ...rolesOf.buyer, ...rolesOf.official, ...rolesOf.operator];

export const publicRoutes: readonly AppRoute[] = [
  { path: '/', screen: screen(() => import('@/features/catalog/public/Home')), roles: [], menu: 'home' },
  { path: '/search', screen: screen(() => import('@/features/catalog/public/SearchPage')), roles: [], menu: 'search' },
  { path: '/halls', screen: screen(() => import('@/features/catalog/public/Halls')), roles: [], menu: 'halls' },
  { path: '/halls/:countyCode', screen: screen(() => import('@/features/catalog/public/HallPage')), roles: [] },
  { path: '/coverage', screen: screen(() => import('@/features/programme/coverage/PublicCoverage')), roles: [] },
  { path: '/suppliers', screen: screen(() => import('@/features/catalog/suppliers/public/Suppliers')), roles: [] },
  {
    path: '/suppliers/:supplierId',
    screen: screen(() => import('@/features/catalog/suppliers/public/SupplierPage')),
    roles: [],
  },
  { path: '/campaigns/:campaignId', screen: screen(() => import('@/features/catalog/public/CampaignPage')), roles: [] },
  { path: '/zones/:zoneId', screen: screen(() => import('@/features/catalog/public/ZonePage')), roles: [] },
  {
    path: '/objections/:recognitionId',
    screen: screen(() => import('@/features/catalog/public/ObjectionPage')),
    roles: everyone,
  },
  { path: '/products/:productId', screen: screen(() => import('@/features/catalog/public/ProductPage')), roles: [] },
  { path: '/join', screen: screen(() => import('@/features/accounts/public/Register')), roles: [] },
  {
    path: '/forgotten-password',
    screen: screen(() => import('@/features/accounts/public/ForgottenPassword')),
    roles: [],
  },
  { path: '/account', screen: screen(() => import('@/features/accounts/public/Account')), roles: everyone },
  { path: '/my-money', screen: screen(() => import('@/features/settlement/phone/MyMoney')), roles: [] },
  { path: '/new-password', screen: screen(() => import('@/features/accounts/public/NewPassword')), roles: [] },
];
