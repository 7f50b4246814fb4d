import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';
import { count, dateTime } from '../format';
import { Await, ProblemAlert, StatusTag, Tabs, type StatusFamily } from '../ui';
import {
  isMoving,
  useImport,
  useImportAct,
  useImportRows,
  type ImportDoor,
  type ImportRow,
  type ImportRowState,
  type ImportView,
} from './imports';

const families: Record<ImportRowState, StatusFamily> = {
  new: 'done',
  changed: 'yours',
  unchanged: 'ended',
  wrong: 'problem',
};

function Row({ row }: { row: ImportRow }) {
  const { t, i18n } = useTranslation('imports');
  const said = (sentence: { zh: string; en: string }) => (i18n.language === 'en' ? sentence.en : sentence.zh);
  return (
    <li className="import-row">
      <span className="import-place muted small">
        {row.sheet && <span>{row.sheet} </span>}
        <span className="nowrap">{t('row', { number: row.number })}</span>
      </span>
      <span className="stack-s import-what">
        <span className="row-between">
          <strong>{row.title || '—'}</strong>
          {row.state && <StatusTag family={families[row.state]}>{t(`rows.${row.state}`)}</StatusTag>}
        </span>
        {row.faults.map((fault, at) => (
          <span key={at} className="field-error">
            {fault.column && <b>{t('cell', { column: fault.column, heading: fault.heading })}</b>}
            {said(fault)}
          </span>
        ))}
        {row.changes.map((change) => (
          <span key={change.heading} className="small import-change">
            <span className="muted">{change.heading}</span>
            <del>{change.old || t('nothing')}</del>
            <span aria-hidden>→</span>
            <ins>{change.new || t('nothing')}</ins>
          </span>
        ))}
      </span>
    </li>
  );
}

function Rows({ door, view }: { door: ImportDoor; view: ImportView }) {
  const { t } = useTranslation(['imports', 'shared']);
  const [state, setState] = useState<string>(view.wrong > 0 ? 'wrong' : view.new > 0 ? 'new' : 'changed');
  const rows = useImportRows(door, view, state);
  const kinds: ImportRowState[] = ['wrong', 'new', 'changed', 'unchanged'];
  return (
    <div className="stack">
      <Tabs
        label={t('which')}
        value={state}
        onChange={setState}
        tabs={kinds.map((kind) => ({ value: kind, label: `${t(`rows.${kind}`)} ${count(view[kind])}` }))}
      />
      <Await of={rows} height={200}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <p className="muted">{t(`none.${state}`)}</p>;
          return (
            <>
              <ul className="card import-rows">
                {items.map((row) => (
                  <Row key={row.position} row={row} />
                ))}
              </ul>
              {rows.hasNextPage && (
                <button type="button" className="button block" onClick={() => void rows.fetchNextPage()}>
                  {t('shared:more')}
                </button>
              )}
            </>
          );
        }}
      </Await>
    </div>
  );
}

function Progress({ view }: { view: ImportView }) {
  const { t } = useTranslation('imports');
  const known = view.state !== 'reading' && view.total > 0;
  return (
    <div className="stack-s" role="status">
      <strong>{t(`states.${view.state}`)}</strong>
      <progress className="import-progress" max={view.total || 1} value={known ? view.done : undefined} />
      <span className="muted small">
        {known
          ? t('progress', { done: count(view.done), total: count(view.total) })
          : t('readSoFar', { total: count(view.total) })}
        {t('freeToLeave')}
      </span>
    </div>
  );
}

/** One import: its progress, what its rows mean, and the acts that are open. */
export function ImportResult({
  door,
  id,
  refresh,
  onAgain,
}: {
  door: ImportDoor;
  id: string;
  /** The list that changes when rows went in. */
  refresh: readonly string[];
  onAgain: () => void;
}) {
  const { t, i18n } = useTranslation(['imports', 'shared']);
  const client = useQueryClient();
  const found = useImport(door, id);
  const start = useImportAct(door, 'start', refresh);
  const cancel = useImportAct(door, 'cancel', refresh);
  const state = found.data?.state;
  useEffect(() => {
    if (state === 'done' || state === 'cancelled') void client.invalidateQueries({ queryKey: [...refresh] });
    // The list's name is a literal of the page.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [state, client]);
  return (
    <Await of={found} height={300}>
      {(view) => {
        const ready = view.new + view.changed;
        return (
          <section className="stack">
            <div className="card stack">
              <div>
                <h2 className="import-name">{view.fileName}</h2>
                <p className="muted small">{t('by', { name: view.personName, at: dateTime(view.createdAt) })}</p>
              </div>
              {isMoving(view.state) ? (
                <Progress view={view} />
              ) : (
                <strong>{t(`results.${view.state}`, { count: ready })}</strong>
              )}
              {view.end && <div className="alert">{i18n.language === 'en' ? view.end.en : view.end.zh}</div>}
              {view.notes.map((note, at) => (
                <div key={at} className="alert note small">
                  {i18n.language === 'en' ? note.en : note.zh}
                </div>
              ))}
              <ProblemAlert problem={start.error ?? cancel.error} />
              <div className="import-acts">
                {view.state === 'checked' && ready > 0 && (
                  <button
                    type="button"
                    className="button primary"
                    disabled={start.isPending}
                    onClick={() => start.mutate({ id })}
                  >
                    {t('start', { count: ready })}
                  </button>
                )}
                {(isMoving(view.state) || view.state === 'checked') && (
                  <button
                    type="button"
                    className="button"
                    disabled={cancel.isPending || view.isCancelling}
                    onClick={() => cancel.mutate({ id })}
                  >
                    {t(view.isCancelling ? 'cancelling' : view.state === 'checked' ? 'drop' : 'cancel')}
                  </button>
                )}
                {view.wrong > 0 && !isMoving(view.state) && view.state !== 'expired' && (
                  <a className="button" href={`${door.path}/${id}/faults.xlsx`} download>
                    {t('download', { count: view.wrong })}
                  </a>
                )}
                {!isMoving(view.state) && view.state !== 'checked' && (
                  <button type="button" className="button" onClick={onAgain}>
                    {t('again')}
                  </button>
                )}
              </div>
            </div>
            {view.total > 0 && !isMoving(view.state) && !['failed', 'expired'].includes(view.state) && (
              <Rows key={view.state} door={door} view={view} />
            )}
          </section>
        );
      }}
    </Await>
  );
}
