import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { dateTime } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { Await, ConfirmAct, PageHeading, ProblemAlert, TextField } from '@/shared/ui';
import '../i18n';

/** 接口密钥: shown once, revoked at any time. */
export default function Keys() {
  const { t } = useTranslation('operations');
  const [name, setName] = useState('');
  const [made, setMade] = useState('');
  const [revoking, setRevoking] = useState<{ id: string; name: string }>();
  const keys = useQuery({ queryKey: ['keys'], queryFn: () => api.get('/api/keys') });
  const create = useIntent((text: string, key) => api.post('/api/keys', { body: { name: text }, key }), {
    refresh: [['keys']],
    onSuccess: (answer) => {
      setMade(answer.key);
      setName('');
    },
  });
  const revoke = useIntent((id: string, key) => api.delete('/api/keys/{keyId}', { path: { keyId: id }, key }), {
    refresh: [['keys']],
    onSuccess: () => setRevoking(undefined),
  });
  return (
    <div className="stack">
      <PageHeading question={t('keys.question')} lead={t('keys.lead')} />
      <form
        className="card row"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) create.mutate(name.trim());
        }}
      >
        <TextField label={t('keys.name')} value={name} onChange={setName} />
        <button type="submit" className="button primary" disabled={create.isPending || !name.trim()}>
          {t('keys.create')}
        </button>
      </form>
      <ProblemAlert problem={create.error} />
      {made && (
        <p className="alert warn">
          {t('keys.once')} <code>{made}</code>
        </p>
      )}
      <Await of={keys} height={200}>
        {(page) => (
          <section className="card">
            {page.items.length === 0 && <p className="muted">{t('keys.none')}</p>}
            <table className="plain-table">
              <tbody>
                {page.items.map((row) => (
                  <tr key={row.id}>
                    <td>{row.name}</td>
                    <td>
                      <code>{row.prefix}…</code>
                    </td>
                    <td className="nowrap">{dateTime(row.createdAt)}</td>
                    <td>
                      <button type="button" className="button" onClick={() => setRevoking(row)}>
                        {t('keys.revoke')}
                      </button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </Await>
      <ConfirmAct
        act={t('keys.revoke')}
        open={revoking !== undefined}
        onClose={() => setRevoking(undefined)}
        onAct={() => revoking && revoke.mutate(revoking.id)}
        pending={revoke.isPending}
        problem={revoke.error}
        danger
      >
        <p>{t('keys.revokeWhat', { name: revoking?.name ?? '' })}</p>
      </ConfirmAct>
    </div>
  );
}
