import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { percent } from '../format';

interface BulletBarProps {
  label: ReactNode;
  value: ReactNode;
  /** Actual as part of the target; may exceed one. */
  ratio: number | null;
  /** The part of the period that has passed (序时进度). */
  pace?: number | null;
}

/** Target against actual, with the calendar's pace as a tick. */
export function BulletBar({ label, value, ratio, pace }: BulletBarProps) {
  const { t } = useTranslation();
  const full = Math.max(1, ratio ?? 0, pace ?? 0);
  const at = (part: number) => `${(part / full) * 100}%`;
  return (
    <div className="bullet">
      <span>{label}</span>
      <span className="right">{value}</span>
      <div
        className="track"
        role="img"
        aria-label={`${percent(ratio)}${pace ? `, ${t('pace.tick', { percent: percent(pace) })}` : ''}`}
      >
        <span className="value" style={{ width: at(ratio ?? 0) }} />
        {pace ? <span className="tick" style={{ left: at(pace) }} /> : null}
        {full > 1 && <span className="target" style={{ left: at(1) }} />}
      </div>
    </div>
  );
}

/** Ahead of or behind the calendar, in percentage points. */
export function PaceText({ ratio, pace }: { ratio: number | null | undefined; pace: number | null | undefined }) {
  const { t } = useTranslation();
  if (ratio === null || ratio === undefined || pace === null || pace === undefined) return null;
  const points = (ratio - pace) * 100;
  const text = Math.abs(points).toFixed(1);
  return (
    <span className="nowrap">
      {points >= 0 ? '▲ ' : '▼ '}
      {t(points >= 0 ? 'pace.ahead' : 'pace.behind', { points: text })}
    </span>
  );
}
