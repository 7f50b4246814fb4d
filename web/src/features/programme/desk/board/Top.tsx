import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { count, mass, percent, statistic } from '@/shared/format';
import { BulletBar, KeyFigure, PaceText } from '@/shared/ui';
import { amountOf, ratioOf, useNames } from './measure';
import type { Part } from './parts';

/** The total against its target, and what is part of it (其中). */
export function Top({ view, measure, sales }: Part) {
  const { t, i18n } = useTranslation('programme');
  const nameOf = useNames();
  const amount = (fen: number) => statistic(fen, i18n.language);
  const ratio = ratioOf(view.total, measure);
  const pace = view.pacePercent / 100;
  const only: Record<string, string> = measure === 'recognised' ? { recognised: 'true' } : {};
  const other = measure === 'gross' ? 'recognised' : 'gross';
  const parts = [
    {
      key: 'shandong',
      label: t('dashboard.shandong'),
      amounts: view.shandong,
      filter: { buyerProvince: '370000' } as Record<string, string>,
      target: null as number | null | undefined,
    },
    {
      key: 'unsold',
      label: t('dashboard.unsold'),
      amounts: view.unsoldRelief,
      filter: { unsold: 'true' },
      target: null,
    },
    ...view.nested.map((row) => ({
      key: row.key,
      label: nameOf(row),
      amounts: row.amounts,
      filter: { programme: row.programmeId },
      target: row.targetFen,
    })),
  ];
  return (
    <section className="dash-top">
      <div className="card dash-total stack-s">
        <KeyFigure
          label={t(measure === 'gross' ? 'dashboard.total' : 'dashboard.recognised')}
          value={amount(amountOf(view.total.amounts, measure))}
          to={sales(only)}
          under={
            <>
              {view.total.targetFen
                ? t('dashboard.target', { amount: amount(view.total.targetFen) })
                : t('dashboard.noTarget')}
              {ratio !== null && ` · ${t('dashboard.complete', { percent: percent(ratio) })}`}
            </>
          }
        />
        <BulletBar
          label={<PaceText ratio={ratio} pace={pace} />}
          value={t('pace.tick', { ns: 'shared', percent: percent(pace) })}
          ratio={ratio}
          pace={pace}
        />
      </div>
      <div className="card">
        <KeyFigure
          label={
            other === 'recognised'
              ? `${t('dashboard.nested')} · ${t('dashboard.recognised')}`
              : t('dashboard.recognisedPartOf')
          }
          value={amount(amountOf(view.total.amounts, other))}
          to={sales(other === 'recognised' ? { recognised: 'true' } : {})}
          under={t('dashboard.lines', {
            count: count(view.total.amounts.facts) as unknown as number,
            mass: mass(view.total.amounts.massGrams, i18n.language),
          })}
        />
      </div>
      <div className="card dash-series">
        <KeyFigure
          label={t('dashboard.direct')}
          value={amount(amountOf(view.direct, measure))}
          to={sales({ series: 'direct-purchase', ...only })}
        />
        <KeyFigure
          label={t('dashboard.helped')}
          value={amount(amountOf(view.helped, measure))}
          to={sales({ series: 'helped-sale', ...only })}
          under={t('dashboard.apart')}
        />
      </div>
      <div className="card dash-nested">
        <span className="muted small">{t('dashboard.nestedLead')}</span>
        <dl>
          {parts.map((part) => (
            <div key={part.key}>
              <dt>{part.label}</dt>
              <dd>
                <Link to={sales({ ...part.filter, ...only })}>{amount(amountOf(part.amounts, measure))}</Link>
                {part.target ? (
                  <span className="muted small"> {percent(amountOf(part.amounts, measure) / part.target)}</span>
                ) : null}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}
