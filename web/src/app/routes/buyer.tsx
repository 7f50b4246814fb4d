import type { AppRoute } from './route';

export const buyerRoutes: readonly AppRoute[] = [];
