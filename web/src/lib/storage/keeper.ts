import {
  type Bytes,
  FormatError,
  type KeyringId,
  type RemoteVault,
  toHex,
  utf8,
} from '@/crypto/index.ts';
import { openDatabase } from './database.ts';

/** Names of what is kept for a person. */
export type KeptName =
  | 'heads'
  | 'listed'
  | 'pins'
  | 'compared'
  | 'institutes'
  | 'seen'
  | 'visit'
  | 'library'
  | 'decisions';

/** Those that stay when the person logs out: they guard the next visit, and only the person opens them. */
const STAYING: readonly KeptName[] = [
  'heads',
  'pins',
  'compared',
  'institutes',
  'decisions',
  'visit',
];

/**
 * What this device remembers for one person: JSON, sealed with a key that only the person's own secret
 * yields. What does not open, because the secret was replaced or somebody wrote into the browser's
 * storage, is as good as not there.
 */
export class Keeper {
  readonly #vault: RemoteVault;
  readonly #person: KeyringId;
  readonly #generation: number;
  readonly #writing = new Map<KeptName, Promise<void>>();
  /** What was last read or written here, by how its sealed bytes begin. */
  readonly #known = new Map<KeptName, string>();

  constructor(vault: RemoteVault, person: KeyringId, generation: number) {
    this.#vault = vault;
    this.#person = person;
    this.#generation = generation;
  }

  async read(name: KeptName): Promise<unknown> {
    return this.#open(name, await this.#stored(name));
  }

  /** As {@link read}, where another page has written since it was read or written here. */
  async news(name: KeptName): Promise<unknown> {
    const stored = await this.#stored(name);
    return stored === undefined || this.#known.get(name) === beginning(stored.sealed)
      ? undefined
      : this.#open(name, stored);
  }

  /** In the place of what was there, whoever wrote that. Writes come one after the other. */
  write(name: KeptName, content: unknown): Promise<void> {
    return this.change(name, () => Promise.resolve(content));
  }

  /**
   * Writes what is made of what is there: other pages of this browser keep theirs in the same place, and
   * none of them writes meanwhile.
   *
   * @param change given what {@link read} answers; where it rejects, nothing is written
   */
  change(name: KeptName, change: (kept: unknown) => Promise<unknown>): Promise<void> {
    const before = this.#writing.get(name) ?? Promise.resolve();
    const writing = before.then(() =>
      navigator.locks.request(`medseal/kept/${this.#key(name)}`, async () => {
        const key = this.#key(name);
        const stored = await this.#stored(name);
        if (stored !== undefined && stored.generation > this.#generation) {
          return; // a page with newer keys of the person keeps it from now on
        }
        const bytes = utf8(JSON.stringify(await change(await this.#open(name, stored))));
        const sealed = await this.#vault.accounts.sealLocal(key, bytes);
        await (await openDatabase()).put('kept', { generation: this.#generation, sealed }, key);
        this.#known.set(name, beginning(sealed));
      }),
    );
    this.#writing.set(
      name,
      writing.catch(() => undefined),
    );
    return writing;
  }

  /** When everything that was to be written is. */
  async settled() {
    await Promise.all(this.#writing.values());
  }

  async #stored(name: KeptName) {
    return (await openDatabase()).get('kept', this.#key(name));
  }

  async #open(name: KeptName, stored: Stored | undefined): Promise<unknown> {
    if (stored?.generation !== this.#generation) {
      return undefined;
    }
    this.#known.set(name, beginning(stored.sealed));
    try {
      const content = await this.#vault.accounts.openLocal(this.#key(name), stored.sealed);
      return JSON.parse(new TextDecoder().decode(content)) as unknown;
    } catch (failure) {
      if (failure instanceof FormatError || failure instanceof SyntaxError) {
        return undefined;
      }
      throw failure;
    }
  }

  #key(name: KeptName): string {
    return keyOf(this.#person, name);
  }
}

interface Stored {
  readonly generation: number;
  readonly sealed: Bytes;
}

/** What is sealed begins with bytes that are other ones each time. */
function beginning(sealed: Bytes): string {
  return toHex(sealed.subarray(0, 32));
}

/** Whether something is kept by that name, also where it does not open. */
export async function isKept(person: KeyringId, name: KeptName): Promise<boolean> {
  return (await (await openDatabase()).getKey('kept', keyOf(person, name))) !== undefined;
}

/** Removes what does not stay after a log-out, also of somebody whose keys are locked. */
export async function forgetKept(person: KeyringId) {
  const database = await openDatabase();
  const stay = new Set(STAYING.map((name) => keyOf(person, name)));
  for (const key of await database.getAllKeys('kept')) {
    if (key.startsWith(`${person}/`) && !stay.has(key)) {
      await database.delete('kept', key);
    }
  }
}

function keyOf(person: KeyringId, name: KeptName): string {
  return `${person}/${name}`;
}
