import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import '../i18n';

export interface Narrowing {
  name: string;
  label: string;
  choices: readonly { value: string; label: string }[];
}

/** Words and choices that narrow a list; they live in the address. A changed filter begins with its first row. */
export function Narrow({ filters = [], forget }: { filters?: readonly Narrowing[]; forget?: string }) {
  const { t } = useTranslation('suppliers');
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped] = useState(search.get('q') ?? '');
  const set = (name: string, value: string) =>
    setSearch((now) => {
      if (value) now.set(name, value);
      else now.delete(name);
      if (forget) now.delete(forget);
      return now;
    });
  return (
    <form
      role="search"
      className="row no-print"
      onSubmit={(event) => {
        event.preventDefault();
        set('q', typed.trim());
      }}
    >
      <label className="row small">
        {t('findHint')}
        <input
          className="input"
          type="search"
          style={{ width: 160 }}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <button type="submit" className="button">
        {t('find')}
      </button>
      {filters.map((filter) => (
        <label key={filter.name} className="row small">
          {filter.label}
          <select
            className="input"
            style={{ width: 'auto', maxWidth: '100%' }}
            value={search.get(filter.name) ?? ''}
            onChange={(event) => set(filter.name, event.target.value)}
          >
            {filter.choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </select>
        </label>
      ))}
    </form>
  );
}
