import type { Page } from '@playwright/test';

/** The names under which the portal has kept something in this browser, by store. */
export function kept(page: Page): Promise<Record<string, string[]>> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => {
          resolve(request.result);
        };
        request.onerror = () => {
          reject(new Error(String(request.error)));
        };
      });
    const database = await done(indexedDB.open('medseal'));
    const stores: Record<string, string[]> = {};
    for (const store of database.objectStoreNames) {
      const keys = await done(database.transaction(store).objectStore(store).getAllKeys());
      stores[store] = keys.map(String);
    }
    database.close();
    return stores;
  });
}

/** What a script in the page gets out of the session that the portal keeps, by every way of WebCrypto. */
export function taken(page: Page): Promise<{
  /** Algorithm and usages of each key. */
  readonly keys: readonly string[];
  /** What could be read out or derived from, against all intentions. */
  readonly loot: readonly string[];
}> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => {
          resolve(request.result);
        };
        request.onerror = () => {
          reject(new Error(String(request.error)));
        };
      });
    const database = await done(indexedDB.open('medseal'));
    const found: CryptoKey[] = [];
    const collect = (value: unknown) => {
      if (value instanceof CryptoKey) {
        found.push(value);
      } else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
        Object.values(value).forEach(collect);
      }
    };
    for (const store of database.objectStoreNames) {
      collect(await done(database.transaction(store).objectStore(store).getAll()));
    }
    database.close();
    const wrapping = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, [
      'wrapKey',
    ]);
    const loot: string[] = [];
    for (const key of found) {
      const attempts: Record<string, () => Promise<unknown>> = {
        ...Object.fromEntries(
          (['raw', 'pkcs8', 'jwk'] as const).flatMap((format) => [
            [format, () => crypto.subtle.exportKey(format, key)],
            [
              `wrapped ${format}`,
              () =>
                crypto.subtle.wrapKey(format, key, wrapping, {
                  name: 'AES-GCM',
                  iv: new Uint8Array(12),
                }),
            ],
          ]),
        ),
        derived: () =>
          crypto.subtle.deriveBits(
            { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: new Uint8Array() },
            key,
            256,
          ),
      };
      for (const [way, attempt] of Object.entries(attempts)) {
        await attempt().then(
          () => loot.push(`${key.algorithm.name} ${way}`),
          () => undefined,
        );
      }
    }
    const keys = found.map(
      ({ algorithm, usages }) => `${algorithm.name} ${[...usages].sort().join(' ')}`,
    );
    return { keys: [...new Set(keys)].sort(), loot };
  });
}
