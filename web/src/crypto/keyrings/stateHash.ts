import { type Bytes, concat, fromHex, u32, u8, utf8 } from '../ids/bytes.ts';
import {
  type Instant,
  type KeyringId,
  keyringIdBytes,
  type ReportId,
  reportIdBytes,
  type Sha256,
} from '../ids/ids.ts';
import { sha256 } from '../ids/sha256.ts';
import { historyRoot } from '../trees/history.ts';
import { hashText, Trie } from '../trees/trie.ts';
import {
  type Card,
  currentGeneration,
  type Deletion,
  type Endorsement,
  type Generation,
  type KeyringState,
  type Member,
  type Named,
  type SealedTo,
} from './keyringState.ts';
import { kindCode, roleCode } from './kinds.ts';
import type { PublicKeys } from './publicKeys.ts';

const DOMAIN = concat(utf8('medseal/v1/state'), u8(0));
const ABSENT = new Uint8Array(32);
const CLOSED = 1;
const ROTATION_DUE = 2;

export const NO_MEMBERS = Trie.empty<KeyringId, Member>({
  key: keyringIdBytes,
  value: ({ role, until, setBy, setAt, introduction: { by, at } }) =>
    concat(u8(roleCode(role)), end(until), id(setBy), u64(setAt), id(by), u64(at)),
});

export const SEALED_TO_NOBODY = Trie.empty<KeyringId, SealedTo>({
  key: keyringIdBytes,
  value: ({ generation, oldest, envelope: { root, index, size }, sealedBy }) =>
    concat(u32(generation), u32(oldest), id(root), u32(index), u32(size), id(sealedBy)),
});

export const NO_ENDORSEMENTS = Trie.empty<KeyringId, Endorsement>({
  key: keyringIdBytes,
  value: ({ name, specialty, licence, until, endorsedAt }) =>
    concat(text(name), text(specialty), text(licence), end(until), u64(endorsedAt)),
});

/** Whoever uploads chooses a report's id, but not what it hashes to. */
export const NO_DELETIONS = Trie.empty<ReportId, Deletion>({
  key: (report) => sha256(reportIdBytes(report)),
  value: ({ by, at }) => concat(id(by), u64(at)),
});

/** A head's number is counted from 1, so that 0 says that there is none. */
export const NOTHING_NAMED = Trie.empty<KeyringId, Named>({
  key: keyringIdBytes,
  value: ({ head, generation }) => concat(u32((head ?? -1) + 1), u32(generation)),
});

/**
 * One hash for all that a chain says so far (spec/keyrings.md section 11); of its newest statement it
 * counts neither the hash nor the time. It stands in the statement that makes it true.
 */
export function stateHash(state: KeyringState): Sha256 {
  const { shared, profile } = state;
  const current = currentGeneration(state);
  const flags = (state.closed ? CLOSED : 0) | (state.rotationDue ? ROTATION_DUE : 0);
  return hashText(
    sha256(
      DOMAIN,
      u8(kindCode(state.kind)),
      u8(flags),
      id(state.creator),
      u64(state.created),
      state.parent === undefined ? ABSENT : id(state.parent),
      shared === undefined ? ABSENT : sha256(reportIdBytes(shared.report), sha256(shared.envelope)),
      state.card === undefined ? ABSENT : cardHash(state.card),
      u32(profile?.generation ?? 0),
      profile === undefined ? ABSENT : sha256(profile.note),
      u32(current.number),
      sha256(generationBytes(current)),
      historyRoot(state.former),
      u32(state.members.size),
      u32(state.lastingOwners),
      state.members.hash,
      state.endorsements.hash,
      state.deletions.hash,
      state.named.hash,
      u32(state.before.size),
      historyRoot(state.before),
    ),
  );
}

/** What is said of a generation. */
export function generationBytes(generation: Generation): Bytes {
  const { number, keys, previous, announcedBy, sealedTo } = generation;
  return concat(
    u32(number),
    keysHash(keys),
    u32(previous?.generation ?? 0),
    previous === undefined ? ABSENT : id(previous.secret.root),
    id(announcedBy),
    sealedTo.hash,
  );
}

function keysHash({ hpke, ed25519, mlDsa65 }: PublicKeys): Bytes {
  const none = new Uint8Array();
  return sha256(hpke, ed25519 ?? none, mlDsa65 ?? none);
}

function cardHash({ name, specialty, domain }: Card): Bytes {
  return sha256(text(name), text(specialty), text(domain));
}

function id(hex: string): Bytes {
  return fromHex(hex, 32, 'an id');
}

/** Its length in bytes first; 0 where there is none, since no text is empty. */
function text(value: string | undefined): Bytes {
  const bytes = utf8(value ?? '');
  return concat(u32(bytes.length), bytes);
}

/** Whether there is one, and when. */
function end(until: Instant | undefined): Bytes {
  return concat(u8(until === undefined ? 0 : 1), u64(until ?? 0));
}

function u64(value: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt.asUintN(64, BigInt(value)));
  return bytes;
}
