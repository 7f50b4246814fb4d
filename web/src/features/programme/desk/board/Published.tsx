import { useTranslation } from 'react-i18next';
import { statistic } from '@/shared/format';
import type { Dashboard } from '../../api';

/** A change over the year before carries its sign; a plain number does not. */
const growth = (figure: Dashboard['figures'][number]) =>
  figure.number == null ? '—' : `${figure.unit === 'percent_yoy' ? '+' : ''}${figure.number.toLocaleString('en-US')}`;

/** What newspapers said, to hold the ledger against. */
export function Published({ view }: { view: Dashboard }) {
  const { t, i18n } = useTranslation('programme');
  if (view.figures.length === 0) return null;
  return (
    <section className="card stack-s">
      <h2>{t('dashboard.published')}</h2>
      <p className="muted small">{t('dashboard.publishedHint')}</p>
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('dashboard.figureHead')}</th>
              <th scope="col" className="num">
                {t('dashboard.valueHead')}
              </th>
              <th scope="col">{t('dashboard.periodHead')}</th>
              <th scope="col">{t('dashboard.source')}</th>
            </tr>
          </thead>
          <tbody>
            {view.figures.map((figure) => (
              <tr key={figure.id}>
                <td>{t(`figure.name.${figure.measure}_${figure.cut}_${figure.kind}`)}</td>
                <td className="num">
                  {t(`figure.qualifier.${figure.qualifier}`)}
                  <strong>
                    {figure.amountFen
                      ? statistic(figure.amountFen, i18n.language)
                      : `${growth(figure)}${t(`figure.unit.${figure.unit}`)}`}
                  </strong>
                </td>
                <td className="nowrap">
                  {figure.from.slice(0, 7)}–{figure.to.slice(0, 7)}
                </td>
                <td>{i18n.language === 'en' ? figure.sourceEn : figure.source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
