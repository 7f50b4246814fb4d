import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** The page's question, and beside it what may be done. Also names the browser's tab. */
export function PageHeading({
  question,
  lead,
  children,
}: {
  question: string;
  lead?: ReactNode;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${question} · ${t('app.name')}`;
  }, [question, t]);
  return (
    <header className="row-between">
      <div>
        <h1>{question}</h1>
        {lead && <p className="muted">{lead}</p>}
      </div>
      {children && <div className="row no-print">{children}</div>}
    </header>
  );
}
