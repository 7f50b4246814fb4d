import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { addressOf } from '@/api';
import { ImportScreen } from '@/shared/imports';
import { PageHeading } from '@/shared/ui';
import './i18n';

/** 批量上架: products from a table, for the own organisation or for one household. */
export default function ImportProducts() {
  const { t } = useTranslation('catalog');
  const [search] = useSearchParams();
  const householdId = search.get('household') ?? undefined;
  return (
    <div className="stack">
      <PageHeading question={t('import.question')} lead={t('import.lead')} />
      <ImportScreen door={{ path: '/api/product-imports', choice: { householdId } }} refresh={['own-products']}>
        <p className="row">
          <Link className="button" to="/supplier/products">
            {t('import.list')}
          </Link>
          <a className="button" href={addressOf('/api/products/mine.xlsx')} download>
            {t('import.export')}
          </a>
        </p>
      </ImportScreen>
    </div>
  );
}
