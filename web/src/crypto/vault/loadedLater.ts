/** A group of methods whose code is loaded at the first call. */
export type Later<T> = T & {
  /** Resolves when the code is there, which is fetched where nothing was called yet. */
  loaded(): Promise<void>;
};

/**
 * A group of methods whose code is loaded at the first call, so that a log-in does not wait for what is
 * needed after it. All of its methods are asynchronous.
 */
export function loadedLater<T extends object>(load: () => Promise<T>): Later<T> {
  let loading: Promise<T> | undefined;
  const group = async () => {
    loading ??= load();
    try {
      return await loading;
    } catch (failure) {
      loading = undefined; // to be tried again
      throw failure;
    }
  };
  return new Proxy({} as Later<T>, {
    get:
      (_, method) =>
      async (...args: readonly unknown[]): Promise<unknown> => {
        const loaded = (await group()) as Record<string | symbol, unknown>;
        if (method === 'loaded') {
          return undefined;
        }
        const called = loaded[method];
        if (typeof called !== 'function') {
          throw new Error(`there is no ${String(method)}`);
        }
        return Reflect.apply(called, loaded, args);
      },
  });
}
