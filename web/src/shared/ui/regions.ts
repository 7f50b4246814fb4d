import { useQuery } from '@tanstack/react-query';
import { http, query, type Page } from '../http';

export type RegionLevel = 'province' | 'prefecture' | 'county' | 'town' | 'village';

export interface RegionRow {
  code: string;
  name: string;
  level: RegionLevel;
  /** From the province down: 重庆市奉节县白帝镇. */
  fullName: string;
  hasChildren: boolean;
}

const levels: readonly RegionLevel[] = ['province', 'prefecture', 'county', 'town', 'village'];
const municipalities = ['11', '12', '31', '50'];

/** Whether a division is at least as fine as asked; one that has no finer parts in the list is fine enough. */
export const isFineEnough = (region: RegionRow, least: RegionLevel): boolean =>
  !region.hasChildren || levels.indexOf(region.level) >= levels.indexOf(least);

/** The code one level up, without the statistical prefectures nobody says (市辖区, 县, 省直辖). */
export function parentOf(code: string): string | undefined {
  if (code.length === 12) return code.slice(0, 9);
  if (code.length === 9) return code.slice(0, 6);
  if (code.endsWith('0000')) return undefined;
  const province = `${code.slice(0, 2)}0000`;
  if (code.endsWith('00') || municipalities.includes(code.slice(0, 2)) || code.slice(2, 4) === '90') return province;
  return `${code.slice(0, 4)}00`;
}

/** From the province down to the division itself. */
export function pathOf(code: string | undefined): string[] {
  const path: string[] = [];
  for (let at = code; at; at = parentOf(at)) path.unshift(at);
  return path;
}

const kept = { staleTime: Infinity, gcTime: 30 * 60_000 } as const;

export const useRegion = (code: string | undefined) =>
  useQuery({
    queryKey: ['region', code],
    queryFn: () => http.get<RegionRow>(`/api/regions/${code}`),
    enabled: !!code,
    ...kept,
  });

export const useRegionsBelow = (parent: string | undefined, enabled = true) =>
  useQuery({
    queryKey: ['regions', parent ?? ''],
    queryFn: () => http.get<Page<RegionRow>>(`/api/regions${query({ parent })}`),
    enabled,
    ...kept,
  });

export const useRegionsNamed = (name: string, within: string | undefined) =>
  useQuery({
    queryKey: ['regions-named', name, within ?? ''],
    queryFn: ({ signal }) => http.get<Page<RegionRow>>(`/api/regions${query({ q: name, parent: within })}`, signal),
    enabled: name.length > 0,
    placeholderData: (previous) => previous,
    ...kept,
  });

/** 重庆市奉节县白帝镇, empty until known. */
export function RegionName({ code }: { code: string | null | undefined }): string {
  return useRegion(code ?? undefined).data?.fullName ?? '';
}
