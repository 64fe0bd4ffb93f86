import { isLate, type RememberedHead } from '../chains/rememberedHead.ts';
import { formerAuthority } from '../chains/formerAuthority.ts';
import type { Keyrings, VerifiedChain } from '../chains/verifiedChain.ts';
import { FormatError } from '../errors.ts';
import { type Instant, type KeyringId, now, type StatementHash } from '../ids/ids.ts';
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
  readonly until?: Instant;
  /** Whether who signed it could no longer make it: whoever has lost a right could have dated it back. */
  readonly former: boolean;
}

/** A history that verifies and was refused for such statements. */
export interface LateChain {
  readonly keyring: KeyringId;
  readonly kind: KeyringKind;
  readonly name?: string;
  readonly creator: KeyringId;
  readonly created: Instant;
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

  /** @param keyrings the newest that is known of all others */
  list(keyrings: Keyrings): readonly LateChain[] {
    return [...this.#all.values()].map(({ chain, seen }) => {
      const { kind, card, creator, created, head } = chain.state;
      return {
        keyring: chain.id,
        kind,
        ...(card === undefined ? {} : { name: card.name }),
        creator,
        created,
        newest: head,
        changes: lateOf(chain, seen, keyrings),
      };
    });
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

function lateOf(
  chain: VerifiedChain,
  seen: RememberedHead,
  keyrings: Keyrings,
): readonly LateChange[] {
  const known = chain.shownAt(seen.head)?.seq ?? -1;
  const former = formerOf(chain, seen, keyrings);
  return chain.entries
    .map(({ statement }) => statement)
    .filter(({ header }) => header.seq > known && isLate(seen, header.time))
    .map(({ header, change }) => ({
      time: header.time,
      signer: header.signer.keyring,
      type: change.type,
      ...subjectOf(change),
      former: former?.has(header.seq) ?? true,
    }));
}

/** By the newest heads; undefined where these are not known. */
function formerOf(
  chain: VerifiedChain,
  seen: RememberedHead,
  keyrings: Keyrings,
): ReadonlySet<number> | undefined {
  try {
    const all: Keyrings = { find: (id) => (id === chain.id ? chain : keyrings.find(id)) };
    return new Set(formerAuthority(all, chain, seen.head, now()).map(({ state }) => state.seq));
  } catch {
    return undefined;
  }
}

function subjectOf(change: Change): Pick<LateChange, 'subject' | 'role' | 'until'> {
  switch (change.type) {
    case 'set-member': {
      const { keyring, role, until } = change.member;
      return { subject: keyring, role, ...(until === undefined ? {} : { until }) };
    }
    case 'remove-member':
      return { subject: change.member };
    case 'endorse':
    case 'withdraw-endorsement':
      return { subject: change.subject };
    default:
      return {};
  }
}
