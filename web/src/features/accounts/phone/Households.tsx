import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { date, daysUntil } from '@/shared/format';
import { query } from '@/shared/http';
import { Await, DueText, EmptyState, PageHeading, StatusTag, Tabs } from '@/shared/ui';
import '../i18n';
import { useHouseholds } from './api';
import './accounts.css';

/** 代办农户: for whom the agent may act, and until when. */
export default function Households() {
  const { t } = useTranslation(['accounts', 'shared']);
  const [mine, setMine] = useState(true);
  const households = useHouseholds(mine);
  return (
    <div className="stack">
      <PageHeading question={t('households.question')} lead={t('households.lead')} />
      <Link className="button primary block big-act" to="/supplier/households/new">
        ＋ {t('households.register')}
      </Link>
      <Link className="button block" to="/supplier/households/import">
        {t('households.import')}
      </Link>
      <a className="button block" href={`/api/households.xlsx${query({ mine })}`} download>
        {t('households.xlsx')}
      </a>
      <Tabs
        label={t('households.which')}
        value={mine ? 'mine' : 'all'}
        onChange={(value) => setMine(value === 'mine')}
        tabs={[
          { value: 'mine', label: t('households.mine') },
          { value: 'all', label: t('households.all') },
        ]}
      />
      <Await of={households} height={300}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items);
          if (rows.length === 0)
            return <EmptyState title={t('households.none')}>{t('households.noneNext')}</EmptyState>;
          return (
            <>
              <ul className="card households">
                {rows.map((row) => (
                  <li key={row.id} className="stack-s">
                    <Link to={`/supplier/households/${row.id}`} className="plain stack-s">
                      <span className="row-between">
                        <strong>{row.maskedName}</strong>
                        <span className="muted small">{row.maskedIdentity ?? '—'}</span>
                      </span>
                      <span className="muted small">{row.villageName}</span>
                      {row.myConsentTo ? (
                        <span className="row">
                          <StatusTag family={daysUntil(row.myConsentTo) <= 30 ? 'due' : 'done'}>
                            {t('households.until', { date: date(row.myConsentTo) })}
                          </StatusTag>
                          {daysUntil(row.myConsentTo) <= 30 && <DueText at={row.myConsentTo} />}
                        </span>
                      ) : (
                        <StatusTag family={row.consentEndedOn ? 'yours' : 'ended'}>
                          {row.consentEndedOn
                            ? t('households.lapsed', { date: date(row.consentEndedOn) })
                            : t('households.noConsent')}
                        </StatusTag>
                      )}
                    </Link>
                    {row.myConsentTo && (
                      <Link
                        className="button block"
                        to={`/supplier/list?household=${row.id}`}
                        aria-label={t('households.listFor', { name: row.maskedName })}
                      >
                        {t('households.list')}
                      </Link>
                    )}
                  </li>
                ))}
              </ul>
              {households.hasNextPage && (
                <button type="button" className="button block" onClick={() => void households.fetchNextPage()}>
                  {t('shared:more')}
                </button>
              )}
            </>
          );
        }}
      </Await>
    </div>
  );
}
