import type { Bytes } from '@/crypto/ids/bytes.ts';
import type { KeyringId } from '@/crypto/ids/ids.ts';
import type { VerifiedChain } from '@/crypto/chains/verifiedChain.ts';
import type { ChainAnswer } from '@/crypto/vault/answeredChains.ts';
import { ChainStore } from '@/crypto/vault/chainStore.ts';
import { beginningOf, entryOf, pastOf, type Shows } from './shownStates.ts';
import { type Actor, World } from './world.ts';

/**
 * A department with two owners, of whom the second begins it later:
 * 0 create, 1 doctor reader, 2 second owner, 3 nurse manager, 4 doctor removed, 5 rotation, 6 guest
 * reader, 7 nurse reader (by the second), 8 a card (by the founder), 9 doctor reader (by the second).
 */
export class BegunWorld {
  readonly world = new World();
  founder!: Actor;
  second!: Actor;
  doctor!: Actor;
  nurse!: Actor;
  guest!: Actor;
  department!: KeyringId;

  static async begin(): Promise<BegunWorld> {
    const begun = new BegunWorld();
    const { world } = begun;
    const people = await Promise.all(Array.from({ length: 5 }, () => world.person()));
    [begun.founder, begun.second, begun.doctor, begun.nurse, begun.guest] = people as [
      Actor,
      Actor,
      Actor,
      Actor,
      Actor,
    ];
    const { founder, second } = begun;
    await founder.sync();
    const department = await founder.make('department');
    begun.department = department;
    await founder.add(department, begun.doctor.id, 'reader');
    await founder.add(department, second.id, 'owner');
    await founder.add(department, begun.nurse.id, 'manager');
    await founder.remove(department, begun.doctor.id);
    await founder.add(department, begun.guest.id, 'reader');
    await second.sync();
    await second.add(department, begun.nurse.id, 'reader');
    await founder.sync();
    const draft = founder.draft();
    await draft.append(department, { type: 'card', name: 'Radiology' });
    await founder.commit(draft);
    await second.sync();
    await second.add(department, begun.doctor.id, 'reader');
    await founder.sync();
    return begun;
  }

  /** Verified from its first statement. */
  get whole(): VerifiedChain {
    return this.founder.chains.require(this.department);
  }

  head(seq: number) {
    return entryOf(this.whole, seq).state.head;
  }

  /** Everybody's chains but the department's. */
  get people(): readonly ChainAnswer[] {
    return [...this.world.stored]
      .filter(([keyring]) => keyring !== this.department)
      .map(([keyring, statements]) => ({ keyring, after: -1, statements }));
  }

  /** The department, begun at `base`. */
  answer(
    base: number,
    { line = [0, 2], shows, seen, to = this.whole.state.seq }: Begins = {},
  ): ChainAnswer {
    const beginning = beginningOf(this.whole, base, line, shows);
    return {
      keyring: this.department,
      after: base - 1,
      statements: this.statements(base, to),
      end: { seq: to, head: this.head(to) },
      begun: seen === undefined ? beginning : { ...beginning, seen: this.past(base, seen) },
    };
  }

  /** The department from its first statement. */
  get wholeAnswer(): ChainAnswer {
    return { keyring: this.department, after: -1, statements: this.statements(0) };
  }

  past(base: number, seq: number, shows?: Shows) {
    return pastOf(this.whole, base, seq, shows);
  }

  /** A store that knows everybody, and the department as it was answered. */
  async store(answer?: ChainAnswer) {
    const store = new ChainStore();
    const answers = answer === undefined ? this.people : [...this.people, answer];
    return { store, accepted: await store.accept(answers) };
  }

  statements(from: number, to = this.whole.state.seq): readonly Bytes[] {
    return this.whole.entries.slice(from, to + 1).map(({ bytes }) => bytes);
  }
}

interface Begins {
  readonly line?: readonly number[];
  readonly shows?: Shows;
  readonly seen?: number;
  /** The last statement. */
  readonly to?: number;
}
