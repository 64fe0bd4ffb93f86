import { FormatError } from '../errors.ts';
import { type Bytes, equalBytes, randomBytes, utf8 } from '../ids/bytes.ts';
import type { KeyringId } from '../ids/ids.ts';
import { canSign, type PublicKeys } from '../keyrings/publicKeys.ts';
import { type HeldHpke, heldHpke, heldPrivateKey } from '../keys/heldKeys.ts';
import { hpkeSeal } from '../keys/hpke.ts';
import { keyringSeeds, KeyringKeys, wipeSeeds } from '../keys/keyringKeys.ts';
import { deriveBoxKey, deriveHmacKey } from '../secrets/hkdf.ts';
import type { GenerationSecret } from '../secrets/secret.ts';
import { heldEd25519, SigningKeys } from '../signatures/signingKeys.ts';
import { verifySignatures } from '../signatures/signatures.ts';

const LOCAL = utf8('medseal/v1/web/local');
const DECISIONS = utf8('medseal/v1/decisions');
const INDEX = utf8('medseal/v1/record-index');
const REPORTS = utf8('medseal/v1/report-index');
const TAGS = utf8('medseal/v1/record-tag');
const PROOF = utf8('medseal/v1/web/held');

/** What a person's keys come down to for each purpose; none of the keys can be read out. */
export interface PersonKeys {
  /** Seals what this device keeps. */
  readonly local: CryptoKey;
  /** Seals the person's decisions (spec/accounts.md section 5). */
  readonly decisions: CryptoKey;
  /** Seals what the person keeps of records (spec/accounts.md section 8). */
  readonly index: CryptoKey;
  /** Seals what the person keeps of reports (spec/accounts.md section 9). */
  readonly reports: CryptoKey;
  /** Names what records are found by. */
  readonly tags: CryptoKey;
  /** Undefined where this browser has no keys of these kinds. */
  readonly held: HeldPrivateKeys | undefined;
}

/** Private keys that may stay over a reload: one half of each pair is the browser's own. */
export interface HeldPrivateKeys {
  readonly hpke: HeldHpke;
  readonly ed25519: CryptoKey;
  /** FIPS 204's ξ. A signature takes the other key, too. */
  readonly mlDsa: Bytes;
}

/** The person whose vault this is. */
export interface Person extends PersonKeys {
  readonly keyring: KeyringId;
  /** Of the secret that was unlocked. */
  readonly generation: number;
}

/** From the person's secret, of which nothing else is kept. */
export async function personKeys(secret: GenerationSecret): Promise<PersonKeys> {
  const base = await secret.hkdfKey();
  return {
    local: await deriveBoxKey(base, LOCAL),
    decisions: await deriveBoxKey(base, DECISIONS),
    index: await deriveBoxKey(base, INDEX),
    reports: await deriveBoxKey(base, REPORTS),
    tags: await deriveHmacKey(base, TAGS),
    held: await heldKeys(secret),
  };
}

async function heldKeys(secret: GenerationSecret): Promise<HeldPrivateKeys | undefined> {
  const seeds = await keyringSeeds(secret);
  try {
    const held = {
      hpke: await heldHpke(seeds.hpke),
      ed25519: await heldEd25519(seeds.ed25519),
      mlDsa: seeds.mlDsa65.slice(),
    };
    return lastsACopy(held) ? held : undefined;
  } catch {
    return undefined; // an older browser: whoever reloads is asked for a way in
  } finally {
    wipeSeeds(seeds);
  }
}

/**
 * WebKit answers null for a copy of keys of these kinds: in its storage, and between a worker and
 * its page, where a message that holds one never arrives.
 */
function lastsACopy(held: HeldPrivateKeys): boolean {
  const copy = structuredClone(held) as HeldPrivateKeys | null;
  return copy?.ed25519 instanceof CryptoKey && copy.hpke.x25519 instanceof CryptoKey;
}

/** The keys that the keyring announces, which both halves together must be able to use. */
export async function openHeld(held: HeldPrivateKeys, announced: PublicKeys): Promise<KeyringKeys> {
  const keys = new KeyringKeys(
    announced,
    heldPrivateKey(held.hpke, announced.hpke),
    SigningKeys.ofHeld(held.ed25519, held.mlDsa, announced),
  );
  try {
    await prove(keys, announced);
    return keys;
  } catch (failure) {
    keys.wipe();
    throw failure;
  }
}

async function prove(keys: KeyringKeys, announced: PublicKeys) {
  const text = randomBytes(32);
  const opened = await keys.openHpke(
    PROOF,
    PROOF,
    await hpkeSeal(announced.hpke, PROOF, PROOF, text),
  );
  const signed = await keys.sign('medseal/v1/statement', text);
  const isSame =
    canSign(announced) && (await verifySignatures(announced, 'medseal/v1/statement', signed));
  if (!equalBytes(opened, text) || !isSame) {
    throw new FormatError('tampered', 'what was held are not the announced keys');
  }
}
