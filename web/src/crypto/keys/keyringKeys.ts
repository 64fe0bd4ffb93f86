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

/**
 * The private keys of one generation of one keyring (spec/keyrings.md section 2): opens what was
 * sealed to it and, for kinds that sign, signs. None of them can be read out.
 */
export class KeyringKeys {
  readonly publicKeys: PublicKeys;
  #hpke: HpkePrivateKey | undefined;
  readonly #signing: SigningKeys | undefined;

  private constructor(
    publicKeys: PublicKeys,
    hpke: HpkePrivateKey,
    signing: SigningKeys | undefined,
  ) {
    this.publicKeys = publicKeys;
    this.#hpke = hpke;
    this.#signing = signing;
  }

  /** From a generation secret, or from the same secret as a key that can only be derived from. */
  static async derive(
    secret: GenerationSecret | CryptoKey,
    kind: KeyringKind,
  ): Promise<KeyringKeys> {
    const base = secret instanceof CryptoKey ? secret : await secret.hkdfKey();
    const seeds: Bytes[] = [];
    const seed = async (info: Bytes) => {
      const bytes = await deriveBytes(base, info);
      seeds.push(bytes);
      return bytes;
    };
    try {
      const hpkeSeed = await seed(HPKE);
      const hpke = hpkePublicKey(hpkeSeed);
      const signing = kindSigns(kind)
        ? await SigningKeys.fromSeeds(await seed(ED25519), await seed(ML_DSA_65))
        : undefined;
      return new KeyringKeys(
        { hpke, ...signing?.publicKeys },
        await hpkePrivateKey(hpkeSeed),
        signing,
      );
    } finally {
      seeds.forEach((bytes) => bytes.fill(0));
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
    if (this.#signing === undefined) {
      throw new Error('a keyring of this kind does not sign');
    }
    return this.#signing.sign(domain, payload);
  }

  /** Overwrites what is in memory and drops the rest. */
  wipe() {
    this.#hpke?.wipe();
    this.#hpke = undefined;
    this.#signing?.wipe();
  }
}
