import { describe, expect, it } from 'vitest';
import { passwordFaults } from './new-password';

describe('a new password', () => {
  it('asks for ten characters first', () => {
    expect(passwordFaults({ password: 'ganju-202', repeated: 'ganju-202' })).toEqual(['password']);
  });

  it('counts rare characters as one each', () => {
    expect(passwordFaults({ password: '𠮷'.repeat(5), repeated: '𠮷'.repeat(5) })).toEqual(['password']);
  });

  it('must be the same twice', () => {
    expect(passwordFaults({ password: 'ten boxes of oranges', repeated: 'ten boxes of orange' })).toEqual(['repeated']);
  });

  it('may hold spaces and Chinese', () => {
    expect(passwordFaults({ password: '三峡的橙子 十一月开园', repeated: '三峡的橙子 十一月开园' })).toEqual([]);
  });
});
