import { LockedError, type RemoteVault } from '@/crypto/index.ts';

type Method = (...args: readonly unknown[]) => Promise<unknown>;

/**
 * The vault as one session may use it: what is still on its way in a session that has ended must not
 * act with the keys of the next.
 */
export function ownVault(vault: RemoteVault, ended: AbortSignal): RemoteVault {
  const group = (methods: Readonly<Record<string, Method>>) =>
    new Proxy(methods, {
      get:
        (_methods, name: string) =>
        (...args: readonly unknown[]) =>
          ended.aborted ? Promise.reject(new LockedError()) : methods[name]?.(...args),
    });
  return new Proxy(vault, {
    get: (groups, name) => group(groups[name as keyof RemoteVault] as never),
  });
}
