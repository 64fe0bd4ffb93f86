import { type Bytes, concat, u32, u8, utf8 } from '../ids/bytes.ts';
import { type ReportId, reportIdBytes, type Sha256 } from '../ids/ids.ts';
import { sha256 } from '../ids/sha256.ts';
import { historyRoot } from '../trees/history.ts';
import { hashText, Trie } from '../trees/trie.ts';
import {
  type Card,
  currentGeneration,
  type Generation,
  type KeyringState,
  type ReportStanding,
} from './keyringState.ts';
import { kindCode } from './kinds.ts';
import type { PublicKeys } from './publicKeys.ts';
import { ENDORSEMENT, id, MEMBER, NAMED, SEALED_TO, text, u64 } from './stateShapes.ts';

const DOMAIN = concat(utf8('medseal/v1/state'), u8(0));
const ABSENT = new Uint8Array(32);
/** Flags. */
export const CLOSED = 1;
export const ROTATION_DUE = 2;

export const NO_MEMBERS = Trie.empty(MEMBER);
export const SEALED_TO_NOBODY = Trie.empty(SEALED_TO);
export const NO_ENDORSEMENTS = Trie.empty(ENDORSEMENT);
export const NOTHING_NAMED = Trie.empty(NAMED);

/** Whoever uploads chooses a report's id, but not what it hashes to. */
export const NOTHING_OF_REPORTS = Trie.empty<ReportId, ReportStanding>({
  key: (report) => sha256(reportIdBytes(report)),
  value: ({ deletion, correction }) =>
    concat(
      deletion === undefined ? ABSENT : id(deletion.by),
      u64(deletion?.at ?? 0),
      correction === undefined
        ? new Uint8Array()
        : concat(
            id(correction.by),
            u64(correction.at),
            u32(correction.number),
            sha256(correction.sealed),
          ),
    ),
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
      state.reports.hash,
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
