import { describe, expect, it } from 'vitest';
import document from '../../api/openapi.json';
import english from './en.json';
import chinese from './zh-CN.json';

const writes = Object.values(document.paths).flatMap((path) =>
  Object.entries(path as Record<string, { operationId?: string }>)
    .filter(([method]) => method !== 'get' && method !== 'parameters')
    .map(([, operation]) => operation.operationId ?? ''),
);

describe('the record of deeds', () => {
  it.each([
    ['Chinese', chinese.audit.actions],
    ['English', english.audit.actions],
  ])('has a word for everything that can be done, in %s', (_, words) => {
    expect(writes.length).toBeGreaterThan(100);
    expect(writes.filter((action) => !(action in words))).toEqual([]);
  });
});
