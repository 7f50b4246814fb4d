import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { parseYuan, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { Await, ChipChoice, ProblemAlert, TextField } from '@/shared/ui';
import { useColleagues } from '../api';

interface Rule {
  organisationId: string;
  isNeeded: boolean;
  aboveFen: number;
  isOwn: boolean;
}

function Edit({ rule, onDone }: { rule: Rule; onDone: () => void }) {
  const { t } = useTranslation('buying');
  const [needed, setNeeded] = useState(rule.isNeeded ? (rule.aboveFen > 0 ? 'above' : 'all') : 'none');
  const [above, setAbove] = useState(rule.aboveFen > 0 ? String(rule.aboveFen / 100) : '5000');
  const fen = parseYuan(above);
  const save = useIntent(
    (body: { isNeeded: boolean; aboveFen: number }) => api.put('/api/purchasing-settings', { body }),
    { refresh: [['approval-rule']], onSuccess: onDone },
  );
  return (
    <div className="stack">
      <ChipChoice
        label={t('rule.which')}
        value={needed}
        onChange={setNeeded}
        choices={['all', 'above', 'none'].map((value) => ({ value, label: t(`rule.${value}`) }))}
      />
      {needed === 'above' && (
        <TextField
          label={t('rule.amount')}
          inputMode="decimal"
          value={above}
          onChange={setAbove}
          error={fen === undefined ? t('rule.amountWrong') : undefined}
        />
      )}
      <ProblemAlert problem={save.error} />
      <div className="row">
        <button
          type="button"
          className="button primary"
          disabled={save.isPending || (needed === 'above' && fen === undefined)}
          onClick={() => save.mutate({ isNeeded: needed !== 'none', aboveFen: needed === 'above' ? (fen ?? 0) : 0 })}
        >
          {t('rule.save')}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {t('rule.keep')}
        </button>
      </div>
    </div>
  );
}

/** 审批规则: from which amount on a second person decides, and who these persons are. */
export function ApprovalRule() {
  const { t } = useTranslation('buying');
  const session = useSession().data;
  const [editing, setEditing] = useState(false);
  const rule = useQuery({ queryKey: ['approval-rule'], queryFn: () => api.get('/api/purchasing-settings') });
  const people = useColleagues(rule.data?.organisationId).data?.items ?? [];
  const approvers = people.filter((one) => one.role === 'buyer-approver' && !one.isLocked);
  return (
    <Await of={rule} height={120}>
      {(found) => (
        <section className="card stack-s">
          <div className="row-between">
            <h2>{t('rule.title')}</h2>
            {has(session, ['buyer-approver', 'buyer-finance']) && !editing && (
              <button type="button" className="button" onClick={() => setEditing(true)}>
                {t('rule.change')}
              </button>
            )}
          </div>
          {editing ? (
            <Edit rule={found} onDone={() => setEditing(false)} />
          ) : (
            <>
              <p>
                {found.isNeeded
                  ? found.aboveFen > 0
                    ? t('rule.saysAbove', { amount: yuan(found.aboveFen) })
                    : t('rule.saysAll')
                  : t('rule.saysNone')}{' '}
                <span className="muted small">{!found.isOwn && t('rule.usual')}</span>
              </p>
              {found.isNeeded && (
                <p className="muted small">
                  {approvers.length > 0
                    ? t('rule.who', { names: approvers.map((one) => one.name).join('、') })
                    : t('rule.nobody')}{' '}
                  {t('rule.second')}
                </p>
              )}
            </>
          )}
        </section>
      )}
    </Await>
  );
}
