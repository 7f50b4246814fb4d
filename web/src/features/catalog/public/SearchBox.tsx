import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useSuggestions } from '../api';

/** Words as people say them: Chinese, pinyin or its initials. Suggestions while typing. */
export function SearchBox({ initial = '', onSearch }: { initial?: string; onSearch: (words: string) => void }) {
  const { t } = useTranslation('catalog');
  const [typed, setTyped] = useState(initial);
  const [open, setOpen] = useState(false);
  const suggestions = useSuggestions(open ? typed : '');
  const search = (words: string) => {
    setTyped(words);
    setOpen(false);
    onSearch(words.trim());
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    search(typed);
  };
  return (
    <form className="search-box" role="search" onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}>
      <input
        className="input"
        type="search"
        aria-label={t('search.box')}
        placeholder={t('home.placeholder')}
        value={typed}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => {
          setTyped(event.target.value);
          setOpen(true);
        }}
      />
      <button type="submit" className="button primary">
        {t('home.act')}
      </button>
      {open && typed.trim() && suggestions.data && suggestions.data.items.length > 0 && (
        <div className="suggestions">
          {suggestions.data.items.map((item) => (
            <button key={item} type="button" onClick={() => search(item)}>
              {item}
            </button>
          ))}
        </div>
      )}
    </form>
  );
}
