import { isLate, type RememberedHead } from '../chains/rememberedHead.ts';
import type { VerifiedChain } from '../chains/verifiedChain.ts';
import { FormatError } from '../errors.ts';
import type { Instant, KeyringId, StatementHash } from '../ids/ids.ts';
import type { KeyringKind, Role } from '../keyrings/kinds.ts';
import type { Change } from '../statements/statement.ts';

/** A statement that is dated before its chain was seen without it. */
export interface LateChange {
  readonly time: Instant;
  readonly signer: KeyringId;
  readonly type: Change['type'];
  /** Who was made a member, or removed. */
  readonly subject?: KeyringId;
  readonly role?: Role;
}

/** A history that verifies and was refused for such statements. */
export interface LateChain {
  readonly keyring: KeyringId;
  readonly kind: KeyringKind;
  /** Its newest statement, which an acceptance is about. */
  readonly newest: StatementHash;
  /** Those that are late, oldest first. */
  readonly changes: readonly LateChange[];
}

/** Remembers the histories that were refused for what was added late (spec/keyrings.md section 9). */
export class LateChains {
  readonly #all = new Map<
    KeyringId,
    { readonly chain: VerifiedChain; readonly seen: RememberedHead }
  >();

  note(chain: VerifiedChain, seen: RememberedHead) {
    this.#all.set(chain.id, { chain, seen });
  }

  forget(id: KeyringId) {
    this.#all.delete(id);
  }

  clear() {
    this.#all.clear();
  }

  list(): readonly LateChain[] {
    return [...this.#all.values()].map(({ chain, seen }) => ({
      keyring: chain.id,
      kind: chain.state.kind,
      newest: chain.state.head,
      changes: lateOf(chain, seen),
    }));
  }

  /** The one that was shown; refused where more has been added since. */
  require(id: KeyringId, newest: StatementHash): VerifiedChain {
    const chain = this.#all.get(id)?.chain;
    if (chain?.state.head !== newest) {
      throw new FormatError('added-late', 'more was added since that was shown');
    }
    return chain;
  }
}

function lateOf(chain: VerifiedChain, seen: RememberedHead): readonly LateChange[] {
  const known = chain.shownAt(seen.head)?.seq ?? -1;
  return chain.entries
    .map(({ statement }) => statement)
    .filter(({ header }) => header.seq > known && isLate(seen, header.time))
    .map(({ header, change }) => ({
      time: header.time,
      signer: header.signer.keyring,
      type: change.type,
      ...subjectOf(change),
    }));
}

function subjectOf(change: Change): Pick<LateChange, 'subject' | 'role'> {
  switch (change.type) {
    case 'set-member':
      return { subject: change.member.keyring, role: change.member.role };
    case 'remove-member':
      return { subject: change.member };
    case 'endorse':
    case 'withdraw-endorsement':
      return { subject: change.subject };
    default:
      return {};
  }
}
