import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useLocation } from 'react-router';
import { has, landing, useSession, type Role } from '@/shared/session';
import { Await, EmptyState, PageHeading } from '@/shared/ui';

/** Lets a screen be seen by those whose posts allow it; the server decides again for every request. */
export function Protected({ roles, children }: { roles: readonly Role[]; children: ReactNode }) {
  const session = useSession();
  const { pathname, search } = useLocation();
  const { t } = useTranslation('app');
  if (roles.length === 0) return children;
  return (
    <Await of={session} height={400}>
      {(known) => {
        if (!known.signedIn && !known.expired)
          return <Navigate to={`/sign-in?return=${encodeURIComponent(pathname + search)}`} replace />;
        if (has(known, roles)) return children;
        return (
          <div className="stack">
            <PageHeading question={t('refused.question')} />
            <EmptyState title={t('refused.next')} picture="walnut-paper">
              <Link to={landing(known)}>{t('notFound.home')}</Link>
            </EmptyState>
          </div>
        );
      }}
    </Await>
  );
}
