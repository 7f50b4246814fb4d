import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Await, PageHeading } from '@/shared/ui';
import { useHalls } from '../api';
import '../i18n';
import './catalog.css';

export default function Halls() {
  const { t } = useTranslation('catalog');
  const halls = useHalls();
  return (
    <div className="stack">
      <PageHeading question={t('hall.listQuestion')} lead={t('hall.listLead')} />
      <Await of={halls} height={400}>
        {(all) => (
          <ul className="hall-list">
            {all.items.map((hall) => (
              <li key={hall.countyCode}>
                <Link className="card" to={`/halls/${hall.countyCode}`}>
                  <strong>{hall.name}</strong>
                  <span className="muted small">
                    {t('hall.counts', { products: hall.products, recognised: hall.recognised, suppliers: hall.suppliers })}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Await>
    </div>
  );
}
