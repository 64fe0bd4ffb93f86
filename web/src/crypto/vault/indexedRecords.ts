import { capabilities } from '../chains/authority.ts';
import type { Keyrings } from '../chains/verifiedChain.ts';
import { FormatError, NotShownError } from '../errors.ts';
import type { Bytes } from '../ids/bytes.ts';
import { type Instant, type KeyringId, now, type Sha256 } from '../ids/ids.ts';
import {
  currentGeneration,
  endedAt,
  isLastingOwner,
  type KeyringState,
  type Member,
} from '../keyrings/keyringState.ts';
import { madeByItself } from '../keyrings/kinds.ts';
import {
  type IndexEntry,
  type IndexPart,
  openIndexEntry,
  recordGround,
  recordTag,
  sealIndexEntry,
  unreadEntry,
} from '../records/recordIndex.ts';
import type { ChainStore } from './chainStore.ts';
import type { KeyChest } from './keyChest.ts';
import type { IndexedRecord, KeptRecord, ReadRecord, ToldPart, UnreadRecord } from './indexed.ts';
import { namesIn, profileText } from './names.ts';

/** What the person keeps of the records that they have read (spec/accounts.md section 8). */
export class IndexedRecords {
  readonly #chains: ChainStore;
  readonly #chest: KeyChest;

  constructor(chains: ChainStore, chest: KeyChest) {
    this.#chains = chains;
    this.#chest = chest;
  }

  /** Those of which what was kept still holds, as far as is seen from here. */
  async open(kept: readonly KeptRecord[]): Promise<readonly IndexedRecord[]> {
    const opened = await Promise.all(kept.map((one) => this.#opened(one)));
    return opened.filter((one) => one !== undefined);
  }

  /** By their chains. */
  read(records: readonly UnreadRecord[]): Promise<readonly ReadRecord[]> {
    return Promise.all(records.map((one) => this.#read(one)));
  }

  async #opened({ record, through, entry }: KeptRecord): Promise<IndexedRecord | undefined> {
    let content: IndexEntry;
    try {
      content = await openIndexEntry(this.#chest.person, record, entry);
    } catch (failure) {
      if (failure instanceof FormatError) {
        return undefined; // as if nothing were kept
      }
      throw failure;
    }
    const parts = new Map(content.parts.map((part) => [part.keyring, part]));
    const holds =
      content.read &&
      isSame(content.through, through) &&
      content.parts.every((part) => this.#holds(part, parts));
    return holds ? indexed(record, content) : undefined;
  }

  #holds(part: IndexPart, parts: ReadonlyMap<KeyringId, IndexPart>): boolean {
    const at = now();
    return (
      (part.until === undefined || part.until > at) &&
      this.#takesPart(part, parts) === part.takesPart &&
      (!part.takesPart ||
        part.through.every(
          (group) => parts.has(group) || capabilities(this.#mine, this.#me, group, at).has('open'),
        ))
    );
  }

  /** By the person's decisions as they are now. */
  #takesPart(part: IndexPart, parts: ReadonlyMap<KeyringId, IndexPart>): boolean {
    const { participation } = this.#chest;
    return participation.mayTakePart(part, (group) => {
      const around = parts.get(group);
      return around === undefined
        ? participation.takesPart(group)
        : isAround(around, part) && this.#takesPart(around, parts);
    });
  }

  /** Stands for that text, of what decides whether things take part besides their own chains. */
  ground(text: string): Promise<Sha256> {
    return recordGround(this.#chest.person, text);
  }

  async #read({ record, through, parts: told, ground }: UnreadRecord): Promise<ReadRecord> {
    const own = told.filter((part) => this.#isOf(record, part));
    const read = await Promise.all(own.map((part) => this.#part(part)));
    const parts = read
      .map(({ part }) => part)
      .sort(
        (one, other) =>
          KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) ||
          this.#created(one) - this.#created(other) ||
          (one.keyring < other.keyring ? -1 : 1),
      );
    const chain = this.#chains.find(record);
    const sharedBy = this.#sharedBy(parts);
    const content: IndexEntry = {
      read: true,
      through,
      closed: chain?.state.closed ?? false,
      ...(chain === undefined
        ? {}
        : { creator: chain.state.creator, created: chain.state.created }),
      ...(sharedBy === undefined ? {} : { sharedBy }),
      parts,
    };
    const found = indexed(record, content);
    // Also where the service named what is not of this record.
    if (read.some(({ isTroubled }) => isTroubled) || own.length < told.length) {
      return { indexed: found };
    }
    const tag = await recordTag(this.#chest.person, nameOf(found));
    const lasts = parts.every((part) => !part.takesPart || this.#ends(part.keyring).length <= 1);
    const entry = await this.#sealed(record, content, lasts);
    const isDecided = parts.every(({ takesPart }) => takesPart);
    return { indexed: found, kept: { tag, ...(isDecided ? {} : { ground }), entry } };
  }

  /**
   * Whether a keyring is of that record: by its verified chain, or, where that was not fetched, by the
   * service's word.
   */
  #isOf(record: KeyringId, { keyring, kind, parent: told }: ToldPart): boolean {
    const state = this.#chains.find(keyring)?.state;
    if (state !== undefined && state.kind !== kind) {
      return false;
    }
    const parent = state === undefined ? told : state.parent;
    switch (kind) {
      case 'record':
        return keyring === record;
      case 'section':
        return parent === record;
      case 'share':
        return (
          state === undefined ||
          (parent !== undefined && this.#chains.find(parent)?.state.parent === record)
        );
    }
  }

  /** What does not last, or is too long, is kept as what has to be read each time. */
  async #sealed(record: KeyringId, content: IndexEntry, lasts: boolean): Promise<Bytes> {
    const { person } = this.#chest;
    if (lasts) {
      try {
        return await sealIndexEntry(person, record, content);
      } catch (failure) {
        if (!(failure instanceof FormatError)) {
          throw failure;
        }
      }
    }
    return sealIndexEntry(person, record, unreadEntry());
  }

  async #part(told: ToldPart): Promise<{ readonly part: IndexPart; readonly isTroubled: boolean }> {
    const { keyring, kind, seq, head, addedBy, addedByEmail, through } = told;
    const email = addedByEmail === undefined ? {} : { addedByEmail };
    const chain = this.#chains.find(keyring);
    if (chain === undefined || !this.#chest.participation.takesPart(keyring)) {
      return {
        isTroubled: false,
        part: {
          keyring,
          kind,
          seq,
          head,
          closed: false,
          takesPart: false,
          capabilities: [],
          soleOwner: false,
          ...(addedBy === undefined ? {} : { addedBy }),
          ...email,
          through,
        },
      };
    }
    const { state } = chain;
    const at = now();
    const can = capabilities(this.#mine, this.#me, keyring, at);
    const own = this.#own(state, at);
    const by = state.members.get(this.#me)?.introduction.by;
    const until = earliest(this.#ends(keyring));
    const { note, isTroubled } = await this.#note(state, can.has('open'));
    return {
      isTroubled,
      part: {
        keyring,
        kind,
        seq: state.seq,
        head: state.head,
        closed: state.closed,
        takesPart: true,
        capabilities: [...can],
        ...(own === undefined ? {} : { role: own.role }),
        soleOwner: own !== undefined && isSoleOwner(state, this.#me),
        ...(by === undefined ? {} : { addedBy: by }),
        ...email,
        through: this.#ways(state, at)
          .map((member) => member.keyring)
          .sort(),
        ...(until === undefined ? {} : { until }),
        ...(state.shared === undefined || state.parent === undefined
          ? {}
          : { section: state.parent, report: state.shared.report }),
        ...(note === undefined ? {} : { note }),
      },
    };
  }

  /** The profile's text; what should open and does not is a trouble. */
  async #note(
    state: KeyringState,
    opens: boolean,
  ): Promise<{ readonly note?: string; readonly isTroubled: boolean }> {
    try {
      if (opens) {
        await this.#chest.keysOf(state.id, currentGeneration(state).number);
      }
      const text = await profileText(state, this.#chest);
      const note = text === undefined ? undefined : decoded(text);
      return { isTroubled: false, ...(note === undefined ? {} : { note }) };
    } catch (failure) {
      if (failure instanceof FormatError && !(failure instanceof NotShownError)) {
        return { isTroubled: true };
      }
      throw failure;
    }
  }

  #own(state: KeyringState, at: Instant): Member | undefined {
    const own = state.members.get(this.#me);
    return own === undefined || endedAt(own, at) ? undefined : own;
  }

  /** Members of it that the person comes through. */
  #ways(state: KeyringState, at: Instant): readonly Member[] {
    const members = [...state.members.shown()].map(([, member]) => member);
    return members.filter((member) => {
      const group = this.#chains.find(member.keyring);
      return (
        !endedAt(member, at) &&
        group !== undefined &&
        !madeByItself(group.state.kind) &&
        this.#chest.participation.takesPart(member.keyring) &&
        capabilities(this.#mine, this.#me, member.keyring, at).size > 0
      );
    });
  }

  /** When the ways to a keyring end, each end once; undefined for one without end. */
  #ends(id: KeyringId): readonly (Instant | undefined)[] {
    const state = this.#chains.find(id)?.state;
    const at = now();
    if (state === undefined) {
      return [];
    }
    const own = this.#own(state, at);
    const ways = [...(own === undefined ? [] : [own]), ...this.#ways(state, at)];
    return [...new Set(ways.map(({ until }) => until))];
  }

  /** Of the first part that somebody let the person, or a group of theirs, into. */
  #sharedBy(parts: readonly IndexPart[]): KeyringId | undefined {
    const by = parts
      .filter(({ takesPart }) => takesPart)
      .map((part) => part.addedBy ?? this.#groupAddedBy(part))
      .find((id) => id !== undefined);
    return by === this.#me ? undefined : by;
  }

  #groupAddedBy({ keyring }: IndexPart): KeyringId | undefined {
    const state = this.#chains.find(keyring)?.state;
    return state === undefined
      ? undefined
      : this.#ways(state, now()).find((way) => {
          const kind = this.#chains.find(way.keyring)?.state.kind;
          return kind === 'department' || kind === 'institute';
        })?.setBy;
  }

  #created({ keyring }: IndexPart): number {
    const chain = this.#chains.find(keyring);
    return chain === undefined ? Number.MAX_SAFE_INTEGER : chain.state.created;
  }

  get #mine(): Keyrings {
    return this.#chest.participation.among(this.#chains);
  }

  get #me(): KeyringId {
    return this.#chest.person.keyring;
  }
}

const KINDS = ['record', 'section', 'share'];

function earliest(ends: readonly (Instant | undefined)[]): Instant | undefined {
  return ends.reduce(
    (first, end) => (first === undefined || (end !== undefined && end < first) ? end : first),
    undefined,
  );
}

function isAround(around: IndexPart, part: IndexPart): boolean {
  return KINDS.indexOf(around.kind) < KINDS.indexOf(part.kind);
}

/** Whether the keyring would have no owner who stays if the person left. */
function isSoleOwner({ members, lastingOwners }: KeyringState, me: KeyringId): boolean {
  const own = members.get(me);
  return lastingOwners === (own !== undefined && isLastingOwner(own) ? 1 : 0);
}

function isSame(one: readonly KeyringId[], other: readonly KeyringId[]): boolean {
  const set = new Set(one);
  return set.size === new Set(other).size && other.every((id) => set.has(id));
}

function indexed(
  record: KeyringId,
  { closed, creator, sharedBy, parts }: IndexEntry,
): IndexedRecord {
  return {
    record,
    closed,
    ...(creator === undefined ? {} : { creator }),
    ...(sharedBy === undefined ? {} : { sharedBy }),
    parts: parts.map(({ note, ...part }) => ({
      ...part,
      names: note === undefined ? {} : namesIn(note),
    })),
  };
}

/** As the record says, or else one of its sections. */
function nameOf({ parts }: IndexedRecord): string {
  return (
    parts.find(({ kind, takesPart, names }) => kind !== 'share' && takesPart && names.patient)
      ?.names.patient?.name ?? ''
  );
}

function decoded(text: Bytes): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(text);
  } catch {
    return undefined;
  }
}
