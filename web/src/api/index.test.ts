import { afterEach, expect, expectTypeOf, test, vi } from 'vitest';
import { addressOf, api, type Answer, type Schema } from '.';

afterEach(() => vi.unstubAllGlobals());

test('a call fills its path, writes its query and sends its key', async () => {
  const calls: Request[] = [];
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    calls.push(new Request(new URL(path, 'http://localhost'), init));
    return Promise.resolve(new Response('{"id":"x"}', { status: 200 }));
  });
  await api.post('/api/orders/{orderId}/confirmation', {
    path: { orderId: 'a/b' },
    body: {},
    key: 'intent-0001',
  });
  expect(new URL(calls[0]!.url).pathname).toBe('/api/orders/a%2Fb/confirmation');
  expect(calls[0]!.headers.get('Idempotency-Key')).toBe('intent-0001');
  expect(addressOf('/api/regions', { query: { q: '奉节' } })).toBe('/api/regions?q=%E5%A5%89%E8%8A%82');
});

test('what the document does not know does not compile', () => {
  expectTypeOf<Answer<'/api/orders/{orderId}', 'get'>>().toEqualTypeOf<Schema<'OrderView'>>();
  // @ts-expect-error no such path
  const wrongPath = () => api.get('/api/nothing');
  // @ts-expect-error an order's page needs the order
  const withoutId = () => api.get('/api/orders/{orderId}');
  // @ts-expect-error confirming is no reading
  const wrongMethod = () => api.get('/api/orders/{orderId}/confirmation', { path: { orderId: 'x' } });
  expect([wrongPath, withoutId, wrongMethod]).toHaveLength(3);
});
