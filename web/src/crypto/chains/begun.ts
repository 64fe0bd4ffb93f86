import { broken, type NotShown, NotShownError } from '../errors.ts';
import type { Instant, KeyringId, Sha256, StatementHash } from '../ids/ids.ts';
import { type KeyringState, isLastingOwner } from '../keyrings/keyringState.ts';
import { mergedStates } from '../keyrings/stateDocument.ts';
import type { Statement } from '../statements/statement.ts';

/** What held at a statement before the base of a chain. */
export interface PastState {
  /** After that statement, as far as it is shown. */
  readonly state: KeyringState;
  /** Time of the statement after it. */
  readonly followedAt: Instant;
}

/**
 * How a chain was begun later than at its first statement (spec/keyrings.md section 12), and what has been
 * shown of what stands before. Immutable.
 */
export class Begun {
  readonly id: KeyringId;
  /** The owners' line, oldest statement first; last the base. */
  readonly line: readonly Statement[];
  /** SHA-256 of the document of the base's state. */
  readonly document: Sha256;
  readonly #pasts: ReadonlyMap<StatementHash, PastState>;

  constructor(
    id: KeyringId,
    line: readonly Statement[],
    document: Sha256,
    pasts: ReadonlyMap<StatementHash, PastState> = new Map(),
  ) {
    this.id = id;
    this.line = line;
    this.document = document;
    this.#pasts = pasts;
  }

  past(head: StatementHash): PastState | undefined {
    return this.#pasts.get(head);
  }

  /** The last state before the base that is not after that time, where it is shown. */
  pastAt(time: number): KeyringState | undefined {
    return [...this.#pasts.values()].find(
      ({ state, followedAt }) => state.time <= time && time < followedAt,
    )?.state;
  }

  /** With something that is shown of the past; refused where nobody vouches for what came after it. */
  with(past: PastState): Begun {
    const { head } = past.state;
    if (!this.isVouchedForAt(past.state)) {
      throw broken('a chain begun by nobody who is shown to have owned it before');
    }
    const before = this.#pasts.get(head);
    const both =
      before === undefined ? past : { ...before, state: mergedStates(before.state, past.state) };
    const pasts = new Map(this.#pasts).set(head, both);
    return new Begun(this.id, this.line, this.document, pasts);
  }

  /** With what another one of the same base was shown, as far as this one's line is vouched for then. */
  withPastsOf(other: Begun): Begun {
    return [...other.#pasts.values()]
      .filter(({ state }) => this.isVouchedForAt(state))
      .reduce<Begun>((begun, past) => begun.with(past), this);
  }

  /**
   * Whether somebody who is shown to have owned the keyring at that statement vouches for what came after
   * it: the signer of the first statement of the line that comes after it.
   */
  isVouchedForAt(state: KeyringState): boolean {
    const first = this.line.find(({ header }) => header.seq > state.seq);
    const member = first && state.members.shownOf(first.header.signer.keyring);
    return member !== undefined && isLastingOwner(member);
  }

  /**
   * To be thrown where a statement is looked up that was not shown.
   *
   * @param at where it is the last one that is not after that time, and not before `head`
   */
  notShown(head: StatementHash, at?: Instant) {
    return this.#refusal({ head, ids: [], ...(at === undefined ? {} : { at }) });
  }

  /** To be thrown where the statements before the base would have to be there. */
  notWhole() {
    return this.#refusal({});
  }

  #refusal(wanted: Omit<NotShown, 'of'>) {
    return new NotShownError(
      { of: this.id, ...wanted },
      'a statement of a chain that was begun after it, or that is not there',
    );
  }
}
