import { rolesOf, type Role } from '@/shared/session';
import { screen, type AppRoute } from './route';

const roles = rolesOf.supplier;
const agents: readonly Role[] = ['village-agent'];
const suppliers: readonly Role[] = ['supplier'];

export const supplierRoutes: readonly AppRoute[] = [
  {
    path: '/supplier',
    screen: screen(() => import('../supplier/TodayScreen')),
    roles,
    menu: 'today',
    icon: 'M4 11l8-7 8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z',
  },
  {
    path: '/supplier/products',
    screen: screen(() => import('@/features/catalog/phone/OwnProducts')),
    roles,
    menu: 'products',
    icon: 'M3 8l9-5 9 5v8l-9 5-9-5zM3 8l9 5 9-5M12 13v8',
  },
  {
    path: '/supplier/products/import',
    screen: screen(() => import('@/features/catalog/phone/ImportProducts')),
    roles,
  },
  {
    path: '/supplier/products/:productId',
    screen: screen(() => import('@/features/catalog/phone/OwnProductPage')),
    roles,
  },
  {
    path: '/supplier/products/:productId/edit',
    screen: screen(() => import('@/features/catalog/phone/EditProduct')),
    roles,
  },
  { path: '/supplier/list', screen: screen(() => import('@/features/catalog/phone/Listing')), roles },
  {
    path: '/supplier/admission',
    screen: screen(() => import('@/features/catalog/phone/AdmissionPage')),
    roles: suppliers,
  },
  {
    path: '/supplier/orders',
    screen: screen(() => import('@/features/ordering/phone/Orders')),
    roles,
    menu: 'orders',
    icon: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
  },
  { path: '/supplier/orders/:orderId', screen: screen(() => import('@/features/ordering/phone/SupplierOrder')), roles },
  {
    path: '/supplier/orders/:orderId/packing',
    screen: screen(() => import('@/features/ordering/phone/PackingList')),
    roles,
  },
  {
    path: '/supplier/money',
    screen: screen(() => import('@/features/ordering/phone/Money')),
    roles,
    menu: 'money',
    icon: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.500 8l3.500 4.500L15.500 8M8.500 13h7M8.500 16h7M12 12.500V18',
  },
  { path: '/supplier/money/account', screen: screen(() => import('@/features/accounts/phone/PayeePage')), roles },
  { path: '/supplier/freight', screen: screen(() => import('@/features/ordering/phone/FreightPage')), roles },
  { path: '/supplier/stock', screen: screen(() => import('@/features/ordering/phone/Stock')), roles },
  { path: '/supplier/campaigns', screen: screen(() => import('@/features/catalog/phone/Campaigns')), roles },
  { path: '/supplier/plots', screen: screen(() => import('@/features/catalog/origin/phone/PlotsPage')), roles },
  { path: '/supplier/demands', screen: screen(() => import('@/features/ordering/phone/Demands')), roles },
  { path: '/supplier/unsold', screen: screen(() => import('@/features/programme/phone/Unsold')), roles },
  {
    path: '/supplier/households',
    screen: screen(() => import('@/features/accounts/phone/Households')),
    roles: agents,
  },
  {
    path: '/supplier/households/new',
    screen: screen(() => import('@/features/accounts/phone/NewHousehold')),
    roles: agents,
  },
  {
    path: '/supplier/households/import',
    screen: screen(() => import('@/features/accounts/phone/ImportHouseholds')),
    roles: agents,
  },
  {
    path: '/supplier/households/:householdId',
    screen: screen(() => import('@/features/accounts/phone/HouseholdPage')),
    roles: agents,
  },
  {
    path: '/supplier/households/:householdId/money',
    screen: screen(() => import('@/features/settlement/phone/AgentHouseholdMoney')),
    roles: agents,
  },
  {
    path: '/supplier/households/:householdId/receipt/:consentId',
    screen: screen(() => import('@/features/accounts/phone/Receipt')),
    roles: agents,
  },
  { path: '/supplier/me', screen: screen(() => import('@/features/accounts/phone/Me')), roles },
];
