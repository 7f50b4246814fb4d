import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import '../i18n';

/** Words and days that narrow a list; they live in the address as the other filters do. */
export function Filters({ hint, days = true, children }: { hint: string; days?: boolean; children?: React.ReactNode }) {
  const { t } = useTranslation('origin');
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped] = useState(search.get('q') ?? '');
  const set = (name: string, value: string) =>
    setSearch((now) => {
      if (value) now.set(name, value);
      else now.delete(name);
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
        {t('find')}
        <input
          className="input"
          type="search"
          style={{ width: 180 }}
          placeholder={hint}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => set('q', typed.trim())}
        />
      </label>
      {days &&
        (['from', 'to'] as const).map((name) => (
          <label key={name} className="row small">
            {t(name)}
            <input
              className="input"
              type="date"
              style={{ width: 'auto' }}
              value={search.get(name) ?? ''}
              onChange={(event) => set(name, event.target.value)}
            />
          </label>
        ))}
      {children}
    </form>
  );
}
