import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

export interface Fault {
  /** The field's name, which is also its id. */
  field: string;
  message: string;
}

/**
 * What has to be mended before going on, each sentence leading to its field. Takes the focus each time `attempt` grows, and says so in
 * the tab's title.
 */
export function ErrorSummary({ faults, attempt }: { faults: readonly Fault[]; attempt: number }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const any = faults.length > 0;
  useEffect(() => {
    if (attempt > 0) box.current?.focus();
  }, [attempt]);
  useEffect(() => {
    if (!any) return undefined;
    const title = document.title;
    document.title = `${t('wrong')}${title}`;
    return () => {
      document.title = title;
    };
  }, [any, t]);
  if (!any) return null;
  return (
    <div className="alert" role="alert" tabIndex={-1} ref={box}>
      <strong>{t('problems', { count: faults.length })}</strong>
      <ul>
        {faults.map((fault) => (
          <li key={fault.field}>
            <a href={`#${fault.field}`}>{fault.message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The sentence of one field, to stand at the field itself. */
export const faultOf = (faults: readonly Fault[], field: string): string | undefined =>
  faults.find((fault) => fault.field === field)?.message;

/** Of the faults that were told, those that are still there: what was mended goes at once, nothing new comes before the next attempt. */
export const stillWrong = (told: readonly Fault[], now: readonly Fault[]): Fault[] =>
  told.filter((fault) => now.some((left) => left.field === fault.field));
