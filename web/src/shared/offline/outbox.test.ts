import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '../http';
import { entrust, giveUp, sendsAs, startOutbox, takeBack, tryNow } from './outbox';
import { allTasks, draftsOf, forget, keepDraft, keepTask, readDraft } from './store';
import { begun, intended, type Task } from './task';

let stop: (() => void) | undefined;
beforeEach(() => {
  forget();
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => {
  stop?.();
  vi.restoreAllMocks();
});

const task = (key: string, kind: string, account = 'one'): Task =>
  intended({ key, kind, account, title: key, payload: { key }, steps: 2 }, Date.now());
const stateOf = async (key: string) => (await allTasks()).find((one) => one.key === key)?.state;
const until = (key: string, state: Task['state']) =>
  vi.waitFor(async () => expect(await stateOf(key)).toBe(state), { timeout: 3000 });
const lost = () => new Problem(0, 'offline', '', '');

describe('the outbox', () => {
  it('keeps a draft with its photos for its account', async () => {
    const photo = new Blob(['x'], { type: 'image/jpeg' });
    await keepDraft({ id: 'listing:one:', account: 'one', savedAt: 1, content: { name: '脐橙', photos: [photo] } });
    expect((await readDraft<{ name: string }>('listing:one:'))?.content.name).toBe('脐橙');
    expect(await draftsOf('two')).toEqual([]);
  });

  it('turns a form into an intent at once and sends it with one key per step', async () => {
    const keys: string[] = [];
    sendsAs('plain', () =>
      Promise.resolve(async (_, step) => {
        await step('first', (key) => Promise.resolve(keys.push(key)));
        return step('second', (key) => Promise.resolve(keys.push(key)));
      }),
    );
    await keepDraft({ id: 'd', account: 'one', savedAt: 1, content: {} });
    stop = startOutbox('one');
    await entrust(task('intent-a', 'plain'), 'd');
    expect(await readDraft('d')).toBeUndefined();
    await until('intent-a', 'sent');
    expect(keys).toEqual(['intent-a-first', 'intent-a-second']);
  });

  it('repeats only what was not answered, with the same key, once the network is back', async () => {
    const asked: string[] = [];
    let isDown = true;
    sendsAs('flaky', () =>
      Promise.resolve(async (_, step) => {
        await step('first', (key) => Promise.resolve(asked.push(key)));
        return step('second', (key) => {
          asked.push(key);
          return isDown ? Promise.reject(lost()) : Promise.resolve('done');
        });
      }),
    );
    stop = startOutbox('one');
    await entrust(task('intent-b', 'flaky'), 'none');
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    await until('intent-b', 'waiting');
    isDown = false;
    tryNow();
    await until('intent-b', 'sent');
    expect(asked).toEqual(['intent-b-first', 'intent-b-second', 'intent-b-second']);
  });

  it('keeps the order and hands a refused intent back to be mended', async () => {
    const sentOnes: string[] = [];
    sendsAs('strict', () =>
      Promise.resolve((one, step) =>
        step('all', () => {
          if (one.key === 'intent-c') return Promise.reject(new Problem(422, 'price-too-small', '太小', 'too small'));
          sentOnes.push(one.key);
          return Promise.resolve();
        }),
      ),
    );
    const [first, second] = [task('intent-c', 'strict'), { ...task('intent-d', 'strict'), madeAt: Date.now() + 5 }];
    await keepTask(second);
    await keepTask(first);
    stop = startOutbox('one');
    await until('intent-c', 'refused');
    await until('intent-d', 'sent');
    expect(sentOnes).toEqual(['intent-d']);
    const left = (await allTasks()).find((one) => one.key === 'intent-c')!;
    expect(left.refusal).toEqual({ code: 'price-too-small', zh: '太小', en: 'too small' });
    await takeBack(left, { id: 'again', account: 'one', savedAt: 2, content: left.payload });
    expect(await stateOf('intent-c')).toBeUndefined();
    expect((await readDraft('again'))?.content).toEqual({ key: 'intent-c' });
  });

  it('goes on with what a closed page left behind, and never with what another person meant', async () => {
    sendsAs('rest', () => Promise.resolve((_, step) => step('all', () => Promise.resolve('x'))));
    await keepTask(begun(task('intent-e', 'rest')));
    await keepTask(task('intent-f', 'rest', 'two'));
    stop = startOutbox('one');
    await until('intent-e', 'sent');
    expect(await stateOf('intent-f')).toBe('waiting');
    await giveUp((await allTasks()).find((one) => one.key === 'intent-f')!);
    expect(await stateOf('intent-f')).toBeUndefined();
  });
});
