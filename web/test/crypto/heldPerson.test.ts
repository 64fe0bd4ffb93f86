import { describe, expect, it } from 'vitest';
import { type Bytes, randomBytes, utf8 } from '@/crypto/ids/bytes.ts';
import { hpkeSeal } from '@/crypto/keys/hpke.ts';
import { KeyringKeys, keyringSeeds } from '@/crypto/keys/keyringKeys.ts';
import { GenerationSecret } from '@/crypto/secrets/secret.ts';
import { verifySignatures } from '@/crypto/signatures/signatures.ts';
import { openHeld, personKeys } from '@/crypto/vault/heldPerson.ts';

const INFO = utf8('info');
const FORMATS = ['raw', 'pkcs8', 'jwk', 'spki'] as const;

async function made() {
  const secret = GenerationSecret.random();
  const keys = await personKeys(secret);
  if (keys.held === undefined) {
    throw new Error('this platform holds no keys of these kinds');
  }
  const { publicKeys } = await KeyringKeys.derive(secret, 'person');
  return { secret, keys, held: keys.held, publicKeys };
}

describe('What is kept of an unlocked vault', () => {
  it('opens and signs as the person, and as nobody else', async () => {
    const { held, publicKeys } = await made();
    const keys = await openHeld(held, publicKeys);
    const text = randomBytes(48);
    const sealed = await hpkeSeal(publicKeys.hpke, INFO, INFO, text);
    expect(await keys.openHpke(INFO, INFO, sealed)).toEqual(text);
    const signed = await keys.sign('medseal/v1/manifest', text);
    expect(await verifySignatures(publicKeys, 'medseal/v1/manifest', signed)).toBe(true);
    const other = await made();
    await expect(openHeld(held, other.publicKeys)).rejects.toThrow();
    for (const swapped of [
      { ...held, ed25519: other.held.ed25519 },
      { ...held, mlDsa: other.held.mlDsa },
      { ...held, hpke: { ...held.hpke, x25519: other.held.hpke.x25519 } },
      { ...held, hpke: { ...held.hpke, mlKem: other.held.hpke.mlKem } },
    ]) {
      await expect(openHeld(swapped, publicKeys)).rejects.toThrow();
    }
    keys.wipe();
    await expect(keys.sign('medseal/v1/manifest', text)).rejects.toThrow();
  });

  it('gives out no key, and nothing to derive one from', async () => {
    const { secret, keys, held } = await made();
    const uses = new Map<CryptoKey, readonly string[]>([
      [keys.local, ['decrypt', 'encrypt']],
      [keys.decisions, ['decrypt', 'encrypt']],
      [held.ed25519, ['sign']],
      [held.hpke.x25519, ['deriveBits']],
    ]);
    for (const [key, usages] of uses) {
      expect([...key.usages].sort()).toEqual(usages);
      expect(key.extractable).toBe(false);
      expect(key.algorithm.name).not.toBe('HKDF');
      for (const format of FORMATS) {
        await expect(crypto.subtle.exportKey(format, key)).rejects.toThrow();
      }
    }
    const { hpke, ed25519 } = await keyringSeeds(secret);
    const bytes: readonly Bytes[] = [held.mlDsa, held.hpke.mlKem];
    for (const classical of [secret.revealSecretBytes(), hpke, ed25519]) {
      expect(bytes.some((kept) => kept.join().includes(classical.join()))).toBe(false);
    }
  });
});
