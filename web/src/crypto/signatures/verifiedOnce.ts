import { concat, toHex } from '../ids/bytes.ts';
import { sha256 } from '../ids/sha256.ts';
import type { PublicKeys } from '../keyrings/publicKeys.ts';
import { type Domain, isSigned, type SignedObject } from '../statements/signedObject.ts';
import { verifySignatures } from './signatures.ts';

const MOST = 256;
const NOTHING = new Uint8Array();

/**
 * Verifies signatures over several payloads once for all of them, as long as they come soon after one
 * another.
 */
export class VerifiedOnce {
  readonly #domain: Domain;
  readonly #known = new Map<string, Promise<boolean>>();

  constructor(domain: Domain) {
    this.#domain = domain;
  }

  /** As {@link verifySignatures}. */
  async verify(keys: PublicKeys, object: SignedObject): Promise<boolean> {
    if (object.digests.length === 1) {
      return verifySignatures(keys, this.#domain, object);
    }
    if (!isSigned(object)) {
      return false;
    }
    const key = nameOf(keys, object);
    const verified = this.#known.get(key) ?? verifySignatures(keys, this.#domain, object);
    this.#known.set(key, verified);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MOST) {
        break;
      }
      this.#known.delete(oldest);
    }
    return verified;
  }
}

function nameOf(keys: PublicKeys, { digests, ed25519, mlDsa65 }: SignedObject): string {
  const signers = [keys.ed25519 ?? NOTHING, keys.mlDsa65 ?? NOTHING];
  return toHex(sha256(concat(...signers, ed25519, mlDsa65, ...digests)));
}
