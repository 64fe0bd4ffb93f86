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

/** Of a millisecond: readings that begin within one are told apart. */
const A_LITTLE = 1 / 1_024;

interface Kept {
  readonly listed: readonly ListedRecord[];
  readonly vanished: readonly KeyringId[];
  /** When the reading began that this was noted of, in milliseconds since 1970. */
  readonly at: number;
}

/**
 * Which records were listed on this device, so that none goes without a word. That somebody ended the
 * access and that the service withholds a record look the same from here; that the person left,
 * declined or blocked, that the time was up, or that the record was closed, does not.
 */
export class ListedRecords {
  readonly #keeper: Pick<Keeper, 'read' | 'change'>;
  readonly #isClosed: (records: readonly KeyringId[]) => Promise<ReadonlySet<KeyringId>>;
  #vanished: readonly KeyringId[] = [];
  #turn = 0;
  #noted = 0;

  /** @param isClosed which of these are closed, by their verified histories */
  constructor(
    keeper: Pick<Keeper, 'read' | 'change'>,
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
    const kept = keptIn(await this.#keeper.read('listed'));
    this.#turn = Math.max(this.#turn, kept.at);
    this.#take(kept);
  }

  /** Called before a reading; {@link note} takes what it answers. */
  begin(): number {
    this.#turn = Math.max(this.#turn + A_LITTLE, Date.now());
    return this.#turn;
  }

  /** Takes note of a reading, unless it began before something newer was noted, here or on another page. */
  async note(turn: number, reading: Reading) {
    if (turn <= this.#noted) {
      return;
    }
    this.#noted = turn;
    const missing = gone(keptIn(await this.#keeper.read('listed')), reading);
    const closed = missing.length === 0 ? new Set<KeyringId>() : await this.#isClosed(missing);
    const here = new Set(reading.listed.map(({ id }) => id));
    await this.#change((kept) =>
      kept.at > turn
        ? kept
        : {
            listed: reading.listed,
            vanished: [
              ...kept.vanished.filter((id) => !here.has(id)),
              ...gone(kept, reading).filter((id) => !closed.has(id)),
            ],
            at: turn,
          },
    );
  }

  /** The person has left these: what was reached through them only does not vanish. */
  async left(keyrings: readonly KeyringId[]) {
    this.#noted = this.begin();
    const own = new Set(keyrings);
    await this.#change(({ listed, vanished }) => ({
      listed: listed.flatMap((one) => {
        const ways = one.ways.filter((way) => !own.has(way));
        return ways.length === 0 ? [] : [{ ...one, ways }];
      }),
      vanished,
      at: this.#noted,
    }));
  }

  /** The person has taken note. */
  dismiss(): Promise<void> {
    const shown = new Set(this.#vanished);
    return this.#change((kept) => ({
      ...kept,
      vanished: kept.vanished.filter((id) => !shown.has(id)),
    }));
  }

  /** Of what is kept by now: another page may have written it. */
  #change(change: (kept: Kept) => Kept): Promise<void> {
    return this.#keeper.change('listed', (kept) => {
      const after = change(keptIn(kept));
      this.#take(after);
      return Promise.resolve(after);
    });
  }

  #take({ vanished }: Kept) {
    this.#vanished = vanished;
  }
}

/** A time to come was noted by a clock that has been set since. */
function keptIn(kept: unknown): Kept {
  const { listed = [], vanished = [], at = 0 } = (kept ?? {}) as Partial<Kept>;
  return { listed, vanished, at: at > Date.now() ? 0 : at };
}

/** Those that were listed and are not any more, without a reason. */
function gone({ listed }: Kept, reading: Reading): readonly KeyringId[] {
  const here = new Set(reading.listed.map(({ id }) => id));
  return listed
    .filter((one) => !here.has(one.id) && !isExplained(one, reading))
    .map(({ id }) => id);
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
