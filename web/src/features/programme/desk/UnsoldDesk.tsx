import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { dateTime, mass, parseYuan, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import {
  Await,
  ConfirmAct,
  DueText,
  EmptyState,
  PageHeading,
  ProblemAlert,
  Sheet,
  Tabs,
  TextField,
  Clock,
} from '@/shared/ui';
import { useUnsold, type Unsold } from '../api';
import '../i18n';
import './dashboard.css';

function MatchForm({ notice, left, onDone }: { notice: Unsold; left: number; onDone: () => void }) {
  const { t } = useTranslation('programme');
  const [buyer, setBuyer] = useState('');
  const [kilograms, setKilograms] = useState(String(left / 1000));
  const [price, setPrice] = useState('');
  const [note, setNote] = useState('');
  const match = useIntent(
    (body: { buyerName: string; massGrams: number; priceFen: number | null; note: string | null }, key) =>
      api.post('/api/unsold/{noticeId}/matches', { path: { noticeId: notice.id }, body, key }),
    { refresh: [['unsold'], ['dashboard']], onSuccess: onDone },
  );
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        match.mutate({
          buyerName: buyer.trim(),
          massGrams: Math.round(Number(kilograms) * 1000) || 0,
          priceFen: price.trim() ? (parseYuan(price) ?? 0) : null,
          note: note.trim() || null,
        });
      }}
    >
      <TextField label={t('unsold.buyer')} value={buyer} onChange={setBuyer} />
      <TextField label={t('unsold.kilograms')} inputMode="decimal" value={kilograms} onChange={setKilograms} />
      <TextField label={t('unsold.price')} inputMode="decimal" optional value={price} onChange={setPrice} />
      <TextField label={t('unsold.note')} optional value={note} onChange={setNote} />
      <ProblemAlert problem={match.error} />
      <div>
        <button type="submit" className="button primary" disabled={match.isPending}>
          {t('unsold.match')}
        </button>
      </div>
    </form>
  );
}

function Notice({ notice }: { notice: Unsold }) {
  const { t, i18n } = useTranslation('programme');
  const session = useSession().data;
  const [matching, setMatching] = useState(false);
  const [closing, setClosing] = useState(false);
  const [note, setNote] = useState('');
  const close = useIntent(
    (text: string, key) =>
      api.post('/api/unsold/{noticeId}/closing', { path: { noticeId: notice.id }, body: { note: text }, key }),
    { refresh: [['unsold'], ['dashboard']], onSuccess: () => setClosing(false) },
  );
  const taken = notice.matches.reduce((sum, match) => sum + match.massGrams, 0);
  const left = notice.massGrams - taken;
  const weight = (grams: number) => mass(grams, i18n.language);
  const acts = !notice.closedAt && has(session, ['town-official', 'county-official', 'city-official']);
  return (
    <section className="card stack-s" aria-label={notice.productName}>
      <div className="row-between">
        <h2>
          {notice.productName} {weight(notice.massGrams)}
        </h2>
        {notice.closedAt ? (
          <span className="muted small">{t('unsold.closedAt', { at: dateTime(notice.closedAt) })}</span>
        ) : (
          <span className="status due">
            <Clock />
            <span>
              {t('unsold.spoilsBy', { day: notice.spoilsBy })} <DueText at={notice.spoilsBy} />
            </span>
          </span>
        )}
      </div>
      <p className="small">
        {notice.supplierName} · {notice.originName}
        {notice.floorPriceFen != null && ` · ${t('unsold.floor', { price: yuan(notice.floorPriceFen) })}`}
      </p>
      {notice.note && <p>{notice.note}</p>}
      {notice.matches.length > 0 && (
        <ul className="small">
          {notice.matches.map((match) => (
            <li key={match.matchedAt}>
              {match.buyerName} {weight(match.massGrams)}
              {match.priceFen != null && ` · ${yuan(match.priceFen)}/${t('unsold.perKg')}`}
              {match.note && ` · ${match.note}`} <span className="muted">{dateTime(match.matchedAt)}</span>
            </li>
          ))}
        </ul>
      )}
      {notice.closingNote && <p className="muted">{notice.closingNote}</p>}
      {acts && (
        <div className="row">
          {left > 0 && (
            <button type="button" className="button primary" onClick={() => setMatching(true)}>
              {t('unsold.match')}
            </button>
          )}
          <button type="button" className="button" onClick={() => setClosing(true)}>
            {t('unsold.close')}
          </button>
          <span className="muted small">{t('unsold.left', { mass: left > 0 ? weight(left) : '0' })}</span>
        </div>
      )}
      <Sheet title={t('unsold.match')} open={matching} onClose={() => setMatching(false)}>
        <MatchForm notice={notice} left={left} onDone={() => setMatching(false)} />
      </Sheet>
      <ConfirmAct
        act={t('unsold.close')}
        open={closing}
        onClose={() => setClosing(false)}
        onAct={() => close.mutate(note.trim())}
        pending={close.isPending}
        problem={close.error}
        disabled={!note.trim()}
      >
        <p>{t('unsold.closeWhat', { product: notice.productName })}</p>
        <TextField label={t('unsold.closingNote')} value={note} onChange={setNote} lines={2} />
      </ConfirmAct>
    </section>
  );
}

/** 滞销帮销: what spoils first stands first. */
export default function UnsoldDesk() {
  const { t } = useTranslation('programme');
  const [tab, setTab] = useState('open');
  const notices = useUnsold(tab === 'open');
  const items = notices.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="stack">
      <PageHeading question={t('unsold.question')} />
      <Tabs
        label={t('unsold.question')}
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'open', label: t('unsold.open') },
          { value: 'closed', label: t('unsold.closed') },
        ]}
      />
      <Await of={notices} height={300}>
        {() =>
          items.length === 0 ? (
            <EmptyState title={t('unsold.none')}>{t('unsold.noneNext')}</EmptyState>
          ) : (
            <>
              {items.map((notice) => (
                <Notice key={notice.id} notice={notice} />
              ))}
              {notices.hasNextPage && (
                <div>
                  <button type="button" className="button" onClick={() => void notices.fetchNextPage()}>
                    {t('more', { ns: 'shared' })}
                  </button>
                </div>
              )}
            </>
          )
        }
      </Await>
    </div>
  );
}
