import type { Decisions, KeyringId, ToldMembership } from '@/crypto/index.ts';
import type { Keeper } from '../storage/keeper.ts';

/** A record that was listed here, and how the person came to it. */
export interface ListedRecord {
  readonly id: KeyringId;
  /** The record, sections and shares that the person saw of it. */
  readonly parts: readonly KeyringId[];
  /** Those that the person was a member of itself, and the groups that it came through. */
  readonly ways: readonly KeyringId[];
  /** Who made the person a member, as the service said. */
  readonly by: readonly KeyringId[];
  /** When access ends, in milliseconds since 1970. */
  readonly until: number | undefined;
}

/** What a reading of the records found. */
export interface Reading {
  readonly listed: readonly ListedRecord[];
  /** Every keyring that the service named, also those that take no part. */
  readonly told: ReadonlySet<KeyringId>;
  readonly decisions: Pick<Decisions, 'keyrings' | 'signers'>;
}

interface Kept {
  readonly listed: readonly ListedRecord[];
  readonly vanished: readonly KeyringId[];
}

/**
 * Which records were listed on this device, so that none goes without a word. That somebody ended the
 * access and that the service withholds a record look the same from here; that the person left,
 * declined or blocked, that the time was up, or that the record was closed, does not.
 */
export class ListedRecords {
  readonly #keeper: Pick<Keeper, 'read' | 'write'>;
  readonly #isClosed: (records: readonly KeyringId[]) => Promise<ReadonlySet<KeyringId>>;
  #listed: readonly ListedRecord[] = [];
  #vanished: readonly KeyringId[] = [];
  #turn = 0;
  #noted = 0;

  /** @param isClosed which of these are closed, by their verified histories */
  constructor(
    keeper: Pick<Keeper, 'read' | 'write'>,
    isClosed: (records: readonly KeyringId[]) => Promise<ReadonlySet<KeyringId>>,
  ) {
    this.#keeper = keeper;
    this.#isClosed = isClosed;
  }

  /** Those that are not listed any more, until they are again or the person has taken note. */
  get vanished(): readonly KeyringId[] {
    return this.#vanished;
  }

  async restore() {
    const kept = (await this.#keeper.read('listed')) as Kept | undefined;
    this.#listed = kept?.listed ?? [];
    this.#vanished = kept?.vanished ?? [];
  }

  /** Called before a reading; {@link note} takes what it answers. */
  begin(): number {
    return ++this.#turn;
  }

  /** Takes note of a reading, unless it began before something newer was noted. */
  async note(turn: number, reading: Reading) {
    if (turn <= this.#noted) {
      return;
    }
    this.#noted = turn;
    const here = new Set(reading.listed.map(({ id }) => id));
    const gone = this.#listed.filter((one) => !here.has(one.id) && !isExplained(one, reading));
    const asked = gone.map(({ id }) => id);
    const closed = asked.length === 0 ? new Set<KeyringId>() : await this.#isClosed(asked);
    this.#vanished = [
      ...this.#vanished.filter((id) => !here.has(id)),
      ...asked.filter((id) => !closed.has(id)),
    ];
    this.#listed = reading.listed;
    await this.#keep();
  }

  /** The person has left these: what was reached through them only does not vanish. */
  async left(keyrings: readonly KeyringId[]) {
    this.#noted = this.begin();
    const own = new Set(keyrings);
    this.#listed = this.#listed.flatMap((one) => {
      const ways = one.ways.filter((way) => !own.has(way));
      return ways.length === 0 ? [] : [{ ...one, ways }];
    });
    await this.#keep();
  }

  /** The person has taken note. */
  async dismiss() {
    this.#vanished = [];
    await this.#keep();
  }

  async #keep() {
    await this.#keeper.write('listed', { listed: this.#listed, vanished: this.#vanished });
  }
}

/** How the person came to a record, of which the service names these. */
export function listedAs(
  id: KeyringId,
  own: readonly ToldMembership[],
  until: number | undefined,
): ListedRecord {
  const ways = own.flatMap(({ keyring, addedBy, through }) => [
    ...(addedBy === undefined ? [] : [keyring]),
    ...through,
  ]);
  return {
    id,
    parts: own.map(({ keyring }) => keyring),
    ways: [...new Set(ways)],
    by: [...new Set(own.flatMap(({ addedBy }) => addedBy ?? []))],
    until,
  };
}

function isExplained(one: ListedRecord, { told, decisions }: Reading): boolean {
  const { keyrings, signers } = decisions;
  return (
    one.parts.some((part) => told.has(part) || keyrings.get(part) === 'declined') ||
    one.by.some((signer) => signers.get(signer) === 'blocked') ||
    (one.until !== undefined && one.until <= Date.now())
  );
}
