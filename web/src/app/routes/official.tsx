import type { AppRoute } from './route';

export const officialRoutes: readonly AppRoute[] = [];
