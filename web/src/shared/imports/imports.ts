import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { http, query, useIntent, type Page } from '../http';

export type ImportState =
  'reading' | 'checking' | 'checked' | 'importing' | 'done' | 'cancelled' | 'failed' | 'expired';
export type ImportRowState = 'new' | 'changed' | 'unchanged' | 'wrong';

interface Sentence {
  zh: string;
  en: string;
}

/** An import as the server tells it, whatever is imported. */
export interface ImportView {
  importId: string;
  fileName: string;
  state: ImportState;
  total: number;
  done: number;
  new: number;
  changed: number;
  unchanged: number;
  wrong: number;
  isCancelling: boolean;
  personName: string;
  createdAt: string;
  startedAt?: string | null;
  finishedAt?: string | null;
  keptUntil: string;
  notes: Sentence[];
  end?: Sentence | null;
}

export interface ImportRow {
  position: number;
  sheet: string;
  number: number;
  title: string;
  state?: ImportRowState | null;
  faults: (Sentence & { column?: string | null; heading?: string | null })[];
  changes: { heading: string; old: string; new: string }[];
}

/** Where an import lives, and what its rows are for. */
export interface ImportDoor {
  /** The server's address of these imports. */
  path: string;
  /** For whom, when the person can choose. */
  choice?: Record<string, string | undefined>;
}

export const isMoving = (state: ImportState) => state === 'reading' || state === 'checking' || state === 'importing';

export const useImport = (door: ImportDoor, id: string | undefined) =>
  useQuery({
    queryKey: ['imports', door.path, id],
    queryFn: () => http.get<ImportView>(`${door.path}/${id}`),
    enabled: !!id,
    refetchInterval: ({ state }) => (state.data && !isMoving(state.data.state) ? false : 800),
  });

export const useImports = (door: ImportDoor) =>
  useInfiniteQuery({
    queryKey: ['imports', door.path],
    queryFn: ({ pageParam }) => http.get<Page<ImportView>>(door.path + query({ cursor: pageParam, size: 10 })),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const useImportRows = (door: ImportDoor, view: ImportView, state: string) =>
  useInfiniteQuery({
    queryKey: ['imports', door.path, view.importId, 'rows', view.state, state],
    queryFn: ({ pageParam }) =>
      http.get<Page<ImportRow>>(`${door.path}/${view.importId}/rows` + query({ state, cursor: pageParam, size: 50 })),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const useHandIn = (door: ImportDoor, onSuccess: (view: ImportView) => void) =>
  useIntent<{ file: Blob; name: string; stamp: string }, ImportView>(
    ({ file, name }, key) => http.post(door.path + query({ name, ...door.choice }), file, key),
    { refresh: [['imports', door.path]], onSuccess },
  );

export const useImportAct = (door: ImportDoor, act: 'start' | 'cancel', refresh: readonly string[] = []) =>
  useIntent<{ id: string }, ImportView>(({ id }, key) => http.post(`${door.path}/${id}/${act}`, {}, key), {
    refresh: [['imports', door.path], [...refresh]],
  });
