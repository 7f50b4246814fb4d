import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState, PageHeading } from '@/shared/ui';

export function NotFound() {
  const { t } = useTranslation('app');
  return (
    <div className="stack">
      <PageHeading question={t('notFound.question')} />
      <EmptyState title={t('notFound.next')} picture="walnut-paper">
        <Link to="/">{t('notFound.home')}</Link>
      </EmptyState>
    </div>
  );
}
