import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { dateTime, prose } from '@/shared/format';
import { Await, ErrorState, PageHeading } from '@/shared/ui';
import '../i18n';
import './accounts.css';
import { useHousehold } from './api';

/** 回执: what the household agreed to, to be printed, signed and kept by it. */
export default function Receipt() {
  const { t, i18n } = useTranslation('accounts');
  const { householdId = '', consentId = '' } = useParams();
  const household = useHousehold(householdId);
  return (
    <Await of={household} height={600}>
      {(found) => {
        const consent = found.consents.find((one) => one.id === consentId);
        if (!consent) return <ErrorState error={null} />;
        return (
          <div className="stack">
            <div className="no-print stack">
              <PageHeading question={t('receipt.question')} lead={t('receipt.lead')} />
              <button type="button" className="button primary block big-act" onClick={() => window.print()}>
                {t('receipt.print')}
              </button>
            </div>
            <article className="card paper stack">
              <h2>{t('receipt.title')}</h2>
              <p className="small right">{t('receipt.number', { number: consent.id.slice(-12).toUpperCase() })}</p>
              <p>{t('consent.text', { name: found.maskedName })}</p>
              <dl className="facts">
                <dt>{t('receipt.household')}</dt>
                <dd>
                  {found.maskedName} {found.maskedIdentity}
                </dd>
                <dt>{t('household.village')}</dt>
                <dd>{found.villageName}</dd>
                <dt>{t('consent.agent')}</dt>
                <dd>{consent.agentName}</dd>
                <dt>{t('consent.seller')}</dt>
                <dd>{consent.sellerName}</dd>
                <dt>{t('consent.term')}</dt>
                <dd>
                  {t('receipt.term', {
                    from: prose(consent.givenOn, i18n.language),
                    to: prose(consent.validTo, i18n.language),
                  })}
                </dd>
                <dt>{t('consent.wording')}</dt>
                <dd>{consent.textVersion}</dd>
                <dt>{t('consent.recorded')}</dt>
                <dd>{dateTime(consent.recordedAt)}</dd>
              </dl>
              <p>{t('receipt.rights')}</p>
              <div className="signatures">
                <span>{t('receipt.signHousehold')}</span>
                <span>{t('receipt.signAgent')}</span>
              </div>
            </article>
            <div className="no-print stack">
              <Link className="button block" to={`/supplier/list?household=${found.id}`}>
                {t('households.list')}
              </Link>
              <Link className="button block" to={`/supplier/households/${found.id}`}>
                {t('receipt.back')}
              </Link>
            </div>
          </div>
        );
      }}
    </Await>
  );
}
