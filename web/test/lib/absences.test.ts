import { describe, expect, it } from 'vitest';
import type { KeyringView, RemoteVault } from '@/crypto/index.ts';
import { keyringId, reportId } from '@/crypto/ids/ids.ts';
import type { TrustedChains } from '@/lib/chains/trustedChains.ts';
import { Absences } from '@/lib/reports/absences.ts';
import type { SignedIn } from '@/lib/session/signedIn.ts';
import { type Around, RecordSharing } from '@/lib/sharing/sharing.ts';

const section = keyringId('1'.repeat(64));
const place = { id: reportId('2'.repeat(32)), section, shares: [] };

/** Chains that are known as far as they say what is open, and count what they are asked for. */
class Chains {
  readonly asked: string[] = [];
  #open: boolean | undefined;

  constructor(open: boolean | undefined) {
    this.#open = open;
  }

  knows = () => this.#open !== undefined;

  tryRefresh(ids: Iterable<string>) {
    this.asked.push(...ids);
    return Promise.resolve();
  }

  views() {
    const capabilities = new Set(this.#open === true ? ['open'] : []);
    const view = { capabilities } as unknown as KeyringView;
    return Promise.resolve(new Map(this.#open === undefined ? [] : [[section, view]]));
  }
}

describe('what is not answered any more', () => {
  const reason = async (open: boolean | undefined) => {
    const chains = new Chains(open);
    const vault = { chains: { deletion: () => Promise.resolve(undefined) } };
    const absences = new Absences(
      vault as unknown as RemoteVault,
      chains as unknown as TrustedChains,
    );
    const found = await absences.of([place]);
    return { kind: found.get(place.id)?.kind, asked: chains.asked };
  };

  it('is not asked for where the known chains say that the access has ended', async () => {
    expect(await reason(false)).toEqual({ kind: 'ended', asked: [] });
  });

  it('is asked for, and withheld, where they say that it has not', async () => {
    expect(await reason(true)).toEqual({ kind: 'withheld', asked: [section] });
  });

  it('is asked for where nothing is known', async () => {
    expect(await reason(undefined)).toEqual({ kind: 'ended', asked: [section] });
  });

  it('was deleted, where a section that it may have lain in says so', async () => {
    const chains = new Chains(true);
    const by = keyringId('4'.repeat(64));
    const other = keyringId('5'.repeat(64));
    const deletion = (where: string) =>
      Promise.resolve(where === section ? { by, at: 1 } : undefined);
    const absences = new Absences(
      { chains: { deletion } } as unknown as RemoteVault,
      chains as unknown as TrustedChains,
    );
    expect(await absences.deletionIn([other, section], place.id)).toEqual({ by, at: 1 });
    expect(chains.asked).toEqual([other, section]);
    expect(await absences.deletionIn([other], place.id)).toBeUndefined();
  });

  it('whoever leaves does not ask for it again', async () => {
    const chains = new Chains(false);
    const me = {
      keyring: keyringId('3'.repeat(64)),
      chains,
      changes: { commit: () => Promise.resolve() },
      vault: { chains: { standing: () => Promise.resolve({ capabilities: new Set() }) } },
    };
    let changes = 0;
    const told: unknown[] = [];
    const around: Pick<Around, 'onChange' | 'onLeft'> = {
      onChange: () => changes++,
      onLeft: (keyrings) => {
        told.push(...keyrings);
        return Promise.resolve();
      },
    };
    const sharing = new RecordSharing(me as unknown as SignedIn, around as Around);
    const left = [{ keyring: section as string as never }];
    expect([...(await sharing.leave(left))]).toEqual([]);
    expect(chains.asked).toEqual([]);
    expect(told).toEqual([section]);
    expect(changes).toBe(1);
  });
});
