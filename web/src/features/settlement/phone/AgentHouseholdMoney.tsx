import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api } from '@/api';
import { dateTime } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { Await, PageHeading, ProblemAlert } from '@/shared/ui';
import '../i18n';
import { HouseholdMoney, type PayoutAnswer } from './HouseholdMoney';

/** The link the household opens on its own phone; it says who may see this money, so it is shown only here. */
function HandOut({ householdId }: { householdId: string }) {
  const { t } = useTranslation('settlement');
  const [copied, setCopied] = useState(false);
  const hand = useIntent((id: string, key) =>
    api.post('/api/households/{householdId}/money-link', { path: { householdId: id }, body: {}, key }),
  );
  const address = hand.data ? `${window.location.origin}/my-money#${hand.data.token}` : '';
  if (!hand.data)
    return (
      <>
        <ProblemAlert problem={hand.error} />
        <button
          type="button"
          className="button block"
          disabled={hand.isPending}
          onClick={() => hand.mutate(householdId)}
        >
          {t('household.link')}
        </button>
      </>
    );
  return (
    <div className="stack-s">
      <p>{t('household.linkWhat', { at: dateTime(hand.data.validTo) })}</p>
      <p className="breakable small">
        <a href={address}>{address}</a>
      </p>
      <button
        type="button"
        className="button block"
        onClick={() => void navigator.clipboard.writeText(address).then(() => setCopied(true))}
      >
        {t(copied ? 'household.copied' : 'household.copy')}
      </button>
    </div>
  );
}

/** 这户的钱: what the household is to get and got, as its agent sees it while the consent is in force. */
export default function AgentHouseholdMoney() {
  const { t } = useTranslation('settlement');
  const { householdId = '' } = useParams();
  const key = ['household-money', householdId];
  const money = useQuery({
    queryKey: key,
    queryFn: () => api.get('/api/households/{householdId}/money', { path: { householdId } }),
  });
  const answer = useIntent(
    ({ itemId, ...body }: PayoutAnswer, intent) =>
      api.post('/api/households/{householdId}/payouts/{itemId}/answer', {
        path: { householdId, itemId },
        body,
        key: intent,
      }),
    { refresh: [key] },
  );
  return (
    <div className="stack">
      <Link className="button link back" to={`/supplier/households/${householdId}`}>
        ‹ {t('household.back')}
      </Link>
      <PageHeading question={t('household.title')} />
      <Await of={money} height={300}>
        {(found) => (
          <>
            <ProblemAlert problem={answer.error} />
            <section className="card">
              <HouseholdMoney money={found} answer={answer.mutate} pending={answer.isPending} problem={answer.error} />
            </section>
            <section className="card stack-s">
              <HandOut householdId={householdId} />
            </section>
          </>
        )}
      </Await>
    </div>
  );
}
