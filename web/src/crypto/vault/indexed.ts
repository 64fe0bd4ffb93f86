import type { ToldMembership } from '../decisions/participation.ts';
import type { Bytes } from '../ids/bytes.ts';
import type { KeyringId, Sha256, StatementHash } from '../ids/ids.ts';
import type { IndexEntry, IndexPart } from '../records/recordIndex.ts';
import type { Names } from './names.ts';

/** A keyring of a record, as the service says. */
export interface ToldPart extends ToldMembership {
  readonly kind: IndexPart['kind'];
  readonly seq: number;
  readonly head: StatementHash;
  readonly parent?: KeyringId | undefined;
  /** The address that the service says of who made the person a direct member. */
  readonly addedByEmail?: string | undefined;
}

/** What was kept of a record, and which members of it the service names. */
export interface KeptRecord {
  readonly record: KeyringId;
  readonly through: readonly KeyringId[];
  readonly entry: Bytes;
}

/** A record that is to be read by its chains, which are known. */
export interface UnreadRecord {
  readonly record: KeyringId;
  readonly through: readonly KeyringId[];
  readonly parts: readonly ToldPart[];
  /** What else entries depend on: their ground. */
  readonly ground: Sha256;
}

/** A part of a record, with what its profile says. */
export interface IndexedPart extends Omit<IndexPart, 'note'> {
  readonly names: Names;
}

/** A record, by what was kept of it or by its chains. */
export interface IndexedRecord extends Pick<IndexEntry, 'closed' | 'creator' | 'sharedBy'> {
  readonly record: KeyringId;
  readonly parts: readonly IndexedPart[];
}

/** What is kept of a record. */
export interface KeptEntry {
  readonly tag: Sha256;
  /** Absent where it depends on the record alone. */
  readonly ground?: Sha256;
  readonly entry: Bytes;
}

/** What was read, and what is to be kept of it: nothing, where something about it is wrong. */
export interface ReadRecord {
  readonly indexed: IndexedRecord;
  readonly kept?: KeptEntry;
}
