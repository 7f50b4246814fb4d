import { nextOf, type Task } from './task';

/** A form in the making. Belongs to an account and, where someone is acted for, to the household. */
export interface Draft<Content = unknown> {
  id: string;
  account: string;
  savedAt: number;
  content: Content;
}

const name = 'marketplace';
const version = 1;

const answered = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('storage'));
  });

let opening: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('drafts', { keyPath: 'id' });
      request.result.createObjectStore('tasks', { keyPath: 'key' });
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => forget();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error('storage'));
  });
  opening.catch(() => {
    opening = undefined;
  });
  return opening;
}

/** Closes the database; the next use opens it again. */
export function forget(): void {
  void opening?.then((open) => open.close()).catch(() => undefined);
  opening = undefined;
}

async function within<T>(stores: string[], mode: IDBTransactionMode, act: (at: IDBTransaction) => Promise<T>) {
  const transaction = (await database()).transaction(stores, mode);
  const over = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('storage'));
    transaction.onerror = () => reject(transaction.error ?? new Error('storage'));
  });
  const result = await act(transaction);
  await over;
  return result;
}

export const readDraft = <Content>(id: string) =>
  within(['drafts'], 'readonly', (at) => answered<Draft<Content> | undefined>(at.objectStore('drafts').get(id)));

export const draftsOf = (account: string) =>
  within(['drafts'], 'readonly', async (at) =>
    (await answered<Draft[]>(at.objectStore('drafts').getAll())).filter((draft) => draft.account === account),
  );

export const keepDraft = (draft: Draft) =>
  within(['drafts'], 'readwrite', (at) => answered(at.objectStore('drafts').put(draft)));

export const dropDraft = (id: string) =>
  within(['drafts'], 'readwrite', (at) => answered(at.objectStore('drafts').delete(id)));

export const allTasks = () => within(['tasks'], 'readonly', (at) => answered<Task[]>(at.objectStore('tasks').getAll()));

export const keepTask = (task: Task) =>
  within(['tasks'], 'readwrite', (at) => answered(at.objectStore('tasks').put(task)));

export const dropTask = (key: string) =>
  within(['tasks'], 'readwrite', (at) => answered(at.objectStore('tasks').delete(key)));

/** A finished form becomes an intent: in one transaction, so that neither is lost and none is there twice. */
export const handOver = (task: Task, draftId: string) =>
  within(['drafts', 'tasks'], 'readwrite', async (at) => {
    await answered(at.objectStore('tasks').put(task));
    await answered(at.objectStore('drafts').delete(draftId));
  });

/** A refused intent becomes a form again. */
export const handBack = (key: string, draft: Draft) =>
  within(['drafts', 'tasks'], 'readwrite', async (at) => {
    await answered(at.objectStore('drafts').put(draft));
    await answered(at.objectStore('tasks').delete(key));
  });

export const due = async (account: string, now: number) => nextOf(await allTasks(), account, now);
