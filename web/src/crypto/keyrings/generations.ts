import { type NotShown, NotShownError } from '../errors.ts';
import type { Generation } from './keyringState.ts';

/** Most generations that are asked for at once. */
const MOST_AT_ONCE = 40;

/**
 * The generations of a keyring. Those before the current one may not be shown, where the state came in a
 * document. Immutable.
 */
export class Generations {
  readonly current: Generation;
  readonly #in: NotShown;
  /** By number. */
  readonly #former: ReadonlyMap<number, Generation>;

  /**
   * @param place in which state they are, as refusals say it
   * @param former those before, by number, as far as they are shown
   */
  constructor(
    place: NotShown,
    current: Generation,
    former: ReadonlyMap<number, Generation> = new Map(),
  ) {
    this.#in = place;
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
    return found ?? this.since(number)[0];
  }

  /** From that one on, the current one last; refused as `not-shown` where one of them is not shown. */
  since(first: number): readonly Generation[] {
    const found: Generation[] = [this.current];
    for (let number = this.current.number - 1; number >= first; number--) {
      found.unshift(this.#former.get(number) ?? this.#refuse(number, first));
    }
    return found;
  }

  /** The current one, and those before that are shown, by rising number. */
  shown(): readonly Generation[] {
    return [...[...this.#former.values()].sort((a, b) => a.number - b.number), this.current];
  }

  /** The current one in another form: sealed to somebody else too. */
  withCurrent(current: Generation): Generations {
    return new Generations(this.#in, current, this.#former);
  }

  /** With the next one, which is the current one from then on. */
  followedBy(next: Generation): Generations {
    const former = new Map(this.#former).set(this.current.number, this.current);
    return new Generations(this.#in, next, former);
  }

  /** What stands further back will be needed soon: some of it is asked for at once. */
  #refuse(number: number, first: number): never {
    const least = Math.max(first, number - MOST_AT_ONCE + 1);
    const generations = Array.from({ length: number - least + 1 }, (_, i) => number - i);
    throw new NotShownError({ ...this.#in, generations }, 'a generation that is not shown');
  }

  /** With what another one shows of the same generations. */
  mergedWith(other: Generations): Generations {
    const former = new Map(this.#former);
    for (const [number, generation] of other.#former) {
      const own = former.get(number);
      former.set(number, own === undefined ? generation : both(own, generation));
    }
    return new Generations(this.#in, both(this.current, other.current), former);
  }
}

function both(one: Generation, other: Generation): Generation {
  return { ...one, sealedTo: one.sealedTo.mergedWith(other.sealedTo) };
}
