import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { percent } from '@/shared/format';
import { Await } from '@/shared/ui';
import { useAlerts, type View } from '../../api';

/** 预警: each number opens its list. */
export function AlertStrip({ asked, sales }: { asked: View; sales: (filter: Record<string, string>) => string }) {
  const { t } = useTranslation('programme');
  const alerts = useAlerts(asked);
  const [open, setOpen] = useState<'behind' | 'unreported'>();
  return (
    <Await of={alerts} height={76}>
      {(found) => {
        const listed = open ? found[open] : [];
        const toggle = (which: 'behind' | 'unreported') => setOpen(open === which ? undefined : which);
        return (
          <section className="card stack-s alert-strip" aria-label={t('alerts.title')}>
            <div className="row">
              <strong>{t('alerts.title')}</strong>
              {(['behind', 'unreported'] as const).map((which) => (
                <button
                  key={which}
                  type="button"
                  className={`chip ${found[which].length ? 'raised' : ''}`}
                  aria-expanded={open === which}
                  disabled={found[which].length === 0}
                  onClick={() => toggle(which)}
                >
                  {t(`alerts.${which}`, { count: found[which].length, month: found.month })}
                </button>
              ))}
              <Link className={`chip ${found.unsold ? 'raised' : ''}`} to="/official/unsold">
                {t('alerts.unsold', { count: found.unsold })}
                {found.spoilingSoon > 0 && t('alerts.soon', { count: found.spoilingSoon })}
              </Link>
              <Link className={`chip ${found.doubles ? 'raised' : ''}`} to="/official/claims?double=true">
                {t('alerts.doubles', { count: found.doubles })}
              </Link>
              <Link className="chip" to="/official/claims">
                {t('alerts.waiting', { count: found.waiting })}
              </Link>
            </div>
            {open && listed.length > 0 && (
              <ul className="alert-list">
                {listed.map((county) => (
                  <li key={county.code}>
                    <Link to={sales({ region: county.code })}>{county.name}</Link>{' '}
                    <span className="muted">
                      {county.completionPercent == null
                        ? t('dashboard.noTarget')
                        : percent(county.completionPercent / 100)}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </section>
        );
      }}
    </Await>
  );
}
