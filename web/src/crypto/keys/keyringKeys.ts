import { type Bytes, utf8 } from '../ids/bytes.ts';
import { type KeyringKind, kindSigns } from '../keyrings/kinds.ts';
import type { PublicKeys } from '../keyrings/publicKeys.ts';
import { deriveBytes } from '../secrets/hkdf.ts';
import type { GenerationSecret } from '../secrets/secret.ts';
import { SigningKeys } from '../signatures/signingKeys.ts';
import type { Domain, SignedObject } from '../statements/signedObject.ts';
import { hpkeOpen, type HpkePrivateKey, hpkePrivateKey, hpkePublicKey } from './hpke.ts';

const HPKE = utf8('medseal/v1/keyring/hpke');
const ED25519 = utf8('medseal/v1/keyring/ed25519');
const ML_DSA_65 = utf8('medseal/v1/keyring/ml-dsa-65');

/** What the private keys of one generation are made from. */
export interface KeyringSeeds {
  readonly hpke: Bytes;
  readonly ed25519: Bytes;
  readonly mlDsa65: Bytes;
}

/** The caller wipes them. */
export async function keyringSeeds(secret: GenerationSecret): Promise<KeyringSeeds> {
  const base = await secret.hkdfKey();
  return {
    hpke: await deriveBytes(base, HPKE),
    ed25519: await deriveBytes(base, ED25519),
    mlDsa65: await deriveBytes(base, ML_DSA_65),
  };
}

export function wipeSeeds({ hpke, ed25519, mlDsa65 }: KeyringSeeds) {
  [hpke, ed25519, mlDsa65].forEach((seed) => seed.fill(0));
}

/**
 * The private keys of one generation of one keyring (spec/keyrings.md section 2): opens what was
 * sealed to it and, for kinds that sign, signs. None of them can be read out.
 */
export class KeyringKeys {
  readonly publicKeys: PublicKeys;
  #hpke: HpkePrivateKey | undefined;
  readonly #signing: SigningKeys | undefined;

  /** The private keys belong to the public ones. */
  constructor(publicKeys: PublicKeys, hpke: HpkePrivateKey, signing: SigningKeys | undefined) {
    this.publicKeys = publicKeys;
    this.#hpke = hpke;
    this.#signing = signing;
  }

  static async derive(secret: GenerationSecret, kind: KeyringKind): Promise<KeyringKeys> {
    const seeds = await keyringSeeds(secret);
    try {
      const signing = kindSigns(kind)
        ? await SigningKeys.fromSeeds(seeds.ed25519, seeds.mlDsa65)
        : undefined;
      return new KeyringKeys(
        { hpke: hpkePublicKey(seeds.hpke), ...signing?.publicKeys },
        await hpkePrivateKey(seeds.hpke),
        signing,
      );
    } finally {
      wipeSeeds(seeds);
    }
  }

  /** Opens an HPKE ciphertext sealed to this generation. */
  async openHpke(info: Bytes, associatedData: Bytes, sealed: Bytes): Promise<Bytes> {
    if (this.#hpke === undefined) {
      throw new Error('these keys have been wiped');
    }
    return hpkeOpen(this.#hpke, info, associatedData, sealed);
  }

  /** Signs with both keys. */
  async sign(domain: Domain, payload: Bytes): Promise<SignedObject> {
    const [signed] = await this.signTogether(domain, [payload]);
    return signed as SignedObject;
  }

  /** As {@link sign}, once for all of them: each verifies by itself. */
  async signTogether(domain: Domain, payloads: readonly Bytes[]): Promise<readonly SignedObject[]> {
    if (this.#signing === undefined) {
      throw new Error('a keyring of this kind does not sign');
    }
    return this.#signing.sign(domain, payloads);
  }

  /** Overwrites what is in memory and drops the rest. */
  wipe() {
    this.#hpke?.wipe();
    this.#hpke = undefined;
    this.#signing?.wipe();
  }
}
