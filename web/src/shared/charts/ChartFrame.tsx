import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface ChartFrameProps {
  question: string;
  unit?: string;
  asOf?: string;
  table: { head: readonly string[]; rows: readonly (readonly ReactNode[])[] };
  /** The same figures as a workbook. */
  xlsx?: string;
  act?: ReactNode;
  children: ReactNode;
}

/** A chart with its question, unit and date, and the same figures as a table. */
export function ChartFrame({ question, unit, asOf, table, xlsx, act, children }: ChartFrameProps) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  return (
    <section className="card stack-s" aria-label={question}>
      <div className="row-between chart-head">
        <h2>{question}</h2>
        <div className="row">
          <span className="muted small">
            {unit}
            {unit && asOf && ' · '}
            {asOf && t('asOf', { moment: asOf })}
          </span>
          {act}
          <button
            type="button"
            className="button link small"
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            {t(asTable ? 'chart' : 'table')}
          </button>
          {xlsx && (
            <a className="small" href={xlsx} download aria-label={`${question} xlsx`}>
              xlsx
            </a>
          )}
        </div>
      </div>
      {asTable ? (
        <div className="table-scroll">
          <table className="plain-table">
            <thead>
              <tr>
                {table.head.map((cell, index) => (
                  <th key={cell} className={index ? 'num' : undefined} scope="col">
                    {cell}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row, index) => (
                <tr key={index}>
                  {row.map((cell, column) => (
                    <td key={column} className={column ? 'num' : undefined}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        children
      )}
    </section>
  );
}
