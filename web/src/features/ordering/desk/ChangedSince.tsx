import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { yuan } from '@/shared/format';
import type { Problem } from '@/shared/http';
import { ProblemAlert } from '@/shared/ui';

interface ChangedPrice {
  packId: string;
  productName: string;
  wasFen: number;
  nowFen: number;
}

interface Shortage {
  packId: string;
  productName: string;
  wished: number;
  available: number;
}

/** A refusal because the market moved between list and order: what was, what is, and what to do. */
export function ChangedSince({ problem, onRenew }: { problem: Problem | null | undefined; onRenew: () => void }) {
  const { t } = useTranslation('buying');
  if (!problem) return null;
  const lines = (problem.facts.lines ?? []) as unknown[];
  const act = (
    <div className="row">
      <button type="button" className="button" onClick={onRenew}>
        {t('changed.renew')}
      </button>
      <Link to="/buyer/cart">{t('changed.cart')}</Link>
    </div>
  );
  if (problem.code === 'price-changed') {
    return (
      <div className="alert warn stack-s" role="alert">
        <strong>{t('changed.prices')}</strong>
        <ul>
          {(lines as ChangedPrice[]).map((line) => (
            <li key={line.packId}>
              {t(line.nowFen > line.wasFen ? 'changed.up' : 'changed.down', {
                name: line.productName,
                was: yuan(line.wasFen),
                now: yuan(line.nowFen),
              })}
            </li>
          ))}
        </ul>
        {act}
      </div>
    );
  }
  if (problem.code === 'not-enough-stock') {
    return (
      <div className="alert warn stack-s" role="alert">
        <strong>{t('changed.stock')}</strong>
        <ul>
          {(lines as Shortage[]).map((line) => (
            <li key={line.packId}>
              {t('changed.short', { name: line.productName, wished: line.wished, available: line.available })}
            </li>
          ))}
        </ul>
        <Link to="/buyer/cart">{t('changed.cart')}</Link>
      </div>
    );
  }
  if (problem.status === 0 || problem.status >= 500) {
    return (
      <p className="alert warn" role="alert">
        {t('changed.lost')}
      </p>
    );
  }
  return (
    <div className="stack-s">
      <ProblemAlert problem={problem} />
      {['not-on-sale', 'below-minimum', 'not-a-multiple', 'invalid-fields'].includes(problem.code) && (
        <Link to="/buyer/cart">{t('changed.cart')}</Link>
      )}
    </div>
  );
}
