import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';
import { describe, expect, it } from 'vitest';
import {
  encodeBinding,
  keyringBinding,
  noteBinding,
  reportBinding,
} from '@/crypto/envelopes/binding.ts';
import { openReportKey, sealEnvelope } from '@/crypto/envelopes/envelopes.ts';
import { checkedGeneration } from '@/crypto/envelopes/generations.ts';
import { concat, randomBytes, u8, utf8 } from '@/crypto/ids/bytes.ts';
import { keyringIdOf, reportIdOf } from '@/crypto/ids/ids.ts';
import { KeyringKeys } from '@/crypto/keys/keyringKeys.ts';
import { openNote, sealNote } from '@/crypto/notes/notes.ts';
import { GenerationSecret, ReportKey } from '@/crypto/secrets/secret.ts';

const me = keyringIdOf(randomBytes(32));
const report = reportIdOf(randomBytes(16));
const binding = reportBinding(report, me, 3);

const oracle = new CipherSuite({
  kem: new XWing(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

async function newKeys() {
  return KeyringKeys.derive(GenerationSecret.random(), 'record');
}

describe('An envelope', () => {
  it('opens with the right keys and binding', async () => {
    const keys = await newKeys();
    const secret = ReportKey.random();
    const envelope = await sealEnvelope(keys.publicKeys, binding, secret);
    expect(envelope).toHaveLength(1_169);
    const opened = await openReportKey(keys, binding, envelope);
    expect(opened.equals(secret)).toBe(true);
  });

  it.each([
    ['another report', reportBinding(reportIdOf(randomBytes(16)), me, 3)],
    ['another recipient', reportBinding(report, keyringIdOf(randomBytes(32)), 3)],
    ['another generation', reportBinding(report, me, 4)],
  ])('does not open for %s', async (_, other) => {
    const keys = await newKeys();
    const envelope = await sealEnvelope(keys.publicKeys, binding, ReportKey.random());
    await expect(openReportKey(keys, other, envelope)).rejects.toMatchObject({
      code: 'wrong-key',
    });
  });

  it('does not open for other keys, nor when a byte is changed', async () => {
    const keys = await newKeys();
    const envelope = await sealEnvelope(keys.publicKeys, binding, ReportKey.random());
    const others = await newKeys();
    await expect(openReportKey(others, binding, envelope)).rejects.toMatchObject({
      code: 'wrong-key',
    });
    for (const at of [1, 700, 1_120, 1_168]) {
      const changed = envelope.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x80;
      await expect(openReportKey(keys, binding, changed)).rejects.toMatchObject({
        code: 'wrong-key',
      });
    }
    await expect(
      openReportKey(keys, binding, concat(u8(2), envelope.slice(1))),
    ).rejects.toMatchObject({ code: 'unknown-suite' });
    await expect(openReportKey(keys, binding, envelope.slice(0, -1))).rejects.toMatchObject({
      code: 'malformed',
    });
  });

  it('is read by the oracle, and the oracle’s is read here', async () => {
    const secret = GenerationSecret.random();
    const keys = await KeyringKeys.derive(secret, 'record');
    const seed = await secret.derive(utf8('medseal/v1/keyring/hpke'));
    const own = await oracle.kem.importKey('raw', seed.buffer, false);
    const info = utf8('medseal/v1/envelope').buffer;

    const reportKey = ReportKey.random();
    const envelope = await sealEnvelope(keys.publicKeys, binding, reportKey);
    const opened = await oracle.open(
      { recipientKey: own, enc: envelope.slice(1, 1_121).buffer, info },
      envelope.slice(1_121).buffer,
      encodeBinding(binding).buffer,
    );
    expect(new Uint8Array(opened)).toEqual(reportKey.revealSecretBytes());

    const to = await oracle.kem.importKey('raw', keys.publicKeys.hpke.buffer, true);
    const { ct, enc } = await oracle.seal(
      { recipientPublicKey: to, info },
      reportKey.revealSecretBytes().buffer,
      encodeBinding(binding).buffer,
    );
    const theirs = concat(u8(1), new Uint8Array(enc), new Uint8Array(ct));
    expect((await openReportKey(keys, binding, theirs)).equals(reportKey)).toBe(true);
  });

  it('of a keyring must yield the keys that were announced', async () => {
    const announced = (await newKeys()).publicKeys;
    await expect(
      checkedGeneration(GenerationSecret.random(), 'record', announced),
    ).rejects.toMatchObject({ code: 'tampered' });
  });

  it('names its subject without ambiguity', () => {
    const other = keyringIdOf(randomBytes(32));
    const encodings = [
      keyringBinding(other, 1, me, 1),
      keyringBinding(other, 2, me, 1),
      noteBinding(other, me, 1),
      reportBinding(report, me, 1),
    ].map((one) => encodeBinding(one).join());
    expect(new Set(encodings).size).toBe(4);
    expect(encodeBinding(binding)).toHaveLength(1 + 16 + 4 + 32 + 4);
  });
});

describe('A note', () => {
  const chain = keyringIdOf(randomBytes(32));
  const bound = noteBinding(chain, me, 1);

  it('comes back as it was sealed', async () => {
    const keys = await newKeys();
    const note = await sealNote(keys.publicKeys, bound, utf8('{"name":"Radiology"}'));
    expect(await openNote(keys, bound, note)).toEqual(utf8('{"name":"Radiology"}'));
  });

  it('tells a changed text from a wrong key', async () => {
    const keys = await newKeys();
    const note = await sealNote(keys.publicKeys, bound, utf8('{}'));
    const changed = note.slice();
    changed[1_190] = (changed[1_190] ?? 0) ^ 1;
    await expect(openNote(keys, bound, changed)).rejects.toMatchObject({ code: 'tampered' });
    await expect(openNote(await newKeys(), bound, note)).rejects.toMatchObject({
      code: 'wrong-key',
    });
  });
});
