import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { capitals, pricePerMass, yuan } from '../format';
import { useTranslation } from 'react-i18next';

export function MoneyText({ fen, inWords }: { fen: number | null | undefined; inWords?: boolean }) {
  return (
    <span className="nowrap">
      {yuan(fen)}
      {inWords && typeof fen === 'number' && <small className="muted"> {capitals(fen)}</small>}
    </span>
  );
}

/** A pack's price and what that makes per 500 g and per kilogram. */
export function PackPrice({ fen, grams, unit }: { fen: number; grams?: number | null; unit?: string }) {
  const { i18n } = useTranslation();
  return (
    <span>
      <strong className="price">{yuan(fen)}</strong>
      {unit && <span>/{unit}</span>}
      {grams ? <span className="muted small nowrap"> {pricePerMass(fen, grams, i18n.language)}</span> : null}
    </span>
  );
}

/** A figure that opens what it is made of. */
export function KeyFigure({
  label,
  value,
  under,
  to,
}: {
  label: string;
  value: ReactNode;
  under?: ReactNode;
  to?: string;
}) {
  return (
    <dl className="key-figure">
      <dt>{label}</dt>
      <dd>{to ? <Link to={to}>{value}</Link> : value}</dd>
      {under && <dd className="under">{under}</dd>}
    </dl>
  );
}
