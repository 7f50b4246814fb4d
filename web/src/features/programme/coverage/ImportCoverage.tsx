import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ImportScreen } from '@/shared/imports';
import { PageHeading } from '@/shared/ui';
import './i18n';

/** 导入覆盖指标: many figures from a table, checked before any counts. */
export default function ImportCoverage() {
  const { t } = useTranslation('coverage');
  return (
    <div className="stack">
      <PageHeading question={t('importQuestion')} lead={t('importLead')} />
      <ImportScreen door={{ path: '/api/coverage-imports' }} refresh={['coverage', 'coverage-figures']}>
        <p>
          <Link className="button" to="/official/coverage">
            {t('back')}
          </Link>
        </p>
      </ImportScreen>
    </div>
  );
}
