import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { capitals, date, dateTime, percent, yuan } from '@/shared/format';
import { Problem } from '@/shared/http';
import { useElder } from '@/shared/theme/elder';
import { Await, StatusTag } from '@/shared/ui';

/** 这单的钱: what it brings, what came off and why, who gets which part, and when. */
export function Split({ orderId }: { orderId: string }) {
  const { t } = useTranslation('ordering');
  const [elder] = useElder();
  const split = useQuery({
    queryKey: ['order-split', orderId],
    queryFn: async () => {
      try {
        return await api.get('/api/orders/{orderId}/split', { path: { orderId } });
      } catch (error) {
        if (error instanceof Problem && error.status === 404) return null;
        throw error;
      }
    },
  });
  return (
    <Await of={split} height={160}>
      {(found) =>
        found === null ? (
          <p className="muted">{t('phone.split.notYet')}</p>
        ) : (
          <div className="stack-s">
            <div className="row-between">
              <h2>{t('phone.split.title')}</h2>
              <StatusTag family={found.isFinal ? 'done' : 'theirs'}>
                {found.releasedAt
                  ? t('phone.split.released', { at: date(found.releasedAt) })
                  : found.acceptedOn
                    ? t('phone.split.accepted', { at: date(found.acceptedOn) })
                    : t('phone.split.waits')}
              </StatusTag>
            </div>
            <dl className="split">
              <dt>{t('phone.split.goods')}</dt>
              <dd>{yuan(found.goodsFen)}</dd>
              {found.rejectedFen > 0 && (
                <>
                  <dt>{t('phone.split.rejected')}</dt>
                  <dd>−{yuan(found.rejectedFen)}</dd>
                </>
              )}
              <dt>{t('phone.split.freight')}</dt>
              <dd>{yuan(found.freightFen)}</dd>
              <dt>{t('phone.split.fee')}</dt>
              <dd>{yuan(found.feeFen)}</dd>
              {found.households.map((part) => (
                <FragmentRow
                  key={part.householdId}
                  name={t('phone.split.household', {
                    name: part.maskedName,
                    share: part.shareBasisPoints > 0 ? percent(part.shareBasisPoints / 10_000) : '',
                  })}
                  fen={part.amountFen}
                />
              ))}
              <dt className="sum">{t(found.isFinal ? 'phone.split.own' : 'phone.split.ownEstimate')}</dt>
              <dd className="sum">
                {yuan(found.ownFen)}
                {elder && <div className="small">{capitals(found.ownFen)}</div>}
              </dd>
            </dl>
            {!found.isFinal && (
              <p className="muted small">
                {found.expectedOn ? t('phone.split.expected', { date: found.expectedOn }) : t('phone.split.estimate')}
              </p>
            )}
            {found.releasedAt && (
              <p className="muted small">{t('phone.split.then', { at: dateTime(found.releasedAt) })}</p>
            )}
          </div>
        )
      }
    </Await>
  );
}

const FragmentRow = ({ name, fen }: { name: string; fen: number }) => (
  <>
    <dt>{name}</dt>
    <dd>−{yuan(fen)}</dd>
  </>
);
