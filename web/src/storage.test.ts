import { expect, test } from 'vitest';
import { scopedStorage } from './storage';

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
