import { Navigate } from 'react-router';
import { has, rolesOf, useSession, type Role } from '@/shared/session';
import { screen, type AppRoute } from './route';

const money: readonly Role[] = ['finance', 'finance-checker'];

/** Finance begins with the money, the operator with admission. */
function Begin() {
  const session = useSession().data;
  const target = has(session, ['finance']) ? 'transfers' : has(session, ['finance-checker']) ? 'payouts' : 'admission';
  return <Navigate to={`/operator/${target}`} replace />;
}

export const operatorRoutes: readonly AppRoute[] = [
  { path: '/operator', screen: Begin, roles: rolesOf.operator },
  {
    path: '/operator/admission',
    screen: screen(() => import('@/features/catalog/desk/AdmissionDesk')),
    roles: ['operator', 'administrator'],
    menu: 'admission',
  },
  {
    path: '/operator/zones',
    screen: screen(() => import('@/features/catalog/desk/ZonesDesk')),
    roles: ['operator'],
    menu: 'zones',
  },
  {
    path: '/operator/papers',
    screen: screen(() => import('@/features/catalog/suppliers/desk/Papers')),
    roles: ['operator'],
    menu: 'papers',
  },
  {
    path: '/operator/transfers',
    screen: screen(() => import('@/features/settlement/desk/Transfers')),
    roles: money,
    menu: 'transfers',
  },
  {
    path: '/operator/payouts',
    screen: screen(() => import('@/features/settlement/desk/Payouts')),
    roles: money,
    menu: 'payouts',
  },
  {
    path: '/operator/reconciliation',
    screen: screen(() => import('@/features/settlement/desk/Reconciliation')),
    roles: [...money, 'operator'],
    menu: 'reconciliation',
  },
  {
    path: '/operator/ledger',
    screen: screen(() => import('@/features/settlement/desk/Ledger')),
    roles: money,
    menu: 'ledger',
  },
  {
    path: '/operator/messages',
    screen: screen(() => import('@/features/operations/desk/Messages')),
    roles: ['operator', 'administrator'],
    menu: 'messages',
  },
  {
    path: '/operator/search',
    screen: screen(() => import('@/features/operations/desk/SearchEngine')),
    roles: ['operator', 'administrator'],
    menu: 'searchEngine',
  },
  {
    path: '/operator/synonyms',
    screen: screen(() => import('@/features/catalog/desk/SynonymsDesk')),
    roles: ['operator'],
    menu: 'synonyms',
  },
  {
    path: '/operator/notices',
    screen: screen(() => import('@/features/operations/desk/Notices')),
    roles: ['operator'],
    menu: 'notices',
  },
  {
    path: '/operator/audit',
    screen: screen(() => import('@/features/operations/desk/Audit')),
    roles: ['operator', 'administrator'],
    menu: 'audit',
  },
  {
    path: '/operator/people',
    screen: screen(() => import('@/features/operations/desk/People')),
    roles: ['administrator'],
    menu: 'people',
  },
  {
    path: '/operator/keys',
    screen: screen(() => import('@/features/operations/desk/Keys')),
    roles: ['operator', 'administrator'],
    menu: 'keys',
  },
  {
    path: '/operator/orders',
    screen: screen(() => import('@/features/ordering/desk/OrderList')),
    roles: ['operator'],
    menu: 'orders',
  },
  {
    path: '/operator/orders/:orderId',
    screen: screen(() => import('@/features/ordering/desk/OrderPage')),
    roles: ['operator', 'finance', 'finance-checker'],
  },
  {
    path: '/operator/reference-prices',
    screen: screen(() => import('@/features/catalog/origin/desk/ReferencePrices')),
    roles: ['operator'],
    menu: 'referencePrices',
  },
];
