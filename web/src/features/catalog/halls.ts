import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, type Schema } from '@/api';
import { usePosts } from '@/shared/session';

export type HallVersion = Schema<'CurateHallVersionItem'>;
export type HallContent = Schema<'HallContent'>;
export type HallStory = Schema<'HallStory'>;

/** What the public sees, or one version that its own county looks at first. */
export const useHallPage = (countyCode: string, versionId?: string) =>
  useQuery({
    queryKey: ['hall-page', countyCode, versionId ?? ''],
    queryFn: () => api.get('/api/halls/{countyCode}/page', { path: { countyCode }, query: { versionId } }),
  });

export const useHallVersions = (countyCode: string) =>
  useInfiniteQuery({
    queryKey: ['hall-versions', countyCode],
    queryFn: ({ pageParam }) =>
      api.get('/api/halls/{countyCode}/versions', {
        path: { countyCode },
        query: { size: 20, cursor: pageParam || undefined },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

/** Counties whose hall the person arranges. */
export const useOwnCounties = () =>
  usePosts()
    .filter((post) => post.role === 'county-official' && post.regionCode)
    .map((post) => ({ value: post.regionCode!, label: post.regionName ?? post.regionCode! }));
