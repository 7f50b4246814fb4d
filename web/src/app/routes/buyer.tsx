import { rolesOf } from '@/shared/session';
import { screen, type AppRoute } from './route';

const order = screen(() => import('@/features/ordering/desk/OrderPage'));

export const buyerRoutes: readonly AppRoute[] = [
  {
    path: '/buyer',
    screen: screen(() => import('@/features/ordering/desk/BuyerDesk')),
    roles: rolesOf.buyer,
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
    path: '/buyer/approvals',
    screen: screen(() => import('@/features/ordering/desk/Approvals')),
    roles: ['buyer-approver'],
    menu: 'approvals',
  },
  {
    path: '/buyer/orders',
    screen: screen(() => import('@/features/ordering/desk/OrderList')),
    roles: rolesOf.buyer,
    menu: 'orders',
  },
  { path: '/buyer/orders/:orderId', screen: order, roles: rolesOf.buyer },
  {
    path: '/buyer/orders/:orderId/inspection',
    screen: screen(() => import('@/features/ordering/desk/Inspection')),
    roles: ['buyer'],
  },
];
