import type { TFunction } from 'i18next';

/** A person's name, the command line, or the product itself. */
export const requester = (by: string, t: TFunction<'operations'>) =>
  by === '' ? t('search.byItself') : by === 'search-rebuild' ? t('search.byCommand') : by;
