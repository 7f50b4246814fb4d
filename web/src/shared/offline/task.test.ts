import { describe, expect, it } from 'vitest';
import {
  begun,
  intended,
  inOrder,
  isOver,
  missed,
  nextOf,
  nudged,
  pauseAfter,
  recovered,
  refused,
  sent,
  stepped,
  wakeAt,
  type Task,
} from './task';

const at = 1_000_000;
const task = (key: string, change: Partial<Task> = {}): Task => ({
  ...intended({ key, kind: 'listing', account: 'one', title: key, payload: {}, steps: 3 }, at),
  ...change,
});

describe('an intent', () => {
  it('rests 5 s, 30 s, 2 min and then 10 min between attempts', () => {
    expect([1, 2, 3, 4, 5, 50].map(pauseAfter)).toEqual([5_000, 30_000, 120_000, 600_000, 600_000, 600_000]);
    let one = task('a');
    const rests = [];
    for (let attempt = 0; attempt < 5; attempt += 1) {
      one = missed(begun(one), at);
      rests.push(one.nextAt - at);
    }
    expect(rests).toEqual([5_000, 30_000, 120_000, 600_000, 600_000]);
    expect(one.state).toBe('waiting');
  });

  it('goes on behind the last step that was answered', () => {
    const half = missed(stepped(begun(task('a')), 'photo-0', { id: 'f' }), at);
    expect(half).toMatchObject({ done: 1, results: { 'photo-0': { id: 'f' } }, state: 'waiting' });
    expect(recovered(begun(half))).toMatchObject({ state: 'waiting', done: 1 });
  });

  it('is sent in the order in which it was meant, also past one that was refused, never past one that rests', () => {
    const [first, second] = [task('b'), task('a', { madeAt: at + 1 })];
    expect(nextOf([second, first], 'one', at)?.key).toBe('b');
    expect(nextOf([second, missed(first, at)], 'one', at)).toBeUndefined();
    expect(wakeAt([second, missed(first, at)], 'one')).toBe(at + 5_000);
    expect(nextOf([second, refused(first, { code: 'x', zh: '', en: '' })], 'one', at)?.key).toBe('a');
    expect(nextOf([sent(first, at), sent(second, at)], 'one', at)).toBeUndefined();
    expect(inOrder([task('y'), task('x')]).map(({ key }) => key)).toEqual(['x', 'y']);
  });

  it('is only sent by the person who meant it', () => {
    expect(nextOf([task('a', { account: 'two' })], 'one', at)).toBeUndefined();
    expect(wakeAt([task('a', { account: 'two' })], 'one')).toBeUndefined();
  });

  it('goes at once when the network is back', () => {
    const rests = missed(task('a'), at);
    expect(nextOf([nudged(rests, at + 1)], 'one', at + 1)?.key).toBe('a');
    expect(nudged(sent(rests, at), at + 1)).toEqual(sent(rests, at));
  });

  it('stays a day as received', () => {
    const done = sent(task('a'), at);
    expect(done).toMatchObject({ done: 3, state: 'sent' });
    expect(isOver(done, at + 23 * 3_600_000)).toBe(false);
    expect(isOver(done, at + 25 * 3_600_000)).toBe(true);
    expect(isOver(task('b'), at + 999 * 3_600_000)).toBe(false);
  });
});
