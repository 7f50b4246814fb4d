import type { Dashboard, View } from '../../api';
import type { Measure } from './measure';

/** What every part of the board is given. */
export interface Part {
  view: Dashboard;
  /** The filters, for files of the same figures. */
  asked: View;
  measure: Measure;
  /** The list behind a figure. */
  sales: (filter: Record<string, string>) => string;
}
