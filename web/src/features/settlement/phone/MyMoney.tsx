import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { useIntent } from '@/shared/http';
import { EmptyState, PageHeading, ProblemAlert, Skeleton } from '@/shared/ui';
import '../i18n';
import { HouseholdMoney, type PayoutAnswer } from './HouseholdMoney';

/** 我的钱到了吗: opened by the link a household was given, without an account. The token stands behind the #. */
export default function MyMoney() {
  const { t } = useTranslation('settlement');
  const [token] = useState(() => window.location.hash.slice(1));
  const key = ['my-money', token];
  const money = useQuery({
    queryKey: key,
    queryFn: () => api.get('/api/household-money/{token}', { path: { token } }),
    enabled: token !== '',
    retry: false,
  });
  const answer = useIntent(
    ({ itemId, ...body }: PayoutAnswer, intent) =>
      api.post('/api/household-money/{token}/payouts/{itemId}/answer', { path: { token, itemId }, body, key: intent }),
    { refresh: [key] },
  );
  if (!token || money.error)
    return (
      <div className="stack">
        <PageHeading question={t('household.question')} />
        <EmptyState title={t('household.linkOver')}>{t('household.linkOverNext')}</EmptyState>
      </div>
    );
  if (!money.data) return <Skeleton height={400} />;
  return (
    <div className="stack my-money">
      <PageHeading question={t('household.question')} lead={t('household.lead')} />
      <ProblemAlert problem={answer.error} />
      <section className="card">
        <HouseholdMoney money={money.data} answer={answer.mutate} pending={answer.isPending} problem={answer.error} />
      </section>
    </div>
  );
}
