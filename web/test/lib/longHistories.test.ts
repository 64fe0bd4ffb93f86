import { describe, expect, it } from 'vitest';
import type { RemoteVault } from '@/crypto/index.ts';
import { keyringId } from '@/crypto/ids/ids.ts';
import type { Connection } from '@/lib/api/connection.ts';
import { TrustedChains } from '@/lib/chains/trustedChains.ts';
import { PortalError } from '@/lib/contract/errors.ts';

const ids = Array.from({ length: 7 }, (_, i) => keyringId(String(i + 1).repeat(64)));
const endless = keyringId('5'.repeat(64));

interface Asked {
  readonly keyrings: readonly { readonly keyring: string }[];
}

/** A service that answers two chains at a time, and never the endless one. */
function chains(sizes: number[]): TrustedChains {
  const connection = {
    clockAgrees: true,
    post: (_path: string, { keyrings }: Asked) => {
      sizes.push(keyrings.length);
      return keyrings.length > 2 || keyrings.some(({ keyring }) => keyring === endless)
        ? Promise.reject(new PortalError('history-too-long'))
        : Promise.resolve({
            chains: keyrings.map(({ keyring }) => ({ keyring, signedBy: [] })),
            signatures: [],
          });
    },
  };
  const vault = {
    chains: {
      acceptSent: () => Promise.resolve({ refused: [], missing: [], behind: [] }),
      describe: () => Promise.resolve([]),
      heads: (of: readonly string[]) =>
        Promise.resolve(of.map((keyring) => ({ keyring, seq: 0, head: '0'.repeat(64) }))),
    },
  };
  return new TrustedChains(vault as unknown as RemoteVault, connection as unknown as Connection);
}

describe('more than the service answers at once', () => {
  it('is asked for by halves, and what is too long even alone is refused alone', async () => {
    const sizes: number[] = [];
    const known = chains(sizes);
    await known.tryRefresh(ids);
    expect(sizes[0]).toBe(ids.length);
    expect(ids.filter((id) => known.knows(id))).toEqual(ids.filter((id) => id !== endless));
    expect(known.refusal(endless)?.code).toBe('history-too-long');
  });

  it('is told for what was asked', async () => {
    const known = chains([]);
    await expect(known.refresh(ids)).rejects.toMatchObject({ code: 'history-too-long' });
  });
});
