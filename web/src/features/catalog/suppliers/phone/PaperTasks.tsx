import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { date } from '@/shared/format';
import { DueText, StatusTag } from '@/shared/ui';
import { useAdmission } from '../../phone/admission';
import '../i18n';
import { familyOfStanding } from '../states';

const asking = ['returned', 'ending', 'in-grace', 'expired'];

/** 证照待办: papers that end, have ended, came back or are still missing; nothing when there are none. */
export function PaperTasks({ organisationId }: { organisationId: string }) {
  const { t, i18n } = useTranslation('suppliers');
  const admission = useAdmission(organisationId).data;
  if (!admission || admission.state === 'removed') return null;
  const groups = admission.papers.filter(
    (group) => asking.includes(group.standing) || (group.standing === 'missing' && group.need === 'needed'),
  );
  if (groups.length === 0) return null;
  return (
    <section className="card stack-s" aria-labelledby="paper-tasks">
      <h2 id="paper-tasks">{t('mine.todo', { number: groups.length })}</h2>
      <ul className="lines">
        {groups.map((group) => (
          <li key={group.kind}>
            <Link to="/supplier/admission" className="row-between plain">
              <span>
                <strong>{i18n.language === 'en' ? group.nameEn : group.name}</strong>
                <br />
                <StatusTag family={familyOfStanding(group.standing)}>{t(`standings.${group.standing}`)}</StatusTag>{' '}
                {group.dueOn && (
                  <span className="muted small nowrap">
                    {date(group.dueOn)} <DueText at={group.dueOn} />
                  </span>
                )}
              </span>
              <span aria-hidden="true">›</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
