import { expect, test } from 'vitest';
import { createFetcher } from './fetcher';

const operation = { query: 'query Q { stats { deals } }', variables: { a: 1 }, operationName: 'Q' };

test('sends a JSON body and the headers of the header editor', async () => {
  let seen: { url: unknown; init?: RequestInit } | undefined;
  const fetcher = createFetcher('graphql', async (url, init) => {
    seen = { url, init };
    return Response.json({ data: { stats: null } });
  });
  expect(await fetcher(operation, { headers: { authorization: 'Bearer key' } })).toEqual({ data: { stats: null } });
  expect(seen?.url).toBe('graphql');
  expect(JSON.parse(String(seen?.init?.body))).toEqual(operation);
  expect(seen?.init?.headers).toMatchObject({ 'content-type': 'application/json', authorization: 'Bearer key' });
});

test('shows the errors of a refused request', async () => {
  const refusal = { errors: [{ message: 'Cannot query field "x"' }] };
  const fetcher = createFetcher('graphql', async () => Response.json(refusal, { status: 400 }));
  expect(await fetcher(operation)).toEqual(refusal);
});

test('says so when the answer is not JSON', async () => {
  const fetcher = createFetcher('graphql', async () => new Response('<h1>Bad Gateway</h1>', { status: 502 }));
  expect(await fetcher(operation)).toEqual({
    errors: [{ message: 'The server answered 502, which is not GraphQL: <h1>Bad Gateway</h1>' }],
  });
});
