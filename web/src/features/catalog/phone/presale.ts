import type { Schema } from '@/api';
import type { Fault } from '@/shared/ui';

/** Whether the goods are there, and what was promised when they are not. */
export interface Presale {
  how: 'harvested' | 'presale' | 'adoption';
  shipBy: string;
  terms: string;
}

export const noPresale: Presale = { how: 'harvested', shipBy: '', terms: '' };

const plus = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

type Say = (key: string, values?: Record<string, unknown>) => string;

/** The same limits as the server's: a harvest within a year, gone within thirty days of it. */
export function faultsOfHarvest(presale: Presale, harvestedOn: string, today: string, say: Say): Fault[] {
  const wrong = (field: string, key: string): Fault[] => [{ field, message: say(key) }];
  if (!harvestedOn) return wrong('harvestedOn', 'listing.wrong.harvested');
  if (presale.how === 'harvested')
    return harvestedOn > today ? wrong('harvestedOn', 'listing.wrong.harvestedLater') : [];
  if (harvestedOn <= today || harvestedOn > plus(today, 366)) return wrong('harvestedOn', 'presale.wrong.expected');
  if (!presale.shipBy || presale.shipBy < harvestedOn || presale.shipBy > plus(harvestedOn, 30))
    return wrong('shipBy', 'presale.wrong.shipBy');
  if (presale.how === 'adoption' && !presale.terms.trim()) return wrong('adoptionTerms', 'presale.wrong.terms');
  return [];
}

export const presaleBody = ({ how, shipBy, terms }: Presale): Schema<'PresaleBody'> | undefined =>
  how === 'harvested' ? undefined : { shipBy, adoptionTerms: how === 'adoption' ? terms.trim() : null };
