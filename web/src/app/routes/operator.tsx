import type { AppRoute } from './route';

export const operatorRoutes: readonly AppRoute[] = [];
