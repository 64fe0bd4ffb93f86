import { describe, expect, it } from 'vitest';
import { PART_HEADER, SEGMENT_TAG } from '@/crypto/bodies/bodyLayout.ts';
import {
  formatPublicKey,
  formatSecretKey,
  parsePublicKey,
  parseSecretKey,
} from '@/crypto/files/offlineKeys.ts';
import { openSealedFile, sealFile } from '@/crypto/files/sealedFile.ts';
import { concat, randomBytes } from '@/crypto/ids/bytes.ts';
import { now } from '@/crypto/ids/ids.ts';
import { KeyringKeys } from '@/crypto/keys/keyringKeys.ts';
import { GenerationSecret } from '@/crypto/secrets/secret.ts';

const facts = { name: 'scan.pdf', time: now() };

async function newKeys() {
  const secret = GenerationSecret.random();
  return { secret, keys: await KeyringKeys.derive(secret, 'link') };
}

async function seal(content: Uint8Array<ArrayBuffer>, ...to: readonly KeyringKeys[]) {
  const pieces: Uint8Array[] = [];
  for await (const piece of sealFile(
    new Blob([content]),
    facts,
    to.map((keys) => keys.publicKeys.hpke),
  )) {
    pieces.push(piece);
  }
  return concat(...pieces);
}

describe('A sealed file', () => {
  it('opens for each recipient and for nobody else', async () => {
    const { keys: one } = await newKeys();
    const { keys: two } = await newKeys();
    const { keys: stranger } = await newKeys();
    const content = randomBytes(60_000);
    const sealed = await seal(content, one, two);
    for (const keys of [one, two]) {
      const opened = await openSealedFile(new Blob([sealed]), keys);
      expect(opened.facts).toEqual({ ...facts, size: 60_000 });
      expect(await opened.content.read(0, 60_000)).toEqual(content);
    }
    await expect(openSealedFile(new Blob([sealed]), stranger)).rejects.toMatchObject({
      code: 'wrong-key',
    });
  });

  it('M2: with any byte changed, cut or added does not open', async () => {
    const { keys } = await newKeys();
    const sealed = await seal(randomBytes(1_000), keys);
    const open = async (file: Uint8Array<ArrayBuffer>) => {
      const { facts: known, content } = await openSealedFile(new Blob([file]), keys);
      return content.read(0, known.size);
    };
    await open(sealed);
    for (let at = 0; at < sealed.length; at += 17) {
      const changed = sealed.slice();
      changed[at] = (changed[at] ?? 0) ^ 4;
      await expect(open(changed)).rejects.toHaveProperty('code');
      await expect(open(sealed.slice(0, at))).rejects.toHaveProperty('code');
    }
    await expect(open(concat(sealed, randomBytes(1)))).rejects.toMatchObject({
      code: 'tampered',
    });
  });

  it('that is empty does not open with a byte of its body changed', async () => {
    const { keys } = await newKeys();
    const sealed = await seal(new Uint8Array(0), keys);
    expect((await openSealedFile(new Blob([sealed]), keys)).facts.size).toBe(0);
    for (let back = 1; back <= PART_HEADER + SEGMENT_TAG; back++) {
      const changed = sealed.slice();
      const at = changed.length - back;
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(openSealedFile(new Blob([changed]), keys)).rejects.toMatchObject({
        code: 'tampered',
      });
    }
  });

  it('has a name of one segment', async () => {
    const { keys } = await newKeys();
    const folder = sealFile(new Blob([]), { ...facts, name: 'a/b.pdf' }, [keys.publicKeys.hpke]);
    await expect(folder.next()).rejects.toMatchObject({ code: 'malformed' });
  });
});

describe('An offline key', () => {
  it('comes back from its text, comments and all', async () => {
    const { secret, keys } = await newKeys();
    expect(parseSecretKey(`# mine\r\n${formatSecretKey(secret)}`).equals(secret)).toBe(true);
    expect(parsePublicKey(formatPublicKey(keys.publicKeys.hpke))).toEqual(keys.publicKeys.hpke);
  });

  it('notices a typing error', () => {
    const text = formatSecretKey(GenerationSecret.random());
    const at = text.indexOf('\n') + 5;
    const typo = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
    expect(() => parseSecretKey(typo)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });
});
