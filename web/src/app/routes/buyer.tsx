import { rolesOf } from '@/shared/session';
import { screen, type AppRoute } from './route';

const buyers = rolesOf.buyer;

export const buyerRoutes: readonly AppRoute[] = [
  {
    path: '/buyer',
    screen: screen(() => import('@/features/ordering/desk/BuyerDesk')),
    roles: buyers,
    menu: 'buyerDesk',
  },
  {
    path: '/buyer/cart',
    screen: screen(() => import('@/features/ordering/desk/CartPage')),
    roles: ['buyer'],
    menu: 'cart',
  },
  { path: '/buyer/checkout', screen: screen(() => import('@/features/ordering/desk/Checkout')), roles: ['buyer'] },
  {
    path: '/buyer/orders',
    screen: screen(() => import('@/features/ordering/desk/OrderList')),
    roles: buyers,
    menu: 'orders',
  },
  {
    path: '/buyer/orders/:orderId',
    screen: screen(() => import('@/features/ordering/desk/OrderPage')),
    roles: buyers,
  },
  {
    path: '/buyer/orders/:orderId/inspection',
    screen: screen(() => import('@/features/ordering/desk/Inspection')),
    roles: ['buyer'],
  },
  {
    path: '/buyer/orders/:orderId/sheet',
    screen: screen(() => import('@/features/ordering/desk/AcceptanceSheet')),
    roles: buyers,
  },
  {
    path: '/buyer/orders/:orderId/contract',
    screen: screen(() => import('@/features/ordering/desk/Contract')),
    roles: buyers,
  },
  {
    path: '/buyer/approvals',
    screen: screen(() => import('@/features/ordering/desk/Approvals')),
    roles: ['buyer-approver', 'buyer-finance'],
    menu: 'approvals',
  },
  {
    path: '/buyer/demands',
    screen: screen(() => import('@/features/ordering/desk/Demands')),
    roles: buyers,
    menu: 'demands',
  },
  {
    path: '/buyer/demands/new',
    screen: screen(() => import('@/features/ordering/desk/NewDemand')),
    roles: ['buyer'],
  },
  {
    path: '/buyer/demands/:demandId',
    screen: screen(() => import('@/features/ordering/desk/DemandPage')),
    roles: buyers,
  },
  {
    path: '/buyer/budgets',
    screen: screen(() => import('@/features/ordering/desk/Budgets')),
    roles: buyers,
    menu: 'budgets',
  },
  {
    path: '/buyer/addresses',
    screen: screen(() => import('@/features/ordering/desk/AddressBook')),
    roles: ['buyer'],
    menu: 'addresses',
  },
  {
    path: '/buyer/invoice-profile',
    screen: screen(() => import('@/features/ordering/desk/TaxProfile')),
    roles: buyers,
    menu: 'invoiceProfile',
  },
];
