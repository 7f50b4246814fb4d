import { lazy, type ComponentType } from 'react';
import type { Role } from '@/shared/session';

export interface AppRoute {
  path: string;
  screen: ComponentType;
  /** Who may open it; nobody named means everybody. */
  roles: readonly Role[];
  /** Its name in the menu, when it is in the menu. */
  menu?: string;
  icon?: string;
}

/** A screen that is loaded when first opened. */
export function screen(load: () => Promise<{ default: ComponentType }>): ComponentType {
  return lazy(load);
}
