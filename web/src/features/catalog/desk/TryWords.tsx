import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api';
import type { Problem } from '@/shared/http';
import { ProblemAlert, TextField } from '@/shared/ui';
import '../i18n';

/** What a buyer who types these words would see. */
export function TryWords() {
  const { t } = useTranslation('catalog');
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState('');
  const found = useQuery({
    queryKey: ['synonyms', 'try', asked],
    queryFn: () => api.get('/api/search', { query: { q: asked, size: 6 } }),
    enabled: asked.length > 0,
  });
  return (
    <form
      className="card stack-s"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(words.trim());
        if (words.trim() === asked) void found.refetch();
      }}
    >
      <h2>{t('synonyms.try')}</h2>
      <TextField label={t('synonyms.tryWords')} value={words} onChange={setWords} />
      <div>
        <button type="submit" className="button" disabled={!words.trim()}>
          {t('synonyms.tryAct')}
        </button>
      </div>
      <ProblemAlert problem={found.error as Problem | null} />
      {found.data && (
        <div role="status" className="stack-s">
          <p>{t('synonyms.tried', { words: asked, count: found.data.total })}</p>
          <ul>
            {found.data.items.map((item) => (
              <li key={item.productId}>
                <Link to={`/products/${item.productId}`}>{item.name}</Link>{' '}
                <span className="muted small">{item.countyName}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </form>
  );
}
