import { Problem } from '../http';
import { allTasks, dropTask, handBack, handOver, keepTask, type Draft } from './store';
import {
  begun,
  inOrder,
  isOver,
  missed,
  nextOf,
  nudged,
  recovered,
  refused,
  sent,
  stepped,
  wakeAt,
  type Task,
} from './task';

/** Does one step once: what it answered before is not asked again. The key of its request is the intent's with the step's name. */
export type Step = <T>(name: string, act: (key: string) => Promise<T>) => Promise<T>;
export type Sender = (task: Task, step: Step) => Promise<unknown>;

const senders = new Map<string, () => Promise<Sender>>();
const listeners = new Set<() => void>();
let tasks: readonly Task[] = [];
let account: string | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let running = false;

/** Says how a kind of task is sent; the code is loaded when one is to be sent. */
export const sendsAs = (kind: string, load: () => Promise<Sender>) => senders.set(kind, load);

export const tasksNow = () => tasks;
export const watchTasks = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

function show(changed: readonly Task[]) {
  tasks = inOrder(changed);
  listeners.forEach((listener) => listener());
}

const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('mp-outbox');
const tellOthers = () => channel?.postMessage('changed');

async function put(task: Task) {
  await keepTask(task);
  show([...tasks.filter((one) => one.key !== task.key), task]);
  tellOthers();
}

async function reload() {
  show(await allTasks());
}

/** One page of the device sends at a time, so that order holds and nothing is sent twice over. */
async function alone(act: () => Promise<void>) {
  if (typeof navigator === 'undefined' || !navigator.locks) return act();
  await navigator.locks.request('mp-outbox', { ifAvailable: true }, async (lock) => {
    if (lock) await act();
  });
}

/** No answer, a server at fault, one that is busy with the same key, or a person who has to sign in again: none of these is a refusal. */
const isPassing = (error: unknown) =>
  !(error instanceof Problem) ||
  error.status === 0 ||
  error.status >= 500 ||
  [401, 408, 425, 429].includes(error.status);

async function send(waiting: Task) {
  let task = begun(waiting);
  await put(task);
  try {
    const sender = await senders.get(task.kind)?.();
    if (!sender) throw new Error(`nobody sends ${task.kind}`);
    const answer = await sender(task, async (name, act) => {
      if (name in task.results) return task.results[name] as never;
      const result = await act(`${task.key}-${name}`);
      task = stepped(task, name, result ?? null);
      await put(task);
      return result;
    });
    await put({ ...sent(task, Date.now()), payload: null, results: { answer } });
  } catch (error) {
    if (isPassing(error)) return put(missed(task, Date.now()));
    const { code, zh, en } = error as Problem;
    await put(refused(task, { code, zh, en }));
  }
}

async function run() {
  if (running || !account) return;
  running = true;
  try {
    await alone(async () => {
      await reload();
      for (const left of tasks.filter((task) => task.state === 'sending')) await put(recovered(left));
      for (const over of tasks.filter((task) => isOver(task, Date.now()))) {
        await dropTask(over.key);
        show(tasks.filter((task) => task.key !== over.key));
      }
      for (let next = due(); next; next = due()) await send(next);
    });
  } catch {
    // A device that keeps nothing has nothing waiting.
  } finally {
    running = false;
    plan();
  }
}

const due = () => (account && navigator.onLine ? nextOf(tasks, account, Date.now()) : undefined);

function plan() {
  clearTimeout(timer);
  const at = account ? wakeAt(tasks, account) : undefined;
  if (at !== undefined) timer = setTimeout(() => void run(), Math.max(250, at - Date.now()));
}

/** The network is back or the page is looked at again. */
async function nudge() {
  if (!account) return;
  show(tasks.map((task) => nudged(task, Date.now())));
  try {
    for (const task of tasks.filter((one) => one.state === 'waiting')) await keepTask(task);
  } catch {
    // Tried with what is known on this page.
  }
  await run();
}

/** Begins sending what waits of an account, and goes on whenever the device is online and the page is looked at. */
export function startOutbox(person: string): () => void {
  account = person;
  const wake = () => void nudge();
  const look = () => {
    if (document.visibilityState === 'visible') wake();
  };
  const hear = () => void reload().then(plan);
  window.addEventListener('online', wake);
  document.addEventListener('visibilitychange', look);
  channel?.addEventListener('message', hear);
  void reload()
    .then(nudge)
    .catch(() => undefined);
  return () => {
    if (account === person) account = undefined;
    clearTimeout(timer);
    window.removeEventListener('online', wake);
    document.removeEventListener('visibilitychange', look);
    channel?.removeEventListener('message', hear);
  };
}

/** Hands a finished form over; it is on the device when this returns, and on its way when there is a network. */
export async function entrust(task: Task, draftId: string): Promise<void> {
  await handOver(task, draftId);
  show([...tasks.filter((one) => one.key !== task.key), task]);
  tellOthers();
  void run();
}

/** Takes a refused intent back to be mended. */
export async function takeBack(task: Task, draft: Draft): Promise<void> {
  await handBack(task.key, draft);
  show(tasks.filter((one) => one.key !== task.key));
  tellOthers();
}

/** Gives an intent up that was not taken. */
export async function giveUp(task: Task): Promise<void> {
  await dropTask(task.key);
  show(tasks.filter((one) => one.key !== task.key));
  tellOthers();
  void run();
}

export const tryNow = () => void nudge();
