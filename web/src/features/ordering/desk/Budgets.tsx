import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api } from '@/api';
import { dateTime, parseYuan, percent, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { Await, BulletBar, ConfirmAct, PageHeading, ProblemAlert, TextField } from '@/shared/ui';
import { useBudgetEntries, useBudgets, useReservedShare, type Budget } from '../api';
import '../ordering.css';
import './buying.css';
import './i18n';

function SetLimit({ budget, open, onClose }: { budget: Budget; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('buying');
  const [typed, setTyped] = useState(budget.limitFen === null ? '' : String(budget.limitFen / 100));
  const fen = typed.trim() === '' ? null : parseYuan(typed);
  const save = useIntent(
    (body: { year: number; limitFen: number | null; unitId: string }) => api.put('/api/budgets', { body }),
    {
      refresh: [['budgets'], ['budget-entries', budget.unitId]],
      onSuccess: onClose,
    },
  );
  const used = budget.committedFen + budget.consumedFen;
  return (
    <ConfirmAct
      act={t('budgets.set')}
      open={open}
      onClose={onClose}
      onAct={() => save.mutate({ year: budget.year, limitFen: fen ?? null, unitId: budget.unitId })}
      pending={save.isPending}
      problem={save.error}
      disabled={fen === undefined}
    >
      <p>{t('budgets.setWhat', { unit: budget.unitName ?? '', year: budget.year, used: yuan(used) })}</p>
      <TextField
        label={t('budgets.limit')}
        inputMode="decimal"
        value={typed}
        onChange={setTyped}
        hint={t('budgets.limitHint')}
        error={fen === undefined ? t('rule.amountWrong') : undefined}
      />
      {typeof fen === 'number' && fen < used && (
        <p className="alert warn small">{t('budgets.below', { over: yuan(used - fen) })}</p>
      )}
    </ConfirmAct>
  );
}

function Entries({ budget }: { budget: Budget }) {
  const { t } = useTranslation('buying');
  const entries = useBudgetEntries(budget.unitId, budget.year);
  return (
    <Await of={entries} height={160}>
      {(found) => {
        const rows = found.pages.flatMap((page) => page.items);
        if (rows.length === 0) return <p className="muted small">{t('budgets.noEntries')}</p>;
        return (
          <div className="table-scroll">
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">{t('budgets.at')}</th>
                  <th scope="col">{t('budgets.what')}</th>
                  <th scope="col">{t('budgets.order')}</th>
                  <th scope="col" className="num">
                    {t('budgets.committedChange')}
                  </th>
                  <th scope="col" className="num">
                    {t('budgets.consumedChange')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <td className="nowrap">{dateTime(row.at)}</td>
                    <td>
                      {t(`budgets.kinds.${row.kind}`)}
                      {row.kind === 'limit' &&
                        ` ${row.limitFen === null ? t('budgets.unlimited') : yuan(row.limitFen)}${row.personName ? ` · ${row.personName}` : ''}`}
                    </td>
                    <td>
                      {row.orderId ? <Link to={`/buyer/orders/${row.orderId}`}>{row.orderNumber}</Link> : '—'}
                      {row.buyerName && <div className="muted">{row.buyerName}</div>}
                    </td>
                    <td className="num">{row.committedChange === 0 ? '0' : yuan(row.committedChange)}</td>
                    <td className="num">{row.consumedChange === 0 ? '0' : yuan(row.consumedChange)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {entries.hasNextPage && (
              <button type="button" className="button" onClick={() => void entries.fetchNextPage()}>
                {t('list.more')}
              </button>
            )}
          </div>
        );
      }}
    </Await>
  );
}

function Unit({ budget }: { budget: Budget }) {
  const { t } = useTranslation('buying');
  const session = useSession().data;
  const [setting, setSetting] = useState(false);
  const [open, setOpen] = useState(budget.isOwn);
  const used = budget.committedFen + budget.consumedFen;
  const sets = has(session, ['buyer-approver', 'buyer-finance']) && (budget.isOwn || budget.isSupervised);
  return (
    <section className="card stack-s" aria-label={budget.unitName ?? ''}>
      <div className="row-between">
        <h2>
          {budget.unitName} {budget.year}
        </h2>
        <div className="row">
          <button type="button" className="button" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? 'budgets.hide' : 'budgets.history')}
          </button>
          {sets && (
            <button type="button" className="button" onClick={() => setSetting(true)}>
              {t('budgets.set')}
            </button>
          )}
        </div>
      </div>
      {budget.limitFen !== null && budget.limitFen > 0 && (
        <BulletBar label={t('budgets.used')} value={percent(used / budget.limitFen)} ratio={used / budget.limitFen} />
      )}
      <dl className="facts">
        <dt>{t('budgets.limit')}</dt>
        <dd>{budget.limitFen === null ? t('budgets.unlimited') : yuan(budget.limitFen)}</dd>
        <dt>{t('budgets.committed')}</dt>
        <dd>{yuan(budget.committedFen)}</dd>
        <dt>{t('budgets.consumed')}</dt>
        <dd>{yuan(budget.consumedFen)}</dd>
        <dt>{t('budgets.left')}</dt>
        <dd>
          <strong>{budget.leftFen === null ? '—' : yuan(budget.leftFen)}</strong>
        </dd>
      </dl>
      {open && <Entries budget={budget} />}
      {setting && <SetLimit budget={budget} open onClose={() => setSetting(false)} />}
    </section>
  );
}

function Share({ year }: { year: number }) {
  const { t } = useTranslation('buying');
  const session = useSession().data;
  const share = useReservedShare(year);
  const [base, setBase] = useState<string>();
  const [rate, setRate] = useState<string>();
  const save = useIntent(
    (body: { year: number; baseFen: number; rateBasisPoints: number }) => api.put('/api/reserved-share', { body }),
    { refresh: [['reserved-share']] },
  );
  const sets = has(session, ['buyer-approver', 'buyer-finance']);
  return (
    <Await of={share} height={200}>
      {(found) => {
        const typedBase = base ?? String(found.baseFen / 100);
        const typedRate = rate ?? String(found.isSet ? found.rateBasisPoints / 100 : 10);
        const baseFen = parseYuan(typedBase);
        const points = Math.round(Number(typedRate) * 100);
        const rateWrong = !Number.isFinite(points) || points < 0 || points > 10_000;
        return (
          <section className="card stack" id="share">
            <h2>{t('share.title', { year: found.year })}</h2>
            {found.targetFen > 0 && (
              <BulletBar
                label={t('share.done', { done: yuan(found.doneFen), target: yuan(found.targetFen) })}
                value={<strong>{percent(found.doneFen / found.targetFen, 2)}</strong>}
                ratio={found.doneFen / found.targetFen}
                pace={found.daysPassed / found.daysInYear}
              />
            )}
            <p className="muted small">
              {t('share.coming', { amount: yuan(found.onTheWayFen) })} · {t('share.note')}
            </p>
            {sets ? (
              <>
                <div className="form-grid">
                  <TextField
                    label={t('share.base')}
                    inputMode="decimal"
                    hint={t('share.baseHint')}
                    value={typedBase}
                    onChange={setBase}
                    error={baseFen === undefined ? t('rule.amountWrong') : undefined}
                  />
                  <TextField
                    label={t('share.rate')}
                    inputMode="decimal"
                    hint={t('share.rateHint')}
                    value={typedRate}
                    onChange={setRate}
                    error={rateWrong ? t('share.rateWrong') : undefined}
                  />
                </div>
                <ProblemAlert problem={save.error} />
                <div className="row">
                  <button
                    type="button"
                    className="button primary"
                    disabled={save.isPending || baseFen === undefined || rateWrong}
                    onClick={() => save.mutate({ year, baseFen: baseFen ?? 0, rateBasisPoints: points })}
                  >
                    {t('share.save')}
                  </button>
                  {save.isSuccess && <span role="status">{t('share.saved')}</span>}
                </div>
              </>
            ) : (
              <p className="small">
                {found.isSet
                  ? t('share.says', { base: yuan(found.baseFen), rate: percent(found.rateBasisPoints / 10_000, 2) })
                  : t('share.none')}
              </p>
            )}
          </section>
        );
      }}
    </Await>
  );
}

/** 预算: what each unit may spend in a year, what is set aside and spent, and how it came to that. */
export default function Budgets() {
  const { t } = useTranslation('buying');
  const [search, setSearch] = useSearchParams();
  const now = new Date().getFullYear();
  const wished = Number(search.get('year'));
  const year = wished >= 2000 && wished <= 2100 ? wished : now;
  const budgets = useBudgets(year);
  return (
    <div className="stack">
      <PageHeading question={t('budgets.question')}>
        <label className="row small">
          {t('budgets.year')}
          <select
            className="input"
            style={{ width: 'auto' }}
            value={year}
            onChange={(event) => setSearch({ year: event.target.value }, { replace: true })}
          >
            {[now - 2, now - 1, now, now + 1].map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
      </PageHeading>
      <Await of={budgets} height={400}>
        {(page) => (
          <>
            {page.items.map((budget) => (
              <Unit key={`${budget.unitId}-${budget.year}`} budget={budget} />
            ))}
          </>
        )}
      </Await>
      <Share key={year} year={year} />
    </div>
  );
}
