type Backing = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** What GraphiQL asks of a storage. */
export interface ScopedStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  clear(): void;
  readonly length: number;
}

/**
 * GraphiQL's storage under keys of our own. By default every GraphiQL on one
 * origin shares its tabs, and localhost:8080 is an origin many servers have
 * used: the first visit here would open on somebody else's queries.
 */
export function scopedStorage(scope: string, backing: Backing): ScopedStorage {
  const prefix = `dealgraph:${scope}:`;
  const ours = () => {
    const keys = Array.from({ length: backing.length }, (_, i) => backing.key(i));
    return keys.filter((key): key is string => key !== null && key.startsWith(prefix));
  };
  return {
    getItem: (key) => backing.getItem(prefix + key),
    setItem: (key, value) => backing.setItem(prefix + key, value),
    removeItem: (key) => backing.removeItem(prefix + key),
    clear: () => ours().forEach((key) => backing.removeItem(key)),
    get length() {
      return ours().length;
    },
  };
}

/** The browser's storage, or null (GraphiQL then remembers nothing) where it is blocked. */
export function browserStorage(): ScopedStorage | null {
  try {
    return scopedStorage(location.pathname, localStorage);
  } catch {
    return null;
  }
}
