import {
  type IndexedPart,
  type IndexedRecord,
  type KeyringId,
  type KeyringView,
  toBase64Url,
  type ToldPart,
  type UnreadRecord,
} from '@/crypto/index.ts';
import { keepEntries } from '../api/keptEntries.ts';
import { after, Paging } from '../api/paging.ts';
import { RECORDS_AT_FIRST, recordsPath } from '../api/paths.ts';
import { answers, type KeyringSummary, type RecordEntry } from '../api/shapes.ts';
import { PortalError } from '../contract/errors.ts';
import type { Unopened } from '../contract/records.ts';
import type { SignedIn } from '../session/signedIn.ts';
import { hear, settled } from './memberships.ts';

const PAGE = 200;
const MOST_ASKED = 200;

/** What does not verify or does not open. */
export interface BookedTrouble {
  readonly id: KeyringId;
  readonly kind: Unopened['kind'];
  readonly problem: PortalError;
  readonly by: KeyringId | undefined;
}

/** A record, and what of it takes part. */
export interface Shelved {
  readonly indexed: IndexedRecord;
  /** Also parts that should take part and do not verify. */
  readonly own: readonly KeyringId[];
  readonly troubles: readonly BookedTrouble[];
}

/** Where a reading of changes may begin, and what has to be read again each time. */
export interface KeptShelf {
  readonly records: readonly IndexedRecord[];
  readonly again: readonly KeyringId[];
  readonly since: number;
}

type Me = Pick<SignedIn, 'connection' | 'contacts' | 'chains' | 'vault' | 'decisions' | 'keyring'>;

/**
 * The records that the service lists, each by what the person has kept of it or by its chains; what is
 * read is kept for the next time, on whichever device (spec/accounts.md section 8).
 */
export class RecordShelf {
  readonly #me: Me;
  readonly #ground: () => string;
  #records = new Map<KeyringId, Shelved>();
  #again: readonly KeyringId[] = [];
  /** What was read while all pages are being read. */
  #beside = new Map<KeyringId, Shelved>();
  #since = -1;
  /** What was read, to be kept when it has been shown. */
  readonly #unkept: object[] = [];

  /** @param ground what decides whether things take part besides their own chains, in a text */
  constructor(me: Me, ground: () => string) {
    this.#me = me;
    this.#ground = ground;
  }

  get records(): ReadonlyMap<KeyringId, Shelved> {
    return this.#records;
  }

  /** Whether everything has been read once: from then on, changes are enough. */
  get isWhole(): boolean {
    return this.#since >= 0;
  }

  /** Of the newest change that has been read; negative while not everything has been. */
  get since(): number {
    return this.#since;
  }

  /** From an earlier visit; what was troubled then is missing, and is read anew. */
  restore({ records, again, since }: KeptShelf) {
    records.forEach((indexed) => {
      hear(this.#me.contacts, indexed.parts);
    });
    this.#records = new Map(records.map((indexed) => [indexed.record, shelved(indexed)]));
    this.#again = again;
    this.#since = since;
  }

  /** For a later visit. */
  get kept(): KeptShelf {
    const all = [...this.#records.values()];
    const isSound = ({ troubles }: Shelved) => troubles.length === 0;
    return {
      records: all.filter(isSound).map(({ indexed }) => indexed),
      again: all.filter((one) => !isSound(one)).map(({ indexed }) => indexed.record),
      since: this.#since,
    };
  }

  /** Reads all pages, the newest first; tells after each what is known then. */
  async readAll(onPage: () => Promise<void>): Promise<void> {
    const all = new Map<KeyringId, Shelved>();
    const beside = (this.#beside = new Map<KeyringId, Shelved>());
    let newest = 0;
    await this.#pages('', RECORDS_AT_FIRST, async (entries) => {
      newest = entries.reduce((latest, { changed }) => Math.max(latest, changed), newest);
      for (const [id, record] of await this.#shelved(entries)) {
        all.set(id, record);
        this.#records.set(id, record);
      }
      await onPage();
      await this.#keep();
    });
    this.#records = new Map([...all, ...beside]);
    this.#again = [];
    this.#since = newest;
    await this.readChanges(); // what changed meanwhile has left its page
  }

  /** Reads the first page, while all of them are being read. */
  async readNewest(): Promise<void> {
    const page = await this.#me.connection.get(recordsPath(), answers.recordPage);
    for (const [id, record] of await this.#shelved(page.records)) {
      this.#records.set(id, record);
      this.#beside.set(id, record);
    }
    await this.#keep();
  }

  /** Reads what changed, and what has to be read again; answers the records that are others now. */
  async readChanges(): Promise<ReadonlySet<KeyringId>> {
    const changed = new Set<KeyringId>();
    let newest = this.#since;
    const entries: RecordEntry[] = [];
    await this.#pages(`&since=${this.#since}`, PAGE, (page) => {
      entries.push(...page);
      return Promise.resolve();
    });
    for (const entry of entries) {
      newest = Math.max(newest, entry.changed);
      changed.add(entry.record);
    }
    const troubled = [...this.#records.values()]
      .filter(isToBeReadAgain)
      .map(({ indexed }) => indexed.record);
    const again = [...new Set([...this.#again, ...troubled])].filter((id) => !changed.has(id));
    const asked = await this.#asked(again);
    const seen = [...entries.filter(({ through }) => through.length > 0), ...asked];
    const read = await this.#shelved(seen);
    for (const record of [...changed, ...again]) {
      const now = read.get(record);
      if (now === undefined) {
        this.#records.delete(record);
      } else {
        this.#records.set(record, now);
      }
    }
    this.#again = [];
    this.#since = newest;
    await this.#keep();
    return changed;
  }

  async #pages(
    query: string,
    first: number,
    take: (entries: readonly RecordEntry[]) => Promise<void>,
  ) {
    const { connection } = this.#me;
    const paging = new Paging();
    let next: string | undefined;
    let limit = first;
    do {
      const page = await connection.get(
        recordsPath(limit, query + after(next)),
        answers.recordPage,
      );
      await take(page.records);
      next = paging.next(
        page,
        page.records.map(({ record }) => record),
      );
      limit = PAGE;
    } while (next !== undefined);
  }

  /** By what was kept, where that holds, and else by their chains. */
  async #shelved(entries: readonly RecordEntry[]): Promise<ReadonlyMap<KeyringId, Shelved>> {
    const { vault, chains } = this.#me;
    const opened = await vault.recordIndex.open(
      entries.flatMap(({ record, through, index }) =>
        index === undefined ? [] : [{ record, through, entry: index }],
      ),
    );
    const holding = opened.filter(
      ({ parts }) =>
        !parts.some(
          ({ keyring, seq, head }) =>
            chains.hasSeenOther(keyring, seq, head) || chains.refusal(keyring) !== undefined,
        ),
    );
    holding.forEach((indexed) => {
      hear(this.#me.contacts, indexed.parts);
    });
    const all = new Map(holding.map((indexed) => [indexed.record, shelved(indexed)]));
    const rest = entries.filter(({ record }) => !all.has(record));
    const whole = [
      ...rest.filter(({ keyrings }) => keyrings !== undefined),
      ...(await this.#looked(
        rest.filter(({ keyrings }) => keyrings === undefined).map(({ record }) => record),
      )),
    ];
    for (const [id, record] of await this.#read(whole)) {
      all.set(id, record);
    }
    return all;
  }

  /** By their ids, again and again: the service looks at some each time. */
  async #looked(records: readonly KeyringId[]): Promise<readonly RecordEntry[]> {
    const found: RecordEntry[] = [];
    for (let left = records; left.length > 0;) {
      const answered = await this.#asked(left);
      found.push(...answered.filter(({ keyrings }) => keyrings !== undefined));
      const named = answered.filter(({ keyrings }) => keyrings === undefined);
      if (named.length >= left.length) {
        break; // it does not look at any
      }
      left = named.map(({ record }) => record);
    }
    return found;
  }

  async #asked(records: readonly KeyringId[]): Promise<readonly RecordEntry[]> {
    const found: RecordEntry[] = [];
    for (let from = 0; from < records.length; from += MOST_ASKED) {
      const asked = new Set(records.slice(from, from + MOST_ASKED));
      const body = { records: [...asked], prefixes: [], tags: [] };
      const answer = await this.#me.connection.post('/records/query', body, answers.foundRecords, {
        mayRepeat: true,
      });
      found.push(...answer.records.filter(({ record }) => asked.delete(record)));
    }
    return found;
  }

  /** By their chains. */
  async #read(entries: readonly RecordEntry[]): Promise<ReadonlyMap<KeyringId, Shelved>> {
    if (entries.length === 0) {
      return new Map();
    }
    const { contacts, chains, vault, decisions } = this.#me;
    const told = entries.flatMap(({ keyrings = [] }) => keyrings);
    hear(contacts, told);
    const { own } = await settled(this.#me, decisions.decisions, told);
    const taking = new Set(own.map(({ keyring }) => keyring));
    const views = await chains.views(taking);
    const ground = await vault.recordIndex.ground(this.#ground());
    const unread: UnreadRecord[] = entries.map(({ record, through, keyrings = [] }) => ({
      record,
      through,
      parts: keyrings.flatMap((one) => toldPart(one) ?? []),
      ground,
    }));
    const read = await vault.recordIndex.read(unread);
    const all = new Map<KeyringId, Shelved>();
    entries.forEach((entry, index) => {
      const found = read[index];
      if (found === undefined) {
        return;
      }
      const { keyrings = [] } = entry;
      const troubles = keyrings
        .filter(({ keyring }) => taking.has(keyring))
        .flatMap(({ keyring, kind }) =>
          kind === 'record' || kind === 'section' || kind === 'share'
            ? (troubleOf(chains, keyring, kind, views.get(keyring)) ?? [])
            : [],
        );
      if (troubles.length === 0 && found.kept !== undefined && entry.partial !== true) {
        const { record, revision } = entry;
        const { entry: sealed, ...named } = found.kept;
        this.#unkept.push({ record, revision, ...named, entry: toBase64Url(sealed) });
      }
      all.set(entry.record, {
        indexed: found.indexed,
        own: keyrings.map(({ keyring }) => keyring).filter((id) => taking.has(id)),
        troubles,
      });
    });
    return all;
  }

  /** Keeps what was read, for the next time. */
  #keep(): Promise<void> {
    return keepEntries(this.#me.connection, '/records/index', this.#unkept.splice(0));
  }
}

/** Why a keyring is left out of lists, if it is. */
export function troubleOf(
  chains: SignedIn['chains'],
  id: KeyringId,
  kind: BookedTrouble['kind'],
  view: KeyringView | undefined,
): BookedTrouble | undefined {
  const unopened = view?.unopened;
  const problem =
    chains.refusal(id) ?? (unopened === undefined ? undefined : new PortalError(unopened.code));
  return problem === undefined ? undefined : { id, kind, problem, by: unopened?.by };
}

function shelved(indexed: IndexedRecord): Shelved {
  const own = indexed.parts.filter(({ takesPart }) => takesPart).map(({ keyring }) => keyring);
  return { indexed, own, troubles: [] };
}

/** What something was wrong about, and what has ended. */
function isToBeReadAgain({ indexed, troubles }: Shelved): boolean {
  const now = Date.now();
  const hasEnded = ({ until }: IndexedPart) => until !== undefined && until <= now;
  return troubles.length > 0 || indexed.parts.some(hasEnded);
}

function toldPart(one: KeyringSummary): ToldPart | undefined {
  const { keyring, kind, parent, seq, head, addedBy, addedByEmail, through } = one;
  return kind === 'record' || kind === 'section' || kind === 'share'
    ? { keyring, kind, parent, seq, head, addedBy, addedByEmail, through }
    : undefined;
}
