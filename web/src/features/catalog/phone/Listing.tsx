import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api } from '@/api';
import { date } from '@/shared/format';
import { entrust, intended, KeptText, TaskState, useDraft, useTasksOf } from '@/shared/offline';
import { usePosts, useSession } from '@/shared/session';
import { Await, ErrorSummary, ErrorState, PageHeading, ReadAloud, Skeleton, stillWrong, type Fault } from '@/shared/ui';
import './i18n';
import { blankDraft, faultsOf } from './draft';
import { ListingCheck } from './ListingCheck';
import './listing.css';
import type { Update } from './listing-parts';
import { Packs } from './PacksStep';
import { Stock } from './StockStep';
import { What } from './WhatStep';
import { stepsOf, type ListingPayload } from './send-listing';

interface Seller {
  account: string;
  /** Where the goods come from unless said otherwise: the household's village or the supplier's place. */
  origin: string;
  county: string;
  supplierId?: string;
  /** Under whose name it is sold, which decides how it may be taxed. */
  sellerId: string;
  household?: { id: string; name: string; sellerName: string };
}

const draftIdOf = (seller: Seller) => `listing:${seller.account}:${seller.household?.id ?? ''}`;
const backTo = (household?: string) => `/supplier/list${household ? `?household=${household}` : ''}`;

/** What became of a listing that was handed over. */
function Sent({ taskKey, account, again }: { taskKey: string; account: string; again: () => void }) {
  const { t } = useTranslation(['catalog', 'shared']);
  const task = useTasksOf(account).find((one) => one.key === taskKey);
  const productId = (task?.results.answer as { productId?: string } | undefined)?.productId;
  const isDone = task?.state === 'sent';
  return (
    <div className="stack">
      <PageHeading
        question={t(isDone ? 'listing.done' : 'listing.handedOver')}
        lead={t(isDone ? 'listing.doneNext' : 'shared:offline.keptNext')}
      />
      {task && (
        <div className="card row-between" role="status">
          <strong>{task.title}</strong>
          <TaskState task={task} />
        </div>
      )}
      {isDone && productId ? (
        <>
          <Link className="button primary block big-act" to={`/supplier/products/${productId}`}>
            {t('listing.apply')}
          </Link>
          <Link className="button block" to={`/products/${productId}`}>
            {t('listing.see')}
          </Link>
        </>
      ) : (
        <Link className="button primary block big-act" to="/supplier">
          {t('listing.home')}
        </Link>
      )}
      <button type="button" className="button block" onClick={again}>
        ＋ {t('listing.another')}
      </button>
    </div>
  );
}

function Wizard({ seller, onSent }: { seller: Seller; onSent: (key: string) => void }) {
  const { t } = useTranslation(['catalog', 'shared']);
  const today = date(new Date());
  const draftId = draftIdOf(seller);
  const {
    content: draft,
    kept,
    change,
    close,
  } = useDraft(draftId, seller.account, () => blankDraft(today, seller.origin));
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [lost, setLost] = useState(false);
  const [pending, setPending] = useState(false);
  const update: Update = useCallback(
    (part) => change((now) => ({ ...now, ...(typeof part === 'function' ? part(now) : part) })),
    [change],
  );
  if (!draft) return <Skeleton height={500} />;

  const go = (step: number) => {
    setFaults([]);
    update({ step });
    window.scrollTo(0, 0);
  };
  const handOver = async () => {
    setPending(true);
    const key = crypto.randomUUID();
    const payload: ListingPayload = {
      back: backTo(seller.household?.id),
      draftId,
      content: draft,
      supplierId: seller.supplierId,
      householdId: seller.household?.id,
    };
    const intent = {
      key,
      kind: 'listing',
      account: seller.account,
      title: draft.name.trim(),
      payload,
      steps: stepsOf(draft),
    };
    try {
      close();
      await entrust(intended(intent, Date.now()), draftId);
      onSent(key);
    } catch {
      setLost(true);
      setPending(false);
    }
  };
  const next = () => {
    const all = draft.step < 4 ? [draft.step] : [1, 2, 3];
    const found = all.flatMap((step) => faultsOf(draft, step, today, t));
    setFaults(found);
    setAttempt((count) => count + 1);
    if (found.length > 0) return;
    if (draft.step < 4) go(draft.step + 1);
    else void handOver();
  };
  const question = t(`listing.step${draft.step}`);
  const shown = draft.step === 4 ? faults : stillWrong(faults, faultsOf(draft, draft.step, today, t));
  const parts = { draft, update, faults: shown };
  return (
    <div className="stack wizard">
      <div className="wizard-bar small">
        {draft.step > 1 ? (
          <button type="button" className="button link" onClick={() => go(draft.step - 1)}>
            ‹ {t('shared:back')}
          </button>
        ) : (
          <Link className="button link" to="/supplier">
            ‹ {t('shared:back')}
          </Link>
        )}
        <span aria-label={t('listing.progress', { step: draft.step })}>{draft.step}/4</span>
        <KeptText kept={kept} />
      </div>
      <PageHeading
        question={question}
        lead={
          seller.household && t('listing.for', { name: seller.household.name, seller: seller.household.sellerName })
        }
      />
      <ErrorSummary faults={shown} attempt={attempt} />
      {lost && <ErrorState error={null} retry={() => void handOver()} />}
      {draft.step === 1 && <What {...parts} county={seller.county} />}
      {draft.step === 2 && <Packs {...parts} />}
      {draft.step === 3 && (
        <Stock {...parts} county={seller.county} sellerId={seller.sellerId} isForHousehold={!!seller.household} />
      )}
      {draft.step === 4 && <ListingCheck draft={draft} onChange={go} forName={seller.household?.name} />}
      <div className="row-between">
        <ReadAloud text={question} />
        <span className="muted small">{t('listing.ask')}</span>
      </div>
      <button type="button" className="button primary block big-act" disabled={pending} onClick={next}>
        {draft.step < 4 ? t('shared:continue') : t('listing.publish')}
      </button>
    </div>
  );
}

function ForSeller({ seller }: { seller: Seller }) {
  const [sent, setSent] = useState<string>();
  return sent ? (
    <Sent taskKey={sent} account={seller.account} again={() => setSent(undefined)} />
  ) : (
    <Wizard seller={seller} onSent={setSent} />
  );
}

/** 上架 for the own organisation, whose place says where the goods come from. */
function Own({ account, organisationId }: { account: string; organisationId: string }) {
  const organisation = useQuery({
    queryKey: ['organisation', organisationId],
    queryFn: () => api.get('/api/organisations/{organisationId}', { path: { organisationId } }),
    staleTime: Infinity,
  });
  return (
    <Await of={organisation} height={500}>
      {({ regionCode }) => (
        <ForSeller
          seller={{
            account,
            origin: regionCode,
            county: regionCode.slice(0, 6),
            supplierId: organisationId,
            sellerId: organisationId,
          }}
        />
      )}
    </Await>
  );
}

/** 代他上架: for a household, while its consent lasts. */
function ForHousehold({ account, householdId }: { account: string; householdId: string }) {
  const { t } = useTranslation('catalog');
  const household = useQuery({
    queryKey: ['household', householdId],
    queryFn: () => api.get('/api/households/{householdId}', { path: { householdId } }),
  });
  return (
    <Await of={household} height={500}>
      {(found) => {
        const today = date(new Date());
        const consent = found.consents.find((one) => one.isMine && !one.revokedAt && one.validTo >= today);
        if (!consent)
          return (
            <div className="stack">
              <PageHeading
                question={t('listing.noConsent', { name: found.maskedName })}
                lead={t('listing.noConsentNext')}
              />
              <Link className="button primary block big-act" to={`/supplier/households/${householdId}`}>
                {t('listing.renew')}
              </Link>
            </div>
          );
        return (
          <ForSeller
            seller={{
              account,
              origin: found.villageCode,
              county: found.villageCode.slice(0, 6),
              sellerId: consent.sellerOrganisationId,
              household: { id: householdId, name: found.maskedName, sellerName: consent.sellerName },
            }}
          />
        );
      }}
    </Await>
  );
}

export default function Listing() {
  const { t } = useTranslation('catalog');
  const [search] = useSearchParams();
  const account = useSession().data?.person?.id;
  const posts = usePosts();
  const own = posts.find((post) => post.role === 'supplier')?.organisationId;
  const household = search.get('household');
  if (!account) return <Skeleton height={500} />;
  if (household) return <ForHousehold key={household} account={account} householdId={household} />;
  if (own) return <Own account={account} organisationId={own} />;
  return (
    <div className="stack">
      <PageHeading question={t('listing.forWhom')} lead={t('listing.forWhomNext')} />
      <Link className="button primary block big-act" to="/supplier/households">
        {t('listing.chooseHousehold')}
      </Link>
    </div>
  );
}
