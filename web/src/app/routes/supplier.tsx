import type { AppRoute } from './route';

export const supplierRoutes: readonly AppRoute[] = [];
