import { http, query } from '@/shared/http';
import type { components, paths } from './schema';

/** A shape of the API by its name in the document: `Schema<'OrderView'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

type Method = 'get' | 'post' | 'put' | 'delete';
type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>;
type With<M extends Method> = { [P in keyof paths]: paths[P][M] extends undefined ? never : P }[keyof paths];

type Content<R> = R extends { content: { 'application/json': infer T } } ? T : undefined;
/** What an operation answers when it went well. */
export type Answer<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer R }
    ? R extends { 200: infer Ok }
      ? Content<Ok>
      : R extends { 201: infer Made }
        ? Content<Made>
        : undefined
    : never;

/** What an operation takes as its body. */
export type Body<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { requestBody: { content: { 'application/json': infer T } } } ? T : undefined;

type Part<P extends keyof paths, M extends Method, Name extends 'path' | 'query'> =
  Operation<P, M> extends { parameters: infer All } ? (Name extends keyof All ? All[Name] : undefined) : undefined;
type InPath<P extends keyof paths, M extends Method> = [Part<P, M, 'path'>] extends [undefined]
  ? { path?: undefined }
  : { path: NonNullable<Part<P, M, 'path'>> };
type InQuery<P extends keyof paths, M extends Method> = [Part<P, M, 'query'>] extends [undefined]
  ? { query?: undefined }
  : { query?: Part<P, M, 'query'> };
type InBody<P extends keyof paths, M extends Method> = [Body<P, M>] extends [undefined]
  ? { body?: undefined }
  : { body: Body<P, M> };
type Call<P extends keyof paths, M extends Method> = InPath<P, M> &
  InQuery<P, M> &
  InBody<P, M> & {
    /** One per intent of a person, kept over retries, so that nothing happens twice. */
    key?: string;
    signal?: AbortSignal;
  };
type Arguments<C> = Partial<C> extends C ? [call?: C] : [call: C];

interface Loose {
  path?: Record<string, string>;
  query?: Parameters<typeof query>[0];
  body?: unknown;
  key?: string;
  signal?: AbortSignal;
}

/** The address of an operation, for links and downloads. */
export function addressOf<P extends With<'get'>>(path: P, ...[call]: Arguments<Call<P, 'get'>>): string {
  return address(path, call as Loose | undefined);
}

function address(path: string, call?: Loose) {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(call?.path?.[name] ?? ''));
  return filled + query(call?.query ?? {});
}

/** The server's operations by their paths; a path, field or answer that the server does not know does not compile. */
export const api = {
  get: <P extends With<'get'>>(path: P, ...[call]: Arguments<Call<P, 'get'>>) => {
    const loose = call as Loose | undefined;
    return http.get<Answer<P, 'get'>>(address(path, loose), loose?.signal);
  },
  post: <P extends With<'post'>>(path: P, ...[call]: Arguments<Call<P, 'post'>>) => {
    const loose = call as Loose | undefined;
    return http.post<Answer<P, 'post'>>(address(path, loose), loose?.body, loose?.key);
  },
  put: <P extends With<'put'>>(path: P, ...[call]: Arguments<Call<P, 'put'>>) => {
    const loose = call as Loose | undefined;
    return http.put<Answer<P, 'put'>>(address(path, loose), loose?.body, loose?.key);
  },
  delete: <P extends With<'delete'>>(path: P, ...[call]: Arguments<Call<P, 'delete'>>) => {
    const loose = call as Loose | undefined;
    return http.delete<Answer<P, 'delete'>>(address(path, loose), loose?.key);
  },
};
