import { capabilities, isOutside } from '../chains/authority.ts';
import type { Keyrings, VerifiedChain } from '../chains/verifiedChain.ts';
import { type KeyringId, now } from '../ids/ids.ts';
import { directCapabilities, endedAt, type KeyringState } from '../keyrings/keyringState.ts';
import { madeByItself } from '../keyrings/kinds.ts';
import { MAX_HOPS } from '../statements/statement.ts';
import { type Decisions, NOTHING_DECIDED } from './decisions.ts';

/** Verified chains, and a number that is another one after each change of what is known. */
export interface ChangingChains {
  readonly revision: number;
  find(id: KeyringId): VerifiedChain | undefined;
}

/** How the service says that the person came into a keyring. */
export interface ToldMembership {
  readonly keyring: KeyringId;
  /** Who made the person a direct member. */
  readonly addedBy?: KeyringId | undefined;
  /** Members of it through which the person comes there. */
  readonly through: readonly KeyringId[];
}

/**
 * Which keyrings take part in what the person does (spec/accounts.md section 6). Being made a member by
 * somebody else is an offer, until the person accepts it.
 */
export class Participation {
  readonly #chains: ChangingChains;
  readonly #me: () => KeyringId | undefined;
  #decisions = NOTHING_DECIDED;
  #institutes: ReadonlySet<KeyringId> = new Set();
  #revision = -1;
  readonly #known = new Map<KeyringId, boolean>();

  /** @param me the person; undefined while the vault is locked */
  constructor(chains: ChangingChains, me: () => KeyringId | undefined) {
    this.#chains = chains;
    this.#me = me;
  }

  /**
   * From now on this is what the person has decided.
   *
   * @param institutes those that something stands behind; the person's own ones among them count
   */
  decide(decisions: Decisions, institutes: ReadonlySet<KeyringId>) {
    this.#decisions = decisions;
    this.#institutes = institutes;
    this.#known.clear();
  }

  /** Whether a keyring takes part, by its verified chain. */
  takesPart(id: KeyringId): boolean {
    if (this.#revision !== this.#chains.revision) {
      this.#known.clear();
      this.#revision = this.#chains.revision;
    }
    const known = this.#known.get(id);
    if (known !== undefined) {
      return known;
    }
    const takesPart = this.#takesPart(id, new Set());
    this.#known.set(id, takesPart);
    return takesPart;
  }

  /**
   * Whether it can take part if the service tells the truth about how the person came into it: what
   * can't is not even fetched, so that strangers cost nothing.
   *
   * @param groups whether one of the members that it is reached through takes part
   */
  mayTakePart(
    { keyring, addedBy, through }: ToldMembership,
    groups: (member: KeyringId) => boolean = (member) => this.takesPart(member),
  ): boolean {
    const decision = this.#decisions.keyrings.get(keyring);
    return decision === undefined
      ? (addedBy !== undefined && this.isWelcome(addedBy)) || through.some(groups)
      : decision === 'accepted';
  }

  /** Whether what that signer shares comes in by itself. */
  isWelcome(signer: KeyringId): boolean {
    const decision = this.#decisions.signers.get(signer);
    return (
      signer === this.#me() ||
      decision === 'accepted' ||
      (decision === undefined && this.#isOfMyInstitute(signer))
    );
  }

  /** As `keyrings`, without what the person could use and has not accepted. */
  among(keyrings: Keyrings): Keyrings {
    return { find: (id) => (this.#isHidden(id) ? undefined : keyrings.find(id)) };
  }

  #isHidden(id: KeyringId): boolean {
    const me = this.#me();
    const state = this.#chains.find(id)?.state;
    return (
      me !== undefined &&
      state !== undefined &&
      !madeByItself(state.kind) &&
      !this.takesPart(id) &&
      !(isOutside(this.#chains, me, id, now()) && !state.members.has(me))
    );
  }

  #takesPart(id: KeyringId, above: Set<KeyringId>): boolean {
    const me = this.#me();
    const chain = this.#chains.find(id);
    const decision = this.#decisions.keyrings.get(id);
    if (id === me) {
      return true;
    }
    if (me === undefined || chain === undefined || decision !== undefined) {
      return me !== undefined && chain !== undefined && decision === 'accepted';
    }
    const how = chain.state.members.get(me)?.introduction;
    if (how !== undefined && this.isWelcome(how.by)) {
      return true;
    }
    if (above.size > MAX_HOPS || above.has(id)) {
      return false;
    }
    above.add(id);
    const comesThrough = [...chain.state.members.shown()].some(([member]) =>
      this.#comesThrough(me, member, above),
    );
    above.delete(id);
    return comesThrough;
  }

  #comesThrough(me: KeyringId, member: KeyringId, above: Set<KeyringId>): boolean {
    const chain = this.#chains.find(member);
    return (
      chain !== undefined &&
      !madeByItself(chain.state.kind) &&
      capabilities(this.#chains, me, member, now()).size > 0 &&
      this.#takesPart(member, above)
    );
  }

  /** The institute itself, its people, and those whom it endorses. */
  #isOfMyInstitute(signer: KeyringId): boolean {
    return [...this.#institutes].some((id) => {
      const state = this.#chains.find(id)?.state;
      return state?.kind === 'institute' && this.#isMine(state) && speaksFor(state, signer);
    });
  }

  /** One's own institute is one that was accepted by name, or that one founded. */
  #isMine({ id, creator }: KeyringState): boolean {
    return this.#decisions.keyrings.get(id) === 'accepted' || creator === this.#me();
  }
}

function speaksFor(institute: KeyringState, signer: KeyringId): boolean {
  const at = now();
  const word = institute.endorsements.get(signer);
  return (
    !institute.closed &&
    (institute.id === signer ||
      directCapabilities(institute, signer, at).size > 0 ||
      (word !== undefined && !endedAt(word, at)))
  );
}
