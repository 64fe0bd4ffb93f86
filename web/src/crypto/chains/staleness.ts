import type { KeyringId } from '../ids/ids.ts';
import { currentGeneration, type KeyringState, openers } from '../keyrings/keyringState.ts';
import { madeByItself } from '../keyrings/kinds.ts';
import { MAX_HOPS } from '../statements/statement.ts';
import type { Keyrings } from './verifiedChain.ts';

const NONE: ReadonlySet<KeyringId> = new Set();

/**
 * Whether somebody who has lost access may still know this keyring's secret (spec/keyrings.md section
 * 8). An unknown member counts as stale, and so does a ring of memberships: what can't be judged is
 * not sealed to.
 */
export function isStale(keyrings: Keyrings, id: KeyringId, at: number): boolean {
  return new Walk(keyrings, at, NONE).isStale(id, 0);
}

/**
 * The fresh keyrings to seal to so that all who may open `id` can open, and nobody else; unknown ones
 * are left out.
 *
 * @param unopened keyrings whose current generation does not open to whoever asks, though it should:
 *     sealed around like stale ones
 */
export function sealTargets(
  keyrings: Keyrings,
  id: KeyringId,
  at: number,
  unopened: ReadonlySet<KeyringId> = NONE,
): readonly KeyringId[] {
  return new Walk(keyrings, at, unopened).targets(id);
}

/** One question; every keyring is judged once at each depth. */
class Walk {
  readonly #keyrings: Keyrings;
  readonly #at: number;
  readonly #unopened: ReadonlySet<KeyringId>;
  readonly #judged = new Map<string, boolean>();

  constructor(keyrings: Keyrings, at: number, unopened: ReadonlySet<KeyringId>) {
    this.#keyrings = keyrings;
    this.#at = at;
    this.#unopened = unopened;
  }

  targets(top: KeyringId): readonly KeyringId[] {
    const targets = new Set<KeyringId>();
    const seen = new Set([top]);
    let level = [top];
    for (let depth = 0; depth <= MAX_HOPS + 1; depth++) {
      const next = new Set<KeyringId>();
      for (const id of level) {
        const state = this.#keyrings.find(id)?.state;
        if (state !== undefined && !this.#unopened.has(id) && !this.isStale(id, 0)) {
          targets.add(id);
        } else if (state !== undefined) {
          openers(state, this.#at).forEach((opener) => next.add(opener));
        }
      }
      level = [...next].filter((id) => !seen.has(id) && seen.add(id));
    }
    return [...targets].sort();
  }

  /** A ring leads ever deeper, and so ends as stale at the greatest depth. */
  isStale(id: KeyringId, depth: number): boolean {
    const state = this.#keyrings.find(id)?.state;
    if (state === undefined) {
      return true;
    }
    if (madeByItself(state.kind)) {
      return false;
    }
    if (depth > MAX_HOPS) {
      return true;
    }
    const place = `${id}:${depth}`;
    const judged = this.#judged.get(place) ?? this.#judge(state, depth);
    this.#judged.set(place, judged);
    return judged;
  }

  #judge(state: KeyringState, depth: number): boolean {
    const open = new Set(openers(state, this.#at));
    const { sealedTo } = currentGeneration(state);
    return (
      [...sealedTo.keys()].some((holder) => !open.has(holder)) ||
      [...open].some((opener) => {
        const sealed = sealedTo.get(opener);
        const now = this.#keyrings.find(opener)?.state;
        return (
          sealed === undefined ||
          now === undefined ||
          sealed.oldest < currentGeneration(now).number ||
          this.isStale(opener, depth + 1)
        );
      })
    );
  }
}
