import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ChartFrame } from '@/shared/charts/ChartFrame';
import { inUnit, nameOfUnit, unitFor } from '@/shared/format';
import { BulletBar } from '@/shared/ui';
import { chartFile } from '../../api';
import { amountOf, useNames } from './measure';
import type { Part } from './parts';

export function Modes({ view, asked, measure, sales }: Part) {
  const { t, i18n } = useTranslation('programme');
  const nameOf = useNames();
  const amount = (row: (typeof view.modes)[number]) => amountOf(row.amounts, measure);
  const rows = [...view.modes].sort((a, b) => amount(b) - amount(a));
  const unit = unitFor(rows.map((row) => row.amounts.grossFen));
  const largest = Math.max(1, ...rows.map(amount));
  return (
    <ChartFrame
      question={t('modes.title')}
      unit={nameOfUnit(unit, i18n.language)}
      asOf={view.asOf}
      xlsx={chartFile('modes', asked)}
      table={{
        head: [t('sales.mode'), t('dashboard.gross'), t('dashboard.recognised')],
        rows: rows.map((row) => [
          <Link to={sales({ mode: row.code })} key="name">
            {nameOf(row)}
          </Link>,
          inUnit(row.amounts.grossFen, unit),
          inUnit(row.amounts.recognisedFen, unit),
        ]),
      }}
    >
      <div className="stack-s">
        {rows.map((row) => (
          <BulletBar
            key={row.code}
            label={<Link to={sales({ mode: row.code })}>{nameOf(row)}</Link>}
            value={inUnit(amount(row), unit)}
            ratio={amount(row) / largest}
          />
        ))}
      </div>
    </ChartFrame>
  );
}
