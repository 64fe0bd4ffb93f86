import { FormatError } from '../errors.ts';
import type { KeyringId, StatementHash } from '../ids/ids.ts';
import {
  currentGeneration,
  directCapabilities,
  type KeyringState,
} from '../keyrings/keyringState.ts';
import { type Capability, kindSigns } from '../keyrings/kinds.ts';
import type { PublicKeys } from '../keyrings/publicKeys.ts';
import type { Hop, Signer } from '../statements/statement.ts';
import { through } from './authority.ts';

/** How the named keyrings are looked up. */
export type Lookup = (keyring: KeyringId, head: StatementHash) => KeyringState;

export function noAuthority(message: string) {
  return new FormatError('no-authority', message);
}

/**
 * The one way of authority that a signed object names, each keyring on it in the state that it had at
 * the named head (spec/keyrings.md section 7).
 */
export class Path {
  readonly signer: KeyringState;
  /** The keyrings between signer and subject, nearest to the signer first. */
  readonly hops: readonly KeyringState[];

  constructor(signer: KeyringState, hops: readonly KeyringState[]) {
    this.signer = signer;
    this.hops = hops;
  }

  /** Looks the named keyrings up; `subject`, which the path leads to, may not be on it. */
  static named(signer: Signer, via: readonly Hop[], subject: KeyringId, lookup: Lookup): Path {
    if (signer.keyring === subject) {
      throw noAuthority('a keyring of this kind does not sign its own chain');
    }
    const seen = new Set([subject, signer.keyring]);
    for (const { keyring } of via) {
      if (seen.has(keyring)) {
        throw noAuthority('a keyring stands twice on the way of authority');
      }
      seen.add(keyring);
    }
    return new Path(
      lookup(signer.keyring, signer.head),
      via.map(({ keyring, head }) => lookup(keyring, head)),
    );
  }

  /** The keys of that generation, if the signer signs with it now. */
  signerKeys(generation: number): PublicKeys {
    const { kind, closed } = this.signer;
    if (!kindSigns(kind)) {
      throw noAuthority(`a ${kind} does not sign`);
    }
    if (closed) {
      throw noAuthority('the signer’s keyring is closed');
    }
    const current = currentGeneration(this.signer);
    if (current.number !== generation) {
      throw new FormatError('stale-generation', 'signed with keys that are not the current ones');
    }
    return current.keys;
  }

  /** Refuses a signer whose way to `subject` does not give what is needed. */
  require(needed: Capability, subject: KeyringState, time: number) {
    if (this.#capabilities(subject, time).has(needed)) {
      return;
    }
    // As if no membership had ever ended, to tell the two refusals apart.
    if (this.#capabilities(subject, -Infinity).has(needed)) {
      throw new FormatError('expired-member', 'the membership that would allow this has ended');
    }
    throw noAuthority(`the signer may not do this here (${needed})`);
  }

  #capabilities(subject: KeyringState, expiryAsOf: number): ReadonlySet<Capability> {
    let from = this.signer;
    let held: ReadonlySet<Capability> | undefined;
    for (const on of [...this.hops, subject]) {
      const given = directCapabilities(on, from.id, expiryAsOf);
      held = held === undefined ? given : through(from, held, given);
      from = on;
    }
    return held ?? new Set();
  }
}
