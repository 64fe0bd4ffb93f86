import { notShown } from '../errors.ts';
import type { KeyringId } from '../ids/ids.ts';
import type { Generation } from './keyringState.ts';

/**
 * The generations of a keyring. Those before the current one may not be shown, where the state came in a
 * document. Immutable.
 */
export class Generations {
  readonly current: Generation;
  readonly #of: KeyringId;
  /** By number. */
  readonly #former: ReadonlyMap<number, Generation>;

  /** @param former those before, by number, as far as they are shown */
  constructor(
    of: KeyringId,
    current: Generation,
    former: ReadonlyMap<number, Generation> = new Map(),
  ) {
    this.#of = of;
    this.current = current;
    this.#former = former;
  }

  /** Undefined for a number that there is none of; refused as `not-shown` where it is not shown. */
  find(number: number): Generation | undefined {
    const { current } = this;
    if (number < 1 || number > current.number) {
      return undefined;
    }
    const found = number === current.number ? current : this.#former.get(number);
    if (found === undefined) {
      throw notShown(this.#of, 'a generation that is not shown');
    }
    return found;
  }

  /** The current one, and those before that are shown, by rising number. */
  shown(): readonly Generation[] {
    return [...[...this.#former.values()].sort((a, b) => a.number - b.number), this.current];
  }

  /** The current one in another form: sealed to somebody else too. */
  withCurrent(current: Generation): Generations {
    return new Generations(this.#of, current, this.#former);
  }

  /** With the next one, which is the current one from then on. */
  followedBy(next: Generation): Generations {
    const former = new Map(this.#former).set(this.current.number, this.current);
    return new Generations(this.#of, next, former);
  }

  /** With what another one shows of the same generations. */
  mergedWith(other: Generations): Generations {
    const former = new Map(this.#former);
    for (const [number, generation] of other.#former) {
      const own = former.get(number);
      former.set(number, own === undefined ? generation : both(own, generation));
    }
    return new Generations(this.#of, both(this.current, other.current), former);
  }
}

function both(one: Generation, other: Generation): Generation {
  return { ...one, sealedTo: one.sealedTo.mergedWith(other.sealedTo) };
}
