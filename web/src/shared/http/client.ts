import { offlineProblem, problemOf, type Problem } from './problem';

const cookie = (name: string) =>
  document.cookie
    .split('; ')
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);

let language = 'zh-CN';
export const speak = (chosen: string) => {
  language = chosen;
};

let onSignedOut: (problem: Problem) => void = () => undefined;
/** What to do when the server no longer knows the visitor. */
export const whenSignedOut = (act: typeof onSignedOut) => {
  onSignedOut = act;
};

interface Options {
  body?: unknown;
  /** One key per intent of a person; the same key is sent again on a retry so that nothing happens twice. */
  key?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

async function send(method: string, path: string, { body, key, headers, signal }: Options = {}): Promise<Response> {
  const all: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language, ...headers };
  let payload: BodyInit | undefined;
  if (body instanceof Blob) {
    payload = body;
  } else if (body !== undefined) {
    all['Content-Type'] ??= 'application/json';
    payload = JSON.stringify(body);
  }
  if (method !== 'GET') {
    const token = cookie('mp-csrf');
    if (token) all['X-CSRF'] = decodeURIComponent(token);
    if (key) all['Idempotency-Key'] = key;
  }
  let response: Response;
  try {
    response = await fetch(path, { method, headers: all, body: payload, signal, credentials: 'same-origin' });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw offlineProblem();
  }
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (response.status === 401 && !(path === '/api/session' && method === 'POST')) onSignedOut(problem);
  throw problem;
}

async function json<T>(response: Promise<Response>): Promise<T> {
  const text = await (await response).text();
  return (text ? JSON.parse(text) : undefined) as T;
}

export const http = {
  get: <T>(path: string, signal?: AbortSignal) => json<T>(send('GET', path, { signal })),
  post: <T = unknown>(path: string, body?: unknown, key?: string) =>
    json<T>(send('POST', path, { body: body ?? {}, key })),
  put: <T = unknown>(path: string, body?: unknown, key?: string) =>
    json<T>(send('PUT', path, { body: body ?? {}, key })),
  delete: <T = unknown>(path: string, key?: string) => json<T>(send('DELETE', path, { key })),
  upload: (blob: Blob, name: string, key?: string) =>
    json<UploadedFile>(
      send('POST', `/api/files?name=${encodeURIComponent(name)}`, {
        body: blob,
        key,
        headers: { 'Content-Type': blob.type },
      }),
    ),
};

export interface UploadedFile {
  id: string;
  name: string;
  contentType: string;
  bytes: number;
  url: string;
}

export interface Page<T> {
  items: T[];
  nextCursor?: string | null;
  total?: number | null;
}

/** A query string of what is set. */
export function query(
  values: Record<string, string | number | boolean | undefined | null | readonly string[]>,
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value)) value.forEach((one: string) => search.append(name, one));
    else if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}
