import { type Decisions, openDecisions, sealDecisions } from '../decisions/decisions.ts';
import type { ToldMembership } from '../decisions/participation.ts';
import type { Bytes } from '../ids/bytes.ts';
import type { Introduction } from '../keyrings/keyringState.ts';
import type { KeyringId } from '../ids/ids.ts';
import { MAX_HOPS } from '../statements/statement.ts';
import type { ChainStore } from './chainStore.ts';
import type { KeyChest } from './keyChest.ts';

/** What the person has decided about what others shared, and what follows from it. */
export class OfferVault {
  readonly #chains: ChainStore;
  readonly #chest: KeyChest;

  constructor(chains: ChainStore, chest: KeyChest) {
    this.#chains = chains;
    this.#chest = chest;
  }

  /** Refuses as `wrong-key` what is not of the person's current generation. */
  open(document: Bytes): Promise<Decisions> {
    return openDecisions(this.#chest.person, document);
  }

  seal(decisions: Decisions): Promise<Bytes> {
    return sealDecisions(this.#chest.person, decisions);
  }

  /** From now on these count: nothing is opened any more that does not take part. */
  decide(decisions: Decisions, verifiedInstitutes: ReadonlySet<KeyringId>): Promise<void> {
    this.#chest.participation.decide(decisions, verifiedInstitutes);
    return Promise.resolve();
  }

  /** Those that can take part if the service tells the truth about them. */
  candidates(told: readonly ToldMembership[]): Promise<readonly KeyringId[]> {
    const { participation } = this.#chest;
    const found = new Set<KeyringId>();
    const isIn = (member: KeyringId) => found.has(member) || participation.takesPart(member);
    // One may be reached through another, over as many as authority goes.
    for (let before = -1, hops = 0; before < found.size && hops <= MAX_HOPS; hops++) {
      before = found.size;
      told
        .filter((one) => participation.mayTakePart(one, isIn))
        .forEach(({ keyring }) => found.add(keyring));
    }
    return Promise.resolve([...found]);
  }

  /** Those that do take part, by their verified chains. */
  takingPart(ids: readonly KeyringId[]): Promise<readonly KeyringId[]> {
    return Promise.resolve(ids.filter((id) => this.#chest.participation.takesPart(id)));
  }

  /** Who made the person a member of these, by their verified chains. */
  introductions(ids: readonly KeyringId[]): Promise<ReadonlyMap<KeyringId, Introduction>> {
    return Promise.resolve(
      new Map(
        ids.flatMap((id) => {
          const me = this.#chest.person.keyring;
          const how = this.#chains.find(id)?.state.members.get(me)?.introduction;
          return how === undefined ? [] : [[id, how] as const];
        }),
      ),
    );
  }
}
