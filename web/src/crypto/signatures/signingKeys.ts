import { ed25519 as nobleEd25519 } from '@noble/curves/ed25519.js';
import { ml_dsa65 as nobleMlDsa65 } from '@noble/post-quantum/ml-dsa.js';
import type { Bytes } from '../ids/bytes.ts';
import { sha256 } from '../ids/sha256.ts';
import { type Domain, signedMessage, type SignedObject } from '../statements/signedObject.ts';
import type { PublicKeys } from '../keyrings/publicKeys.ts';
import { nativeEd25519, type NativeSignature, nativeSignatures } from './native.ts';

/** One private key that signs, held by the platform where it can. */
interface PrivateKey {
  readonly publicKey: Bytes;
  sign(message: Bytes): Promise<Bytes>;
  wipe(): void;
}

/** The Ed25519 key as the platform's own; rejects where it has none. */
export function heldEd25519(seed: Bytes): Promise<CryptoKey> {
  return nativeEd25519.importPrivate(seed);
}

/** Both private signature keys of one generation. */
export class SigningKeys {
  private readonly ed25519: PrivateKey;
  private readonly mlDsa65: PrivateKey;

  private constructor(ed25519: PrivateKey, mlDsa65: PrivateKey) {
    this.ed25519 = ed25519;
    this.mlDsa65 = mlDsa65;
  }

  /** From both seeds; the caller wipes them. */
  static async fromSeeds(ed25519Seed: Bytes, mlDsa65Seed: Bytes): Promise<SigningKeys> {
    const [ed25519, mlDsa65] = await nativeSignatures();
    const classical = new Uint8Array(nobleEd25519.getPublicKey(ed25519Seed));
    const pair = nobleMlDsa65.keygen(mlDsa65Seed);
    const quantum = new Uint8Array(pair.publicKey);
    const keys = new SigningKeys(
      ed25519 === undefined
        ? inMemory(classical, ed25519Seed.slice(), (message, key) =>
            nobleEd25519.sign(message, key),
          )
        : await native(ed25519, classical, ed25519Seed),
      mlDsa65 === undefined
        ? inMemory(quantum, pair.secretKey, (message, key) => nobleMlDsa65.sign(message, key))
        : await native(mlDsa65, quantum, mlDsa65Seed),
    );
    if (mlDsa65 !== undefined) {
      pair.secretKey.fill(0);
    }
    return keys;
  }

  /** With a key of the platform's own, and the seed of the other; both belong to `announced`. */
  static ofHeld(ed25519: CryptoKey, mlDsa65Seed: Bytes, announced: PublicKeys): SigningKeys {
    const { secretKey, publicKey } = nobleMlDsa65.keygen(mlDsa65Seed);
    return new SigningKeys(
      held('Ed25519', announced.ed25519 ?? new Uint8Array(), ed25519),
      inMemory(new Uint8Array(publicKey), secretKey, (message, key) =>
        nobleMlDsa65.sign(message, key),
      ),
    );
  }

  get publicKeys() {
    return { ed25519: this.ed25519.publicKey, mlDsa65: this.mlDsa65.publicKey };
  }

  /** Once for all of them. */
  async sign(domain: Domain, payloads: readonly Bytes[]): Promise<readonly SignedObject[]> {
    const digests = payloads.map((payload) => sha256(payload));
    const message = signedMessage(domain, digests);
    const ed25519 = await this.ed25519.sign(message);
    const mlDsa65 = await this.mlDsa65.sign(message);
    return payloads.map((payload) => ({ payload, digests, ed25519, mlDsa65 }));
  }

  wipe() {
    this.ed25519.wipe();
    this.mlDsa65.wipe();
  }
}

async function native(
  algorithm: NativeSignature,
  publicKey: Bytes,
  seed: Bytes,
): Promise<PrivateKey> {
  return held(algorithm.name, publicKey, await algorithm.importPrivate(seed));
}

function held(name: string, publicKey: Bytes, privateKey: CryptoKey): PrivateKey {
  let key: CryptoKey | undefined = privateKey;
  return {
    publicKey,
    sign: async (message) => {
      if (key === undefined) {
        throw wiped();
      }
      return new Uint8Array(await crypto.subtle.sign(name, key, message));
    },
    wipe: () => {
      key = undefined;
    },
  };
}

function inMemory(
  publicKey: Bytes,
  secretKey: Uint8Array,
  sign: (message: Bytes, secretKey: Uint8Array) => Uint8Array,
): PrivateKey {
  let isWiped = false;
  return {
    publicKey,
    sign: (message) =>
      isWiped ? Promise.reject(wiped()) : Promise.resolve(new Uint8Array(sign(message, secretKey))),
    wipe: () => {
      isWiped = true;
      secretKey.fill(0);
    },
  };
}

function wiped() {
  return new Error('these keys have been wiped');
}
