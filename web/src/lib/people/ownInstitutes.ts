import type { Decisions, KeyringId } from '@/crypto/index.ts';
import type { KeyringSummary } from '../api/shapes.ts';
import type { TrustedChains } from '../chains/trustedChains.ts';
import { type DecisionBook, NO_INSTITUTES } from '../offers/decisionBook.ts';
import { type Backings, isBacked } from './backings.ts';

const LASTS = 60_000;

interface Answer {
  readonly at: number;
  readonly decisions: Decisions;
  readonly compared: Backings['compared'];
  readonly institutes: Promise<ReadonlySet<KeyringId>>;
}

/**
 * The institutes that are the person's own, accepted by name or founded, and that something stands
 * behind: whose people need no introduction (spec/accounts.md section 6).
 */
export class OwnInstitutes {
  readonly #backings: Backings;
  readonly #chains: Pick<TrustedChains, 'head' | 'tryRefresh' | 'views'>;
  readonly #decisions: Pick<DecisionBook, 'decisions' | 'rely'>;
  readonly #me: KeyringId;
  #last: Answer | undefined;

  constructor(
    backings: Backings,
    chains: Pick<TrustedChains, 'head' | 'tryRefresh' | 'views'>,
    decisions: Pick<DecisionBook, 'decisions' | 'rely'>,
    me: KeyringId,
  ) {
    this.#backings = backings;
    this.#chains = chains;
    this.#decisions = decisions;
    this.#me = me;
  }

  /**
   * Lets those count that something stands behind now: asked at most once a minute while the person
   * decides and compares nothing, and not at all where there are none. Not knowing is as having none.
   *
   * @param told what the person is a member of, as the service says
   */
  async follow(told: readonly KeyringSummary[]) {
    const { decisions } = this.#decisions;
    const candidates = told.filter((summary) => this.#isCandidate(decisions, summary));
    if (candidates.length === 0) {
      this.#last = undefined;
      await this.#decisions.rely(NO_INSTITUTES);
      return;
    }
    const answer = this.#holding(decisions) ?? this.#asked(decisions, candidates);
    const institutes = await answer.institutes;
    if (this.#last === answer) {
      await this.#decisions.rely(institutes);
    }
  }

  /** As the service says; what it says of others' institutes is not even looked at. */
  #isCandidate({ keyrings }: Decisions, { keyring, kind, addedBy }: KeyringSummary): boolean {
    return kind === 'institute' && (keyrings.get(keyring) === 'accepted' || addedBy === this.#me);
  }

  #holding(decisions: Decisions): Answer | undefined {
    const last = this.#last;
    return last !== undefined &&
      Date.now() < last.at + LASTS &&
      last.decisions === decisions &&
      last.compared === this.#backings.compared
      ? last
      : undefined;
  }

  #asked(decisions: Decisions, candidates: readonly KeyringSummary[]): Answer {
    const { compared } = this.#backings;
    const institutes = this.#ask(candidates).catch(() => NO_INSTITUTES);
    this.#last = { at: Date.now(), decisions, compared, institutes };
    return this.#last;
  }

  /** Whether one is the person's own by its verified chain is looked at wherever it counts. */
  async #ask(candidates: readonly KeyringSummary[]): Promise<ReadonlySet<KeyringId>> {
    const words = await this.#backings.ask(candidates.map(({ keyring }) => keyring));
    const worth = candidates.filter(({ keyring }) => this.#backings.mayBack(words, keyring));
    await this.#chains.tryRefresh(
      worth
        .filter(({ keyring, head }) => this.#chains.head(keyring) !== head)
        .map(({ keyring }) => keyring),
    );
    const views = await this.#chains.views(worth.map(({ keyring }) => keyring));
    return new Set(
      [...views.values()]
        .filter((view) => isBacked(this.#backings.of(words, view)))
        .map(({ keyring }) => keyring),
    );
  }
}
