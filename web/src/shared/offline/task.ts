/** What a person meant to send, kept on the device until the server has it. */
export interface Task<Payload = unknown> {
  /** The idempotency key of the intent; also its place in storage. */
  key: string;
  /** Which sender knows how to send it. */
  kind: string;
  /** Whose it is: only the same person sends it. */
  account: string;
  /** What it is called on the screen. */
  title: string;
  payload: Payload;
  state: 'waiting' | 'sending' | 'sent' | 'refused';
  madeAt: number;
  attempts: number;
  /** When it may be tried again. */
  nextAt: number;
  /** How far it is: steps done of all, and what the done ones answered. */
  done: number;
  steps: number;
  results: Readonly<Record<string, unknown>>;
  sentAt?: number;
  /** Why the server did not take it, in both languages. */
  refusal?: { code: string; zh: string; en: string };
}

/** 5 s, 30 s, 2 min, then every 10 min. */
const pauses = [5_000, 30_000, 120_000, 600_000] as const;

export const pauseAfter = (attempts: number): number => pauses[Math.min(Math.max(attempts, 1), pauses.length) - 1]!;

export function intended<Payload>(
  intent: Pick<Task<Payload>, 'key' | 'kind' | 'account' | 'title' | 'payload' | 'steps'>,
  now: number,
): Task<Payload> {
  return { ...intent, state: 'waiting', madeAt: now, attempts: 0, nextAt: now, done: 0, results: {} };
}

export const begun = (task: Task): Task => ({ ...task, state: 'sending' });

/** One step went well; its answer is kept, so that a retry goes on behind it. */
export const stepped = (task: Task, step: string, answer: unknown): Task => ({
  ...task,
  done: task.done + 1,
  results: { ...task.results, [step]: answer },
});

/** No answer came: the same intent is tried again after a while. */
export function missed(task: Task, now: number): Task {
  const attempts = task.attempts + 1;
  return { ...task, state: 'waiting', attempts, nextAt: now + pauseAfter(attempts) };
}

export const refused = (task: Task, refusal: Task['refusal']): Task => ({ ...task, state: 'refused', refusal });

export const sent = (task: Task, now: number): Task => ({ ...task, state: 'sent', sentAt: now, done: task.steps });

/** The device is online again, the page was opened or came to the front: whatever waits may go at once. */
export const nudged = (task: Task, now: number): Task => (task.state === 'waiting' ? { ...task, nextAt: now } : task);

/** A page that was closed while sending leaves its task behind; it goes on from the last step. */
export const recovered = (task: Task): Task => (task.state === 'sending' ? { ...task, state: 'waiting' } : task);

/**
 * What is to be sent now: the oldest waiting task of the account. Order matters, so a task that rests holds back those behind it; one that
 * was refused waits for its person and holds back nobody.
 */
export function nextOf(tasks: readonly Task[], account: string, now: number): Task | undefined {
  const first = inOrder(tasks).find((task) => task.account === account && task.state === 'waiting');
  return first && first.nextAt <= now ? first : undefined;
}

/** When to look again, or never. */
export function wakeAt(tasks: readonly Task[], account: string): number | undefined {
  return inOrder(tasks).find((task) => task.account === account && task.state === 'waiting')?.nextAt;
}

export const inOrder = <T extends Task>(tasks: readonly T[]): T[] =>
  [...tasks].sort((a, b) => a.madeAt - b.madeAt || a.key.localeCompare(b.key));

const keptFor = 24 * 3_600_000;

/** A sent task stays a day, to be shown as received. */
export const isOver = (task: Task, now: number): boolean => task.state === 'sent' && now - (task.sentAt ?? 0) > keptFor;
