import { describe, expect, it } from 'vitest';
import { isPhone, passwordFaults } from './new-password';

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

describe('a telephone number', () => {
  it('is taken as the server takes it', () => {
    expect(['138 0000 1234', '023-5655 1234', '+86 13800001234'].every(isPhone)).toBe(true);
    expect(['12', '13800001234x', '1380000-', ''].some(isPhone)).toBe(false);
  });
});
