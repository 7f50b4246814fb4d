import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { http, query, whenSignedOut } from './client';
import { Problem } from './problem';

const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

describe('the client', () => {
  const fetched = vi.fn<typeof fetch>();
  beforeEach(() => vi.stubGlobal('fetch', fetched));
  afterEach(() => {
    fetched.mockReset();
    vi.unstubAllGlobals();
  });

  it('sends the token against forged requests and the key of the intent with writes only', async () => {
    document.cookie = 'mp-csrf=abc';
    fetched.mockImplementation(() => Promise.resolve(answer(200, {})));
    await http.post('/api/orders', { a: 1 }, 'key-1');
    await http.get('/api/orders');
    const [write, read] = fetched.mock.calls.map(([, init]) => init?.headers as Record<string, string>);
    expect(write).toMatchObject({ 'X-CSRF': 'abc', 'Idempotency-Key': 'key-1', 'Content-Type': 'application/json' });
    expect(read).not.toHaveProperty('X-CSRF');
  });

  it('turns a refusal into a problem with both languages and its fields', async () => {
    fetched.mockResolvedValue(
      answer(422, {
        code: 'price-too-small',
        zh: '太小',
        en: 'Too small',
        reference: 'r1',
        errors: [{ field: 'price', code: 'x', message: 'm' }],
      }),
    );
    const problem = await http.post('/api/x').catch((error: unknown) => error as Problem);
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({ status: 422, code: 'price-too-small', en: 'Too small', reference: 'r1' });
  });

  it('tells when the session has ended, but not when a password is wrong', async () => {
    const signedOut = vi.fn();
    whenSignedOut(signedOut);
    fetched.mockImplementation(() => Promise.resolve(answer(401, { code: 'session-expired', zh: '', en: '' })));
    await http.post('/api/session', {}).catch(() => undefined);
    expect(signedOut).not.toHaveBeenCalled();
    await http.get('/api/orders').catch(() => undefined);
    expect(signedOut).toHaveBeenCalledOnce();
  });

  it('names a lost connection', async () => {
    fetched.mockRejectedValue(new TypeError('Failed to fetch'));
    await expect(http.get('/api/x')).rejects.toMatchObject({ code: 'offline', status: 0 });
  });

  it('leaves unset values out of a query', () => {
    expect(query({ q: '脐橙', page: undefined, county: ['1', '2'] })).toBe('?q=%E8%84%90%E6%A9%99&county=1&county=2');
  });
});
