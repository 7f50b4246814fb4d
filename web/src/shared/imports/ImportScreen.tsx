import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { count, dateTime } from '../format';
import { query } from '../http';
import { Await, Field, ProblemAlert, StatusTag, Tabs, type StatusFamily } from '../ui';
import { ImportResult } from './ImportResult';
import { useHandIn, useImports, type ImportDoor, type ImportState, type ImportView } from './imports';
import './i18n';
import './imports.css';

const families: Record<ImportState, StatusFamily> = {
  reading: 'theirs',
  checking: 'theirs',
  checked: 'yours',
  importing: 'theirs',
  done: 'done',
  cancelled: 'ended',
  failed: 'problem',
  expired: 'ended',
};

function Choose({
  door,
  onFile,
  pending,
}: {
  door: ImportDoor;
  onFile: (file: Blob, name: string) => void;
  pending: boolean;
}) {
  const { t } = useTranslation('imports');
  const [way, setWay] = useState('file');
  const [pasted, setPasted] = useState('');
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="card stack">
      <Tabs
        label={t('how')}
        value={way}
        onChange={setWay}
        tabs={[
          { value: 'file', label: t('byFile') },
          { value: 'paste', label: t('byPaste') },
        ]}
      />
      {way === 'file' ? (
        <div
          className="import-drop stack-s"
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            const file = event.dataTransfer.files[0];
            if (file) onFile(file, file.name);
          }}
        >
          <input
            ref={input}
            type="file"
            className="visually-hidden"
            aria-label={t('choose')}
            tabIndex={-1}
            accept=".xlsx,.csv,.txt,.tsv"
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = '';
              if (file) onFile(file, file.name);
            }}
          />
          <button
            type="button"
            className="button primary block"
            disabled={pending}
            onClick={() => input.current?.click()}
          >
            {t(pending ? 'sending' : 'choose')}
          </button>
          <span className="muted small">{t('kinds')}</span>
        </div>
      ) : (
        <div className="stack">
          <Field label={t('pasteHere')} hint={t('pasteHint')}>
            {(props) => (
              <textarea
                {...props}
                className="input import-paste"
                rows={6}
                value={pasted}
                onChange={(event) => setPasted(event.target.value)}
              />
            )}
          </Field>
          <button
            type="button"
            className="button primary block"
            disabled={pending || !pasted.trim()}
            onClick={() => onFile(new Blob([pasted]), t('pastedName'))}
          >
            {t(pending ? 'sending' : 'look')}
          </button>
        </div>
      )}
      <a className="button block" href={`${door.path}/template.xlsx${query(door.choice ?? {})}`} download>
        {t('template')}
      </a>
    </div>
  );
}

function History({ door, onOpen }: { door: ImportDoor; onOpen: (view: ImportView) => void }) {
  const { t } = useTranslation(['imports', 'shared']);
  const imports = useImports(door);
  return (
    <section className="stack-s">
      <h2>{t('history')}</h2>
      <Await of={imports} height={120}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <p className="muted">{t('noHistory')}</p>;
          return (
            <>
              <ul className="card import-rows">
                {items.map((view) => (
                  <li key={view.importId}>
                    <button type="button" className="import-past" onClick={() => onOpen(view)}>
                      <span className="row-between">
                        <strong className="import-name">{view.fileName}</strong>
                        <StatusTag family={families[view.state]}>{t(`states.${view.state}`)}</StatusTag>
                      </span>
                      <span className="muted small">
                        {t('by', { name: view.personName, at: dateTime(view.createdAt) })}
                      </span>
                      <span className="small">
                        {t('figures', {
                          created: count(view.new),
                          changed: count(view.changed),
                          unchanged: count(view.unchanged),
                          wrong: count(view.wrong),
                        })}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
              {imports.hasNextPage && (
                <button type="button" className="button block" onClick={() => void imports.fetchNextPage()}>
                  {t('shared:more')}
                </button>
              )}
            </>
          );
        }}
      </Await>
    </section>
  );
}

/** 导入: a file or pasted cells, looked at before anything is written; whoever leaves finds it again in the history. */
export function ImportScreen({
  door,
  refresh,
  children,
}: {
  door: ImportDoor;
  refresh: readonly string[];
  children?: ReactNode;
}) {
  const [search, setSearch] = useSearchParams();
  const id = search.get('import');
  const open = (importId: string | null) =>
    setSearch((before) => {
      if (importId) before.set('import', importId);
      else before.delete('import');
      return before;
    });
  const handIn = useHandIn(door, (view) => open(view.importId));
  return (
    <div className={`import-screen ${id ? 'with-result' : ''}`}>
      {id ? (
        <ImportResult key={id} door={door} id={id} refresh={refresh} onAgain={() => open(null)} />
      ) : (
        <div className="stack">
          {children}
          <ProblemAlert problem={handIn.error} />
          <Choose
            door={door}
            pending={handIn.isPending}
            onFile={(file, name) => handIn.mutate({ file, name, stamp: `${name} ${file.size} ${Date.now()}` })}
          />
        </div>
      )}
      <History door={door} onOpen={(view) => open(view.importId)} />
    </div>
  );
}
