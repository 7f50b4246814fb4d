import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { yuan } from '@/shared/format';
import { has, useSession } from '@/shared/session';
import { Await, EmptyState, PageHeading, StatusTag } from '@/shared/ui';
import { useClaim, useClaims, type Claim } from '../api';
import '../i18n';
import { ClaimFile, families } from './ClaimFile';
import './dashboard.css';

const states = [
  'evidenced',
  'village-checked',
  'town-checked',
  'returned',
  'counted',
  'frozen',
  'adjusted',
  'withdrawn',
] as const;

function Row({ claim, chosen, onPick }: { claim: Claim; chosen: boolean; onPick: () => void }) {
  const { t } = useTranslation('programme');
  return (
    <button type="button" aria-pressed={chosen} onClick={onPick}>
      <span className="row-between">
        <strong>{claim.productName}</strong>
        <span className="nowrap">{yuan(claim.amountFen)}</span>
      </span>
      <span className="muted small">
        {claim.soldOn} · {claim.originName}
      </span>
      <span className="row small" style={{ gap: 8 }}>
        <StatusTag family={families[claim.state] ?? 'theirs'}>{t(`claims.states.${claim.state}`)}</StatusTag>
        {claim.isPossiblyDouble && <StatusTag family="due">{t('claims.double')}</StatusTag>}
      </span>
    </button>
  );
}

export default function ClaimsDesk() {
  const { t } = useTranslation('programme');
  const [search, setSearch] = useSearchParams();
  const session = useSession().data;
  const double = search.get('double') === 'true';
  const state = search.get('state') ?? undefined;
  const claims = useClaims({ ...(state ? { state } : {}), ...(double ? { double } : {}) });
  const items = claims.data?.pages.flatMap((page) => page.items);
  const chosen = search.get('claim') ?? items?.[0]?.id;
  const claim = useClaim(chosen);
  const set = (changes: Record<string, string>) =>
    setSearch((now) => {
      for (const [name, value] of Object.entries(changes)) {
        if (value) now.set(name, value);
        else now.delete(name);
      }
      return now;
    });
  return (
    <div className="stack">
      <PageHeading question={t('claims.question')}>
        {has(session, ['village-official', 'town-official', 'county-official']) && (
          <Link className="button primary" to="/official/claims/new">
            {t('claims.new')}
          </Link>
        )}
      </PageHeading>
      <div className="row" role="group" aria-label={t('claims.state')}>
        <button
          type="button"
          className="chip"
          aria-pressed={!state && !double}
          onClick={() => set({ state: '', double: '', claim: '' })}
        >
          {t('claims.all')}
        </button>
        <button
          type="button"
          className="chip"
          aria-pressed={double}
          onClick={() => set({ state: '', double: 'true', claim: '' })}
        >
          {t('claims.double')}
        </button>
        {states.map((one) => (
          <button
            key={one}
            type="button"
            className="chip"
            aria-pressed={state === one}
            onClick={() => set({ state: one, double: '', claim: '' })}
          >
            {t(`claims.states.${one}`)}
          </button>
        ))}
      </div>
      <Await of={claims} height={500}>
        {() =>
          items!.length === 0 && !chosen ? (
            <EmptyState title={t('claims.none')}>{t('claims.noneNext')}</EmptyState>
          ) : (
            <div className="split">
              <div className="card queue" style={{ padding: 0 }}>
                {items!.length === 0 && <p className="muted queue-note">{t('claims.none')}</p>}
                {items!.map((row) => (
                  <Row key={row.id} claim={row} chosen={row.id === chosen} onPick={() => set({ claim: row.id })} />
                ))}
                {claims.hasNextPage && (
                  <button type="button" onClick={() => void claims.fetchNextPage()}>
                    {t('more', { ns: 'shared' })}
                  </button>
                )}
              </div>
              {chosen ? (
                <Await of={claim} height={500}>
                  {(detail) => <ClaimFile key={detail.claim.id} detail={detail} />}
                </Await>
              ) : (
                <p>{t('claims.pick')}</p>
              )}
            </div>
          )
        }
      </Await>
    </div>
  );
}
