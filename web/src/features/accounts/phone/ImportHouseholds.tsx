import { useTranslation } from 'react-i18next';
import { ImportScreen } from '@/shared/imports';
import { PageHeading } from '@/shared/ui';
import '../i18n';

/** 农户导入: the registry from a table, checked before anybody is registered. */
export default function ImportHouseholds() {
  const { t } = useTranslation('accounts');
  return (
    <div className="stack">
      <PageHeading question={t('householdImport.question')} lead={t('householdImport.lead')} />
      <ImportScreen door={{ path: '/api/household-imports' }} refresh={['households']}>
        <p className="muted">{t('householdImport.private')}</p>
      </ImportScreen>
    </div>
  );
}
