import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../http';

/** Nothing to show: why, and what to do next. */
export function EmptyState({
  title,
  children,
  picture = 'stem-mustard-paper',
}: {
  title: string;
  children?: ReactNode;
  picture?: string;
}) {
  return (
    <div className="empty">
      <img className="mark" src={`/produce/${picture}.svg`} alt="" width={96} height={96} />
      <h2>{title}</h2>
      <div className="muted">{children}</div>
    </div>
  );
}

/** What could not be loaded, with a way to try again and a reference for support. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t, i18n } = useTranslation();
  const problem = error instanceof Problem ? error : undefined;
  if (problem?.status === 404) {
    return (
      <EmptyState title={t('notYours')} picture="walnut-paper">
        <p>{t('notYoursNext')}</p>
      </EmptyState>
    );
  }
  return (
    <div className="alert" role="alert">
      <strong>{t('pageFailed')}</strong>
      {problem && <p>{problem.in(i18n.language)}</p>}
      <div className="row">
        {retry && (
          <button type="button" className="button" onClick={retry}>
            {t('retry')}
          </button>
        )}
        {problem?.reference && <span className="reference">{t('reference', { reference: problem.reference })}</span>}
      </div>
    </div>
  );
}

/** A grey surface of the final size, shown only when loading takes longer than a blink. */
export function Skeleton({ height = 120 }: { height?: number }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div style={{ minHeight: height }} className={shown ? 'skeleton' : undefined} role="status">
      {shown && <span className="visually-hidden">{t('loading')}</span>}
    </div>
  );
}

interface Loaded<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** Loading, refused or here: cached content stays on the screen while it is renewed. */
export function Await<T>({
  of,
  height,
  children,
}: {
  of: Loaded<T>;
  height?: number;
  children: (data: T) => ReactNode;
}) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.error) return <ErrorState error={of.error} retry={() => void of.refetch()} />;
  return <Skeleton height={height} />;
}

/** A refusal of an act: the sentence, and each field's sentence linking to the field. */
export function ProblemAlert({ problem }: { problem: Problem | null | undefined }) {
  const { t, i18n } = useTranslation();
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  useEffect(() => {
    if (problem) box?.focus();
  }, [problem, box]);
  if (!problem) return null;
  const shown = problem instanceof Problem ? problem : undefined;
  const fields = shown?.errors.filter((error) => error.message && error.message !== shown.in(i18n.language)) ?? [];
  return (
    <div className="alert" role="alert" tabIndex={-1} ref={setBox}>
      <strong>{shown?.in(i18n.language) || t('somethingWrong')}</strong>
      {fields.length > 0 && (
        <ul>
          {fields.map((error) => (
            <li key={error.field + error.code}>
              <a href={`#${error.field}`}>{error.message}</a>
            </li>
          ))}
        </ul>
      )}
      <p className="reference">
        {shown?.code}
        {shown?.reference && ` · ${t('reference', { reference: shown.reference.slice(0, 8) })}`}
      </p>
    </div>
  );
}
