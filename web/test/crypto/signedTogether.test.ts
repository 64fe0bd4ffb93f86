import { describe, expect, it } from 'vitest';
import { fromBase64Url, toBase64Url } from '@/crypto/ids/base64url.ts';
import { utf8 } from '@/crypto/ids/bytes.ts';
import { keyringId, statementHash } from '@/crypto/ids/ids.ts';
import { KeyringKeys } from '@/crypto/keys/keyringKeys.ts';
import { GenerationSecret } from '@/crypto/secrets/secret.ts';
import { verifySignatures } from '@/crypto/signatures/signatures.ts';
import { VerifiedOnce } from '@/crypto/signatures/verifiedOnce.ts';
import { encodeSignedObject, parseSignedObject } from '@/crypto/statements/signedObject.ts';
import { joinChains } from '@/crypto/vault/sentChains.ts';
import { appendsOut } from '@/lib/api/shapes.ts';
import { World } from './world.ts';

/** Nobody looks at it here. */
const END = { seq: 1, head: statementHash('0'.repeat(64)) };

const DOMAIN = 'medseal/v1/statement';

function texts(count: number) {
  return Array.from({ length: count }, (_, i) => utf8(`{"v":${i}}`));
}

describe('What is signed together', () => {
  it('verifies each by itself, and nothing else does', async () => {
    const keys = await KeyringKeys.derive(GenerationSecret.random(), 'person');
    const stranger = await KeyringKeys.derive(GenerationSecret.random(), 'person');
    const signed = await keys.signTogether(DOMAIN, texts(5));
    const once = new VerifiedOnce(DOMAIN);
    for (const object of signed) {
      const read = parseSignedObject(encodeSignedObject(object));
      expect(read).toEqual(object);
      expect(await once.verify(keys.publicKeys, read)).toBe(true);
      expect(await verifySignatures(keys.publicKeys, 'medseal/v1/manifest', read)).toBe(false);
    }
    const [first, second] = signed;
    if (first === undefined || second === undefined) {
      throw new Error('nothing was signed');
    }
    const other = utf8('{"v":9}');
    for (const bad of [
      { ...first, payload: other },
      { ...first, digests: first.digests.toReversed() },
      { ...first, digests: first.digests.slice(0, 4) },
      { ...first, mlDsa65: new Uint8Array(3_309) },
      { ...first, ed25519: new Uint8Array(64) },
    ]) {
      expect(await once.verify(keys.publicKeys, bad)).toBe(false);
    }
    expect(await once.verify(stranger.publicKeys, first)).toBe(false);
    expect(await once.verify(keys.publicKeys, second)).toBe(true);
  });

  it('is one draft, and travels with its signatures once', async () => {
    const world = new World();
    const patient = await world.person();
    const draft = patient.draft();
    const secret = GenerationSecret.random();
    const record = await patient.make('record');
    await draft.append(record, { type: 'profile', note: utf8('\u0001'.padEnd(1_300, 'x')) });
    await draft.append(record, { type: 'profile', note: utf8('\u0001'.padEnd(1_301, 'x')) });
    const appends = await draft.finish();
    const sent = appendsOut(appends);
    expect(sent.signatures).toHaveLength(1);
    expect(sent.appends[0]?.statements).toHaveLength(2);
    const statements = sent.appends[0]?.statements ?? [];
    const signatures = sent.signatures.map(fromBase64Url);
    const [joined] = joinChains({
      chains: [{ keyring: record, after: 0, ...END, statements, signedBy: [0, 0] }],
      signatures,
    });
    expect(joined?.statements.map(toBase64Url)).toEqual(appends[0]?.statements.map(toBase64Url));
    await patient.commit({ appends });
    secret.wipe();
  });

  it('is malformed where a statement is signed by nothing', () => {
    const keyring = keyringId('1'.repeat(64));
    const chains = (signedBy: number[]) => [
      { keyring, after: -1, ...END, statements: ['{"v":1}', '{"v":2}'], signedBy },
    ];
    for (const signedBy of [[], [0], [0, 1], [0, -1]]) {
      expect(() => joinChains({ chains: chains(signedBy), signatures: [utf8('x')] })).toThrow(
        'signed by nothing',
      );
    }
  });

  it('is not more than is taken at once', () => {
    const keyring = keyringId('1'.repeat(64));
    const many = Array.from({ length: 40_000 }, () => 0);
    const chains = [{ keyring, after: -1, ...END, statements: many.map(String), signedBy: many }];
    expect(() => joinChains({ chains, signatures: [new Uint8Array(5_400)] })).toThrow(
      'more statements than are taken at once',
    );
  });
});
