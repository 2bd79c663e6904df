import { expect, test } from 'vitest';
import { scopedStorage, withoutHeaders } from './storage';

function memory(entries: Record<string, string>) {
  const map = new Map(Object.entries(entries));
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
    key: (i: number) => [...map.keys()][i] ?? null,
    get length() {
      return map.size;
    },
  };
}

test("another GraphiQL's tabs on the same origin are neither seen nor cleared", () => {
  const backing = memory({ 'graphiql:tabState': 'theirs' });
  const storage = scopedStorage('/', backing);
  expect(storage.getItem('graphiql:tabState')).toBeNull();

  storage.setItem('graphiql:tabState', 'ours');
  expect(storage.getItem('graphiql:tabState')).toBe('ours');
  expect(storage.length).toBe(1);

  storage.clear();
  expect(storage.getItem('graphiql:tabState')).toBeNull();
  expect(backing.getItem('graphiql:tabState')).toBe('theirs');
});

test('no header is ever kept: they hold the write key', () => {
  const backing = memory({});
  const storage = scopedStorage('/', backing);
  const headers = '{"authorization": "Bearer secret"}';
  storage.setItem('graphiql:headers', headers);
  storage.setItem('graphiql:queries', JSON.stringify({ queries: [{ query: 'mutation { x }', headers }, { query: '{ y }' }] }));
  storage.setItem('graphiql:tabState', JSON.stringify({ tabs: [{ query: '{ y }', variables: '{"a": 1}', headers }], activeTabIndex: 0 }));
  storage.setItem('graphiql:query', '{ y } # no JSON');
  const kept = Array.from({ length: backing.length }, (_, i) => backing.getItem(backing.key(i)!)).join();
  expect(kept).not.toContain('secret');
  expect(storage.getItem('graphiql:headers')).toBeNull();
  expect(JSON.parse(storage.getItem('graphiql:queries')!)).toEqual({ queries: [{ query: 'mutation { x }', headers: null }, { query: '{ y }' }] });
  expect(JSON.parse(storage.getItem('graphiql:tabState')!)).toEqual({ tabs: [{ query: '{ y }', variables: '{"a": 1}', headers: null }], activeTabIndex: 0 });
  expect(storage.getItem('graphiql:query')).toBe('{ y } # no JSON');
});

test('what is no object is kept as it is', () => {
  for (const value of ['', 'text', '12', 'null', '"headers"', '{broken']) expect(withoutHeaders(value)).toBe(value);
});
