import { useQuery, useQueryClient } from '@tanstack/react-query';
import { http, useIntent } from '../http';

export type Role =
  | 'supplier'
  | 'village-agent'
  | 'buyer'
  | 'buyer-approver'
  | 'buyer-finance'
  | 'village-official'
  | 'town-official'
  | 'county-official'
  | 'city-official'
  | 'sector-official'
  | 'operator'
  | 'finance'
  | 'finance-checker'
  | 'administrator';

export type Audience = 'public' | 'supplier' | 'buyer' | 'official' | 'operator';

export const rolesOf: Record<Audience, readonly Role[]> = {
  public: [],
  supplier: ['supplier', 'village-agent'],
  buyer: ['buyer', 'buyer-approver', 'buyer-finance'],
  official: ['village-official', 'town-official', 'county-official', 'city-official', 'sector-official'],
  operator: ['operator', 'finance', 'finance-checker', 'administrator'],
};

export interface Post {
  role: Role;
  organisationId?: string | null;
  organisationName?: string | null;
  regionCode?: string | null;
  regionName?: string | null;
  sector?: string | null;
}

export interface Session {
  signedIn: boolean;
  person?: { id: string; name: string; phoneMasked?: string | null } | null;
  posts: Post[];
  language: string;
  secondFactor: boolean;
  /** How often the server no longer knew who was signed in on this page; what is on the screen stays. */
  expired?: number;
}

export const signedOut: Session = { signedIn: false, posts: [], language: 'zh-CN', secondFactor: false };
export const sessionKey = ['session'] as const;

export const has = (session: Session | undefined, roles: readonly Role[]): boolean =>
  roles.length === 0 || (session?.posts.some((post) => roles.includes(post.role)) ?? false);

const order: readonly Audience[] = ['official', 'operator', 'buyer', 'supplier'];

/** The audience whose first screen a person sees. */
export const audienceOf = (session: Session | undefined): Audience =>
  order.find((audience) => session?.signedIn && has(session, rolesOf[audience])) ?? 'public';

const firstScreen: Record<Audience, string> = {
  public: '/',
  supplier: '/supplier',
  buyer: '/buyer',
  official: '/official',
  operator: '/operator',
};

/** Where a person begins after signing in: village and town officials have no overview, they check. */
export function landing(session: Session | undefined): string {
  const audience = audienceOf(session);
  if (audience === 'official' && !has(session, ['county-official', 'city-official', 'sector-official']))
    return '/official/recognition';
  return firstScreen[audience];
}

export function useSession() {
  return useQuery({ queryKey: sessionKey, queryFn: () => http.get<Session>('/api/session'), staleTime: 300_000 });
}

/** The posts of the signed-in person, empty until known. */
export function usePosts(): readonly Post[] {
  return useSession().data?.posts ?? [];
}

export function useSignIn(done: (session: Session) => void) {
  const client = useQueryClient();
  return useIntent(
    async (input: { userName: string; password: string; code?: string }) => {
      await http.get('/api/session');
      await http.post('/api/session', input);
      const session = await http.get<Session>('/api/session');
      return session;
    },
    {
      onSuccess: (session) => {
        client.clear();
        client.setQueryData(sessionKey, session);
        done(session);
      },
    },
  );
}

/** The server no longer knows the visitor: who was signed in stays named, so that the screen and what was typed stay too. */
export const expire = (session: Session | undefined): Session =>
  session?.person ? { ...session, signedIn: false, expired: (session.expired ?? 0) + 1 } : signedOut;

/** Signs the same person in over the open page, which keeps what it holds; somebody else begins anew. */
export function useSignInAgain(begin: (session: Session) => void) {
  const client = useQueryClient();
  return useIntent(
    async (input: { userName: string; password: string; code?: string }) => {
      const before = client.getQueryData<Session>(sessionKey);
      await http.post('/api/session', input);
      return { before, now: await http.get<Session>('/api/session') };
    },
    {
      onSuccess: ({ before, now }) => {
        const isSame = before?.person?.id === now.person?.id;
        if (!isSame) client.clear();
        client.setQueryData(sessionKey, now);
        if (isSame) void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] });
        else begin(now);
      },
    },
  );
}

export function useSignOut(done: () => void) {
  const client = useQueryClient();
  return useIntent(async () => http.delete('/api/session'), {
    onSuccess: () => {
      client.clear();
      client.setQueryData(sessionKey, signedOut);
      done();
    },
  });
}
