import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { tasksNow, watchTasks } from './outbox';
import { dropDraft, draftsOf, keepDraft, readDraft, type Draft } from './store';
import type { Task } from './task';

const online = (listener: () => void) => {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
};

export const useOnline = () => useSyncExternalStore(online, () => navigator.onLine);

/** What an account has entrusted to the device and the server has not told to be done yet, or done today. */
export function useTasksOf(account: string | undefined): readonly Task[] {
  return useSyncExternalStore(watchTasks, tasksNow).filter((task) => task.account === account);
}

export function useDraftsOf(account: string | undefined): readonly Draft[] {
  const [drafts, setDrafts] = useState<readonly Draft[]>([]);
  const tasks = useSyncExternalStore(watchTasks, tasksNow);
  useEffect(() => {
    let current = true;
    if (account)
      draftsOf(account)
        .then((found) => current && setDrafts(found))
        .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [account, tasks]);
  return drafts;
}

export type Kept = 'reading' | 'typing' | 'kept' | 'not-kept';

const quiet = 500;

/**
 * A form that survives whatever dies: read from the device first, then kept half a second after each change, and at once when the page is
 * left.
 */
export function useDraft<Content>(id: string, account: string, blank: () => Content) {
  const [content, setContent] = useState<Content>();
  const [kept, setKept] = useState<Kept>('reading');
  const latest = useRef<{ content: Content; isChanged: boolean; isOver: boolean } | undefined>(undefined);
  const begin = useRef(blank);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    let current = true;
    const take = (found: Content, isKept: boolean) => {
      if (!current) return;
      latest.current = { content: found, isChanged: false, isOver: false };
      setContent(found);
      setKept(isKept ? 'kept' : 'typing');
    };
    readDraft<Content>(id)
      .then((draft) => take(draft?.content ?? begin.current(), draft !== undefined))
      .catch(() => take(begin.current(), false));
    return () => {
      current = false;
    };
  }, [id]);

  const save = useCallback(async () => {
    clearTimeout(timer.current);
    const now = latest.current;
    if (!now?.isChanged || now.isOver) return;
    now.isChanged = false;
    try {
      await keepDraft({ id, account, savedAt: Date.now(), content: now.content });
      if (!latest.current?.isChanged) setKept('kept');
    } catch {
      setKept('not-kept');
    }
  }, [id, account]);

  useEffect(() => {
    const leave = () => void save();
    document.addEventListener('visibilitychange', leave);
    window.addEventListener('pagehide', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [save]);

  const change = useCallback(
    (update: (now: Content) => Content) => {
      const now = latest.current;
      if (!now) return;
      latest.current = { content: update(now.content), isChanged: true, isOver: false };
      setContent(latest.current.content);
      setKept('typing');
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), quiet);
    },
    [save],
  );

  /** The form went elsewhere: nothing of it is written any more. */
  const close = useCallback(() => {
    clearTimeout(timer.current);
    if (latest.current) latest.current.isOver = true;
  }, []);

  const discard = useCallback(async () => {
    close();
    await dropDraft(id).catch(() => undefined);
  }, [close, id]);

  return { content, kept, change, close, discard };
}
