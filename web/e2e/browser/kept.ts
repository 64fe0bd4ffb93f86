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
