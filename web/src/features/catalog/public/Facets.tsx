import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseYuan } from '@/shared/format';
import type { FacetChoice, SearchAnswer } from '../api';

export type Change = (changes: Record<string, string | undefined>) => void;

function One({ name, choices, value, change, labelOf }: { name: string; choices: readonly FacetChoice[]; value: string; change: Change; labelOf: (choice: FacetChoice) => string }) {
  const { t } = useTranslation('catalog');
  if (choices.length === 0) return null;
  return (
    <details open>
      <summary>{t(`search.${name}`)}</summary>
      <div className="choices" role="radiogroup" aria-label={t(`search.${name}`)}>
        {choices.map((choice) => (
          <label key={choice.value}>
            <input type="checkbox" checked={value === choice.value} onChange={() => change({ [name]: value === choice.value ? undefined : choice.value })} />
            {labelOf(choice)}
            <span className="n">{choice.count}</span>
          </label>
        ))}
      </div>
    </details>
  );
}

function PriceRange({ search, change }: { search: URLSearchParams; change: Change }) {
  const { t } = useTranslation('catalog');
  const shown = (name: string) => {
    const fen = search.get(name);
    return fen ? String(Number(fen) / 100) : '';
  };
  const [least, setLeast] = useState(shown('minPriceFen'));
  const [most, setMost] = useState(shown('maxPriceFen'));
  const fen = (typed: string) => {
    const parsed = typed ? parseYuan(typed) : undefined;
    return parsed === undefined ? undefined : String(parsed);
  };
  return (
    <form
      className="stack-s"
      onSubmit={(event) => {
        event.preventDefault();
        change({ minPriceFen: fen(least), maxPriceFen: fen(most) });
      }}
    >
      <strong>{t('search.price')}</strong>
      <div className="row" style={{ gap: 6, flexWrap: 'nowrap' }}>
        <input className="input" inputMode="decimal" aria-label={t('search.least')} placeholder={t('search.least')} value={least} onChange={(event) => setLeast(event.target.value)} />
        <input className="input" inputMode="decimal" aria-label={t('search.most')} placeholder={t('search.most')} value={most} onChange={(event) => setMost(event.target.value)} />
      </div>
      <button type="submit" className="button">
        {t('search.apply')}
      </button>
    </form>
  );
}

/** What the found products have in common, to choose from. */
export function Facets({ facets, search, change }: { facets: SearchAnswer['facets']; search: URLSearchParams; change: Change }) {
  const { t } = useTranslation('catalog');
  const value = (name: string) => search.get(name) ?? '';
  return (
    <div className="facets">
      <div>
        {(['recognised', 'inSeason', 'inStock'] as const).map((name) => (
          <label key={name}>
            <input type="checkbox" checked={value(name) === 'true'} onChange={() => change({ [name]: value(name) ? undefined : 'true' })} />
            {t(name === 'recognised' ? 'search.recognisedOnly' : `search.${name}`)}
          </label>
        ))}
      </div>
      <PriceRange key={`${value('minPriceFen')}-${value('maxPriceFen')}`} search={search} change={change} />
      <One name="category" choices={facets.category ?? []} value={value('category')} change={change} labelOf={(choice) => choice.label} />
      <One name="county" choices={facets.county ?? []} value={value('county')} change={change} labelOf={(choice) => choice.label} />
      <One name="supplierKind" choices={facets.supplierKind ?? []} value={value('supplierKind')} change={change} labelOf={(choice) => t(`kinds.${choice.value}`)} />
    </div>
  );
}
