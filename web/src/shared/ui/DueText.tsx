import { useTranslation } from 'react-i18next';
import { daysUntil, dateTime } from '../format';

/** A deadline with the days that are left. */
export function DueText({ at }: { at: string }) {
  const { t } = useTranslation();
  const days = daysUntil(at);
  const left =
    days > 0 ? t('days.left', { count: days }) : days === 0 ? t('days.today') : t('days.over', { count: -days });
  return (
    <span className="nowrap" title={dateTime(at)}>
      {left}
    </span>
  );
}
