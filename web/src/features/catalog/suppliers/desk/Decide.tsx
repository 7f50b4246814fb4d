import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http, useIntent } from '@/shared/http';
import { has, useSession, type Role } from '@/shared/session';
import { ProblemAlert, TextField } from '@/shared/ui';
import type { Admission } from '../../phone/admission';
import '../i18n';

const acts: Record<string, { route: string; act: string; roles: readonly Role[] }[]> = {
  applied: [
    { route: 'recommendation', act: 'recommend', roles: ['county-official'] },
    { route: 'refusal', act: 'refuse', roles: ['county-official', 'operator'] },
  ],
  'county-recommended': [
    { route: 'approval', act: 'approve', roles: ['operator'] },
    { route: 'refusal', act: 'refuse', roles: ['operator'] },
  ],
  active: [
    { route: 'suspension', act: 'suspend', roles: ['county-official', 'operator'] },
    { route: 'removal', act: 'remove', roles: ['operator'] },
  ],
  suspended: [
    { route: 'reinstatement', act: 'reinstate', roles: ['operator'] },
    { route: 'removal', act: 'remove', roles: ['operator'] },
  ],
};

/** What the signed-in official may do with a supplier now; what stops it needs a reason that becomes public. */
export function Decide({ file }: { file: Admission }) {
  const { t } = useTranslation(['catalog', 'suppliers']);
  const session = useSession().data;
  const [reason, setReason] = useState('');
  const decide = useIntent(
    (route: string, key) =>
      http.post(
        `/api/suppliers/${file.supplierId}/${route}`,
        { version: file.version, reason: reason.trim() || null },
        key,
      ),
    {
      refresh: [['suppliers'], ['supplier', file.supplierId]],
      onSuccess: () => setReason(''),
    },
  );
  // What ends by itself with the new paper may be made a suspension of the office's own.
  const possible = [...(file.isSuspendedForPapers ? acts.active!.slice(0, 1) : []), ...(acts[file.state] ?? [])];
  const mine = possible.filter((one) => has(session, one.roles));
  if (mine.length === 0) return null;
  const isPublic = file.state === 'active' || file.state === 'suspended';
  return (
    <section className="card stack">
      <TextField
        label={t('admission.reason')}
        hint={isPublic ? t('suppliers:desk.public') : t('admission.reasonHint')}
        optional
        value={reason}
        onChange={setReason}
        lines={2}
      />
      <ProblemAlert problem={decide.error} />
      <div className="row">
        {mine.map((one) => (
          <button
            key={one.route}
            type="button"
            className={`button ${['recommend', 'approve', 'reinstate'].includes(one.act) ? 'primary' : 'danger'}`}
            disabled={decide.isPending}
            onClick={() => decide.mutate(one.route)}
          >
            {one.act === 'remove' ? t('suppliers:desk.remove') : t(`admission.${one.act}`)}
          </button>
        ))}
      </div>
    </section>
  );
}
