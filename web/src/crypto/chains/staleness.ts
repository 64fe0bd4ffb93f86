import type { KeyringId } from '../ids/ids.ts';
import {
  allMembers,
  currentGeneration,
  type KeyringState,
  openers,
} from '../keyrings/keyringState.ts';
import { madeByItself, roleOpens } from '../keyrings/kinds.ts';
import { MAX_HOPS } from '../statements/statement.ts';
import type { Keyrings } from './verifiedChain.ts';

/**
 * Whether somebody who has lost access may still know this keyring's secret (spec/keyrings.md section
 * 8). An unknown member counts as stale, and so does a ring of memberships: what can't be judged is
 * not sealed to.
 */
export function isStale(keyrings: Keyrings, id: KeyringId, at: number): boolean {
  return new Walk(keyrings, at).isStale(id, 0);
}

/**
 * The fresh keyrings to seal to so that all who may open `id` can open, and nobody else; unknown ones
 * are left out.
 */
export function sealTargets(keyrings: Keyrings, id: KeyringId, at: number): readonly KeyringId[] {
  return new Walk(keyrings, at).targets(id);
}

/** One question; every keyring is judged once at each depth. */
class Walk {
  readonly #keyrings: Keyrings;
  readonly #at: number;
  readonly #judged = new Map<string, boolean>();

  constructor(keyrings: Keyrings, at: number) {
    this.#keyrings = keyrings;
    this.#at = at;
  }

  targets(top: KeyringId): readonly KeyringId[] {
    const targets = new Set<KeyringId>();
    const seen = new Set([top]);
    let level = [top];
    for (let depth = 0; depth <= MAX_HOPS + 1; depth++) {
      const next = new Set<KeyringId>();
      for (const id of level) {
        const state = this.#keyrings.find(id)?.state;
        if (state !== undefined && !this.isStale(id, 0)) {
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
    if (state.rotationDue) {
      return true;
    }
    const open = openers(state, this.#at);
    const { sealedTo } = currentGeneration(state);
    const hasLeft = allMembers(state).some(
      ({ keyring, role }) => roleOpens(role) && !open.includes(keyring) && sealedTo.has(keyring),
    );
    return (
      hasLeft ||
      open.some((opener) => {
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
