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
 * A value as it may be kept: without request headers, which hold the write key.
 * GraphiQL leaves them out of its tabs, but its history keeps them. Text that
 * is no JSON is kept as it is. Null is what GraphiQL expects where it reads its
 * tabs again: it drops a tab without the key.
 */
export function withoutHeaders(value: string): string {
  try {
    const parsed: unknown = JSON.parse(value);
    if (typeof parsed !== 'object' || parsed === null) return value;
    return JSON.stringify(parsed, (key, inner: unknown) => (key === 'headers' ? null : inner));
  } catch {
    return value;
  }
}

/**
 * GraphiQL's storage under keys of our own. By default every GraphiQL on one
 * origin shares its tabs, and localhost:8080 is an origin many servers have
 * used: the first visit here would open on somebody else's queries. Headers are
 * never kept: they are secret, and gone with the page.
 */
export function scopedStorage(scope: string, backing: Backing): ScopedStorage {
  const prefix = `dealgraph:${scope}:`;
  const ours = () => {
    const keys = Array.from({ length: backing.length }, (_, i) => backing.key(i));
    return keys.filter((key): key is string => key !== null && key.startsWith(prefix));
  };
  return {
    getItem: (key) => backing.getItem(prefix + key),
    setItem: (key, value) => {
      if (!isHeaders(key)) backing.setItem(prefix + key, withoutHeaders(value));
    },
    removeItem: (key) => backing.removeItem(prefix + key),
    clear: () => ours().forEach((key) => backing.removeItem(key)),
    get length() {
      return ours().length;
    },
  };
}

/** Whether GraphiQL keeps the text of the header editor under this key. */
const isHeaders = (key: string) => key === 'headers' || key.endsWith(':headers');

/** The browser's storage, or null (GraphiQL then remembers nothing) where it is blocked. */
export function browserStorage(): ScopedStorage | null {
  try {
    return scopedStorage(location.pathname, localStorage);
  } catch {
    return null;
  }
}
