import { FormatError } from '../errors.ts';
import type { KeyringId } from '../ids/ids.ts';
import { currentGeneration, type KeyringState, type Named } from '../keyrings/keyringState.ts';
import { NOTHING_NAMED } from '../keyrings/stateHash.ts';
import type { NewMember, Statement } from '../statements/statement.ts';
import type { Trie } from '../trees/trie.ts';
import { type NamedHeads, requireHead } from './namedHeads.ts';
import { noAuthority } from './path.ts';
import { recipientsOf } from './transition.ts';

/** What a statement names of other keyrings, none of which ever goes back in one chain. */
export class Naming {
  readonly #before: KeyringState | undefined;
  readonly #statement: Statement;
  readonly #heads: Pick<NamedHeads, 'at'>;
  #named: Trie<KeyringId, Named>;

  constructor(
    before: KeyringState | undefined,
    statement: Statement,
    heads: Pick<NamedHeads, 'at'>,
  ) {
    this.#before = before;
    this.#statement = statement;
    this.#heads = heads;
    this.#named = before?.named ?? NOTHING_NAMED;
  }

  /** What all statements have named, this one as far as it was noted. */
  get named(): Trie<KeyringId, Named> {
    return this.#named;
  }

  /** The signer's head and those of the way. */
  noteHeads() {
    const { keyring: own, signer, via } = this.#statement.header;
    for (const { keyring, head } of signer.keyring === own ? via : [signer, ...via]) {
      const state = requireHead(this.#heads, keyring, head);
      if (state.seq < (this.#named.get(keyring)?.head ?? 0)) {
        throw noAuthority('a statement leans on an older head than one before it');
      }
      this.#note(keyring, state.seq, currentGeneration(state).number);
    }
  }

  /** The generations that something is sealed to. */
  noteSeals() {
    const { signer, via } = this.#statement.header;
    const current = new Map([[signer.keyring, signer.generation]]);
    for (const { keyring, head } of via) {
      current.set(keyring, currentGeneration(requireHead(this.#heads, keyring, head)).number);
    }
    for (const { keyring, generation } of sealedIn(this.#statement, this.#before)) {
      if ((current.get(keyring) ?? generation) !== generation) {
        throw new FormatError(
          'stale-generation',
          'a statement seals to another generation than at the head that it names',
        );
      }
      this.#note(keyring, this.#named.get(keyring)?.head, generation);
    }
  }

  #note(keyring: KeyringId, head: number | undefined, generation: number) {
    if (generation < (this.#named.get(keyring)?.generation ?? 0)) {
      throw new FormatError(
        'stale-generation',
        'a statement names an older generation than one before it',
      );
    }
    this.#named = this.#named.with(keyring, {
      ...(head === undefined ? {} : { head }),
      generation,
    });
  }
}

/** Whose generations a statement names; nobody's where a rotation has too few or too many. */
function sealedIn(
  { header, change }: Statement,
  before: KeyringState | undefined,
): readonly Pick<NewMember, 'keyring' | 'generation'>[] {
  switch (change.type) {
    case 'create':
      return change.members;
    case 'set-member':
      return [change.member];
    case 'rotate':
      return before === undefined ? [] : (recipientsOf(before, change, header.time) ?? []);
    case 'remove-member':
    case 'leave':
    case 'delete-report':
    case 'correct-report':
    case 'endorse':
    case 'withdraw-endorsement':
    case 'card':
    case 'profile':
    case 'close':
      return [];
  }
}
