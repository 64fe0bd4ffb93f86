import { describe, expect, it } from 'vitest';
import type { RemoteVault } from '@/crypto/index.ts';
import { keyringId } from '@/crypto/ids/ids.ts';
import type { Connection } from '@/lib/api/connection.ts';
import { TrustedChains } from '@/lib/chains/trustedChains.ts';
import { Contacts } from '@/lib/people/contacts.ts';
import { listedAs, ListedRecords, type Reading } from '@/lib/records/listedRecords.ts';
import { SeenReports } from '@/lib/records/seenReports.ts';
import type { Keeper } from '@/lib/storage/keeper.ts';
import { Memory } from './shelf.ts';

const id = (digit: string) => keyringId(digit.repeat(64));
const [one, other] = [id('1'), id('2')] as const;

interface Head {
  readonly keyring: string;
  readonly seq: number;
  readonly head: string;
}

/** One page's chains: the service answers what `heads` has, and the vault believes it. */
class Page {
  readonly heads = new Map<string, Head>();
  readonly learned: Head[] = [];
  /** Whose history does not contain what others have seen. */
  readonly forks = new Set<string>();
  readonly chains: TrustedChains;

  constructor() {
    const connection = {
      clockAgrees: false,
      post: (_path: string, { keyrings }: { keyrings: readonly { keyring: string }[] }) =>
        Promise.resolve({
          chains: keyrings.map(({ keyring }) => ({ keyring, signedBy: [] })),
          signatures: [],
        }),
    };
    const vault = {
      chains: {
        acceptSent: ({ chains }: { chains: readonly { keyring: string }[] }) =>
          Promise.resolve({
            refused: this.#refused(
              this.learned.filter((head) => chains.some(({ keyring }) => keyring === head.keyring)),
            ),
            missing: [],
            behind: [],
          }),
        heads: (of: readonly string[]) =>
          Promise.resolve(of.flatMap((keyring) => this.heads.get(keyring) ?? [])),
        remember: () => Promise.resolve([]),
        learn: (heads: readonly Head[]) => {
          this.learned.push(...heads);
          return Promise.resolve(this.#refused(heads));
        },
      },
    };
    this.chains = new TrustedChains(
      vault as unknown as RemoteVault,
      connection as unknown as Connection,
    );
  }

  #refused(seen: readonly Head[]) {
    return seen
      .filter(({ keyring, seq, head }) => {
        const known = this.heads.get(keyring);
        return this.forks.has(keyring) || (known?.seq === seq && known.head !== head);
      })
      .map(({ keyring }) => ({ keyring, code: 'broken-chain' }));
  }

  async sees(keyring: ReturnType<typeof id>, seq: number, head = String(seq)) {
    this.heads.set(keyring, { keyring, seq, head: head.padStart(64, '0') });
    await this.chains.tryRefresh([keyring]);
  }
}

async function pages(memory: Memory) {
  const both = [new Page(), new Page()] as const;
  for (const page of both) {
    await page.chains.remember(memory as unknown as Keeper);
  }
  return both;
}

function kept(memory: Memory): readonly string[] {
  const heads = memory.kept.get('heads') as readonly Head[];
  return heads.map(({ keyring, seq }) => `${keyring.slice(0, 1)}: ${seq}`).sort();
}

describe('M5: what two pages of one browser have seen', () => {
  it('is remembered together, the newest of each history', async () => {
    const memory = new Memory();
    const [first, second] = await pages(memory);
    await first.sees(one, 7);
    await second.sees(other, 3);
    await second.sees(one, 5);
    await first.sees(other, 4);
    expect(kept(memory)).toEqual(['1: 7', '2: 4']);
  });

  it('counts on both: what one has seen, the other is told', async () => {
    const memory = new Memory();
    const [first, second] = await pages(memory);
    await first.sees(one, 7);
    await second.sees(other, 3);
    expect(second.learned).toMatchObject([{ keyring: one, seq: 7 }]);
    expect(second.chains.hasSeenOther(one, 6, '6' as never)).toBe(true);
  });

  it('counts before the next answer, also where nothing else is to be written', async () => {
    const memory = new Memory();
    const [first, second] = await pages(memory);
    await second.sees(one, 5);
    await first.sees(one, 7);
    await second.chains.tryRefresh([one]);
    expect(second.learned).toMatchObject([{ keyring: one, seq: 7 }]);
  });

  it('is not overwritten by a longer history that contradicts it', async () => {
    const memory = new Memory();
    const [first, second] = await pages(memory);
    await first.sees(one, 7);
    second.forks.add(one);
    await second.sees(one, 8, 'f');
    expect(second.chains.refusal(one)?.code).toBe('broken-chain');
    expect(kept(memory)).toEqual(['1: 7']);
  });

  it('may not contradict itself: where two are shown different histories, the later one is refused', async () => {
    const memory = new Memory();
    const [first, second] = await pages(memory);
    await first.sees(one, 7);
    await second.sees(one, 7, 'f');
    expect(second.chains.refusal(one)?.code).toBe('broken-chain');
    expect(memory.kept.get('heads')).toMatchObject([{ keyring: one, head: '7'.padStart(64, '0') }]);
  });
});

describe('What a person does on two pages of one browser', () => {
  it('is kept: safety numbers that were compared', async () => {
    const memory = new Memory();
    const both = [new Contacts(memory), new Contacts(memory)] as const;
    await both[0].setCompared(one, true);
    await both[1].setCompared(other, true);
    const later = new Contacts(memory);
    await later.load();
    expect([later.isCompared(one), later.isCompared(other)]).toEqual([true, true]);
  });

  it('is kept: an address is pinned once, on whichever page', async () => {
    const memory = new Memory();
    const both = [new Contacts(memory), new Contacts(memory)] as const;
    await both[0].pin('asha@example.org', one);
    await expect(both[1].pin('asha@example.org', other)).rejects.toMatchObject({
      code: 'contact-changed',
    });
    expect(both[1].pinnedTo('asha@example.org')).toBe(one);
    await both[1].pin('ben@example.org', other);
    const later = new Contacts(memory);
    await later.load();
    expect(later.pinnedTo('asha@example.org')).toBe(one);
    expect(later.pinnedTo('ben@example.org')).toBe(other);
  });

  it('is kept: reports that were opened', async () => {
    const memory = new Memory();
    const both = [new SeenReports(memory), new SeenReports(memory)] as const;
    for (const seen of both) {
      await seen.restore();
      await seen.settle([], 0);
    }
    await both[0].mark('a');
    await both[1].mark('b');
    const later = new SeenReports(memory);
    await later.restore();
    expect([later.has('a', 1), later.has('b', 1), later.has('c', 1)]).toEqual([true, true, false]);
  });
});

describe('Records that two pages of one browser list', () => {
  const listed = (...ids: readonly ReturnType<typeof id>[]): Reading => ({
    listed: ids.map((record) => listedAs(record, [part(record)], undefined)),
    told: new Set(ids),
    decisions: { keyrings: new Map(), signers: new Map() },
  });
  const part = (keyring: ReturnType<typeof id>) => ({
    keyring,
    kind: 'record' as const,
    addedBy: id('9'),
    through: [],
  });
  const page = (memory: Memory) => new ListedRecords(memory, () => Promise.resolve(new Set()));

  it('do not vanish because an older reading does not have them', async () => {
    const memory = new Memory();
    const [first, second] = [page(memory), page(memory)];
    const older = second.begin();
    await new Promise((resolve) => setTimeout(resolve, 2));
    await first.note(first.begin(), listed(one, other));
    await second.note(older, listed(one));
    expect(second.vanished).toEqual([]);
    expect(memory.kept.get('listed')).toMatchObject({ listed: [{ id: one }, { id: other }] });
  });

  it('do not vanish where the person has left them on the other page', async () => {
    const memory = new Memory();
    const [first, second] = [page(memory), page(memory)];
    await second.note(second.begin(), listed(one, other));
    await first.restore();
    await first.left([other]);
    await new Promise((resolve) => setTimeout(resolve, 2));
    await second.note(second.begin(), listed(one));
    expect(second.vanished).toEqual([]);
  });
});
