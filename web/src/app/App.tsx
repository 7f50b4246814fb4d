import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Component, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BrowserRouter, Route, Routes } from 'react-router';
import { Problem, whenSignedOut } from '@/shared/http';
import { sentences } from '@/shared/i18n';
import { expire, sessionKey, type Session } from '@/shared/session';
import { PageHeading, Skeleton } from '@/shared/ui';
import english from './en.json';
import { NotFound } from './NotFound';
import { OfflineBar } from './OfflineBar';
import { Protected } from './Protected';
import { audiences } from './routes';
import './shells/shells.css';
import { SignIn } from './SignIn';
import { SignInAgain } from './SignInAgain';
import { PublicShell } from './shells/PublicShell';
import chinese from './zh-CN.json';

sentences('app', chinese, english);

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) =>
        failures < 2 && (!(error instanceof Problem) || error.status === 0 || error.status >= 500),
    },
  },
});
whenSignedOut(() => client.setQueryData<Session>(sessionKey, expire));

function Broken() {
  const { t } = useTranslation('app');
  return (
    <main className="public-main stack">
      <PageHeading question={t('broken.question')} lead={t('broken.next')} />
      <div>
        <button type="button" className="button primary" onClick={() => location.reload()}>
          {t('broken.act')}
        </button>
      </div>
    </main>
  );
}

class Fence extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

export function App() {
  return (
    <QueryClientProvider client={client}>
      <BrowserRouter>
        <OfflineBar />
        <Fence>
          <Suspense fallback={<Skeleton height={600} />}>
            <Routes>
              {audiences.map(({ audience, shell: Shell, routes }) => (
                <Route key={audience} element={<Shell />}>
                  {routes.map(({ path, screen: Screen, roles }) => (
                    <Route
                      key={path}
                      path={path}
                      element={
                        <Protected roles={roles}>
                          <Screen />
                        </Protected>
                      }
                    />
                  ))}
                </Route>
              ))}
              <Route element={<PublicShell />}>
                <Route path="/sign-in" element={<SignIn />} />
                <Route path="*" element={<NotFound />} />
              </Route>
            </Routes>
          </Suspense>
          <SignInAgain />
        </Fence>
      </BrowserRouter>
    </QueryClientProvider>
  );
}
