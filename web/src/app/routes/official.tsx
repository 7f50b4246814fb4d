import type { Role } from '@/shared/session';
import { rolesOf } from '@/shared/session';
import { screen, type AppRoute } from './route';

const watching: readonly Role[] = ['county-official', 'city-official', 'sector-official'];
const entering: readonly Role[] = ['village-official', 'town-official', 'county-official'];

export const officialRoutes: readonly AppRoute[] = [
  {
    path: '/official',
    screen: screen(() => import('@/features/programme/desk/Dashboard')),
    roles: watching,
    menu: 'dashboard',
  },
  {
    path: '/official/sales',
    screen: screen(() => import('@/features/programme/desk/SalesPage')),
    roles: watching,
    menu: 'sales',
  },
  {
    path: '/official/sales/:saleId',
    screen: screen(() => import('@/features/programme/desk/SalePage')),
    roles: watching,
  },
  {
    path: '/official/recognition',
    screen: screen(() => import('@/features/catalog/desk/RecognitionDesk')),
    roles: ['town-official', 'county-official', 'city-official', 'sector-official'],
    menu: 'recognition',
  },
  {
    path: '/official/recognition/rules',
    screen: screen(() => import('@/features/catalog/desk/RecognitionRules')),
    roles: ['town-official', 'county-official', 'city-official', 'sector-official'],
  },
  {
    path: '/official/admission',
    screen: screen(() => import('@/features/catalog/desk/AdmissionDesk')),
    roles: ['county-official', 'city-official'],
    menu: 'admission',
  },
  {
    path: '/official/linkages',
    screen: screen(() => import('@/features/accounts/linkages/LinkagesDesk')),
    roles: ['town-official', 'county-official'],
    menu: 'linkages',
  },
  {
    path: '/official/papers',
    screen: screen(() => import('@/features/catalog/suppliers/desk/Papers')),
    roles: ['county-official', 'city-official'],
    menu: 'papers',
  },
  {
    path: '/official/lots',
    screen: screen(() => import('@/features/catalog/desk/LotsDesk')),
    roles: ['town-official', 'county-official', 'city-official'],
    menu: 'lots',
  },
  {
    path: '/official/hall',
    screen: screen(() => import('@/features/catalog/desk/HallDesk')),
    roles: ['county-official'],
    menu: 'hallDesk',
  },
  {
    path: '/official/campaigns',
    screen: screen(() => import('@/features/catalog/desk/CampaignsDesk')),
    roles: ['city-official'],
    menu: 'campaigns',
  },
  {
    path: '/official/campaigns/:campaignId',
    screen: screen(() => import('@/features/catalog/desk/CampaignDesk')),
    roles: ['city-official'],
  },
  {
    path: '/official/zones',
    screen: screen(() => import('@/features/catalog/desk/ZonesDesk')),
    roles: ['city-official'],
    menu: 'zones',
  },
  {
    path: '/official/claims',
    screen: screen(() => import('@/features/programme/desk/ClaimsDesk')),
    roles: rolesOf.official,
    menu: 'claims',
  },
  {
    path: '/official/bulletins',
    screen: screen(() => import('@/features/programme/desk/Bulletins')),
    roles: watching,
    menu: 'bulletins',
  },
  {
    path: '/official/bulletins/:bulletinId',
    screen: screen(() => import('@/features/programme/desk/BulletinPage')),
    roles: watching,
  },
  {
    path: '/official/targets',
    screen: screen(() => import('@/features/programme/desk/Targets')),
    roles: watching,
    menu: 'targets',
  },
  {
    path: '/official/coverage',
    screen: screen(() => import('@/features/programme/coverage/CoverageDesk')),
    roles: watching,
    menu: 'coverage',
  },
  {
    path: '/official/coverage/import',
    screen: screen(() => import('@/features/programme/coverage/ImportCoverage')),
    roles: ['county-official', 'city-official'],
  },
  {
    path: '/official/unsold',
    screen: screen(() => import('@/features/programme/desk/UnsoldDesk')),
    roles: rolesOf.official,
    menu: 'unsoldDesk',
  },
  {
    path: '/official/prices',
    screen: screen(() => import('@/features/catalog/origin/desk/PriceNotices')),
    roles: ['county-official', 'city-official'],
    menu: 'highPrices',
  },
  {
    path: '/official/prices/:noticeId',
    screen: screen(() => import('@/features/catalog/origin/desk/PriceNoticePage')),
    roles: ['county-official', 'city-official'],
  },
  {
    path: '/official/yields',
    screen: screen(() => import('@/features/catalog/origin/desk/YieldDesk')),
    roles: ['town-official', 'county-official', 'city-official'],
    menu: 'yields',
  },
  {
    path: '/official/yields/:breachId',
    screen: screen(() => import('@/features/catalog/origin/desk/YieldBreachPage')),
    roles: ['county-official', 'city-official'],
  },
  {
    path: '/official/reference-prices',
    screen: screen(() => import('@/features/catalog/origin/desk/ReferencePrices')),
    roles: ['county-official', 'city-official'],
    menu: 'referencePrices',
  },
  { path: '/official/claims/new', screen: screen(() => import('@/features/programme/desk/NewClaim')), roles: entering },
];

/** Read from across a room: no menu, no bar. */
export const wallRoutes: readonly AppRoute[] = [
  { path: '/wall', screen: screen(() => import('@/features/programme/desk/Wall')), roles: watching },
];
