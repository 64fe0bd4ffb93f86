import { type NotShown, NotShownError, type RemoteVault } from '@/crypto/index.ts';

type Method = (...args: readonly unknown[]) => Promise<unknown>;

/** Whoever asks for more of a chain that was begun later. */
interface Shows {
  /** Answers whether there was anything left to ask for. */
  show(wanted: NotShown, asked: Set<string>): Promise<boolean>;
}

/** Does something again with more of the chains, as long as that takes what was not shown. */
export async function shown<T>(chains: Shows, action: () => Promise<T>): Promise<T> {
  const asked = new Set<string>();
  for (;;) {
    try {
      return await action();
    } catch (failure) {
      if (!(failure instanceof NotShownError) || !(await chains.show(failure.wanted, asked))) {
        throw failure;
      }
    }
  }
}

/** Instead of what is not shown. */
export function nothingShown(failure: unknown): readonly never[] {
  if (failure instanceof NotShownError) {
    return [];
  }
  throw failure;
}

/** The vault, which gets shown what it needs of chains that were begun later. */
export function shownVault(vault: RemoteVault, chains: Shows): RemoteVault {
  const group = (methods: Readonly<Record<string, Method>>) =>
    new Proxy(methods, {
      get:
        (_methods, name: string) =>
        (...args: readonly unknown[]) =>
          shown(chains, () => methods[name]?.(...args) ?? Promise.reject(new Error(name))),
    });
  return new Proxy(vault, {
    get: (groups, name) => group(groups[name as keyof RemoteVault] as never),
  });
}
