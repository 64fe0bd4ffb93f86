// Asks implementations that are not ours about spec/vectors:
//   envelopes/, notes/        @hpke/core + @hpke/hybridkem-x-wing
//   keys/derive-*             @noble/curves (Ed25519), @noble/post-quantum (ML-DSA-65), @hpke (X-Wing)
//   slots/password*           hash-wasm (Argon2id)
//   manifests/                WebCrypto (AES-GCM), @noble (both signatures)
//   bodies/                   WebCrypto (HKDF, AES-GCM), by the tables of spec/bodies.md alone
// Run by hand: npm install && npm run check
// `node check.mjs seal DIR` writes an envelope that @hpke sealed, as a case, into DIR.
import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';
import { ed25519 } from '@noble/curves/ed25519.js';
import { ml_dsa65 } from '@noble/post-quantum/ml-dsa.js';
import { argon2id } from 'hash-wasm';
import { createHash, webcrypto } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const vectors = new URL('../../spec/vectors/', import.meta.url).pathname;
const hpke = new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const utf8 = (text) => new TextEncoder().encode(text);
const bytes = (text) => new Uint8Array(Buffer.from(text, 'base64url'));
const base64 = (value) => Buffer.from(value).toString('base64url');
const hex = (text) => new Uint8Array(Buffer.from(text, 'hex'));
const sha256 = (value) => createHash('sha256').update(value).digest('hex');
const u32 = (n) => new Uint8Array([n >>> 24, n >>> 16, n >>> 8, n]);
const join8 = (...parts) => new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part))));

class Refused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

async function hkdf(key, info, salt = new Uint8Array()) {
  const material = await webcrypto.subtle.importKey('raw', key, 'HKDF', false, ['deriveBits']);
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt, info };
  return new Uint8Array(await webcrypto.subtle.deriveBits(algorithm, material, 256));
}

async function aesGcm(mode, key, iv, additionalData, content) {
  const material = await webcrypto.subtle.importKey('raw', key, 'AES-GCM', false, [mode]);
  const algorithm = { name: 'AES-GCM', iv, additionalData };
  return new Uint8Array(await webcrypto.subtle[mode](algorithm, material, content));
}

async function open(key, iv, additionalData, content) {
  try {
    return await aesGcm('decrypt', key, iv, additionalData, content);
  } catch {
    throw new Refused('tampered');
  }
}

function encodeBinding(b) {
  const [type, id, generation] = {
    keyring: () => [1, hex(b.keyring), b.generation],
    report: () => [2, hex(b.report), 0],
    note: () => [3, hex(b.keyring), 0],
  }[b.subject]();
  return join8([type], id, u32(generation), hex(b.to), u32(b.toGeneration));
}

// The 32 bytes as they are: generateKeyPairDerand takes them as the private key, deriveKeyPair would not.
async function xWing(generationSecret) {
  const seed = await hkdf(generationSecret, utf8('medseal/v1/keyring/hpke'));
  const { publicKey } = await new XWing().generateKeyPairDerand(seed);
  return { publicKey: new Uint8Array(await hpke.kem.serializePublicKey(publicKey)) };
}

async function openEnvelope(secret, binding, envelope) {
  if (envelope.length === 0) throw new Refused('malformed');
  if (envelope[0] !== 1) throw new Refused('unknown-suite');
  if (envelope.length !== 1169) throw new Refused('malformed');
  const seed = await hkdf(secret, utf8('medseal/v1/keyring/hpke'));
  const recipientKey = await hpke.kem.deserializePrivateKey(seed);
  try {
    const recipient = await hpke.createRecipientContext({
      recipientKey,
      enc: envelope.slice(1, 1121),
      info: utf8('medseal/v1/envelope'),
    });
    return new Uint8Array(await recipient.open(envelope.slice(1121), encodeBinding(binding)));
  } catch {
    throw new Refused('wrong-key');
  }
}

function pack(rule) {
  const pattern = bytes(rule.pattern);
  return Uint8Array.from({ length: rule.size }, (_, i) => pattern[i % pattern.length]);
}

const PART = 8388056;
const parts = (size) => Math.max(1, Math.ceil(size / PART));
const segments = (size) => Math.max(1, Math.ceil((size + 40) / 262128));
const start = (segment) => (segment === 0 ? 0 : segment * 262128 - 40);

async function part(mode, input, index, header, content, size) {
  const info = join8(utf8('medseal/v1/part'), hex(input.report), u32(index));
  const key = await hkdf(bytes(input.reportKey), info, header.slice(1, 33));
  const count = segments(size);
  const out = [];
  for (let i = 0; i < count; i++) {
    const nonce = join8(header.slice(33, 40), u32(i), [i === count - 1 ? 1 : 0]);
    const end = i === count - 1 ? size : start(i + 1);
    const none = new Uint8Array();
    if (mode === 'encrypt') {
      out.push(await aesGcm(mode, key, nonce, none, content.slice(start(i), end)));
    } else {
      const from = i === 0 ? 40 : i * 262144;
      out.push(await open(key, nonce, none, content.slice(from, from + end - start(i) + 16)));
    }
  }
  return join8(...out);
}

async function sealBody(input) {
  const plain = pack(input.sealed.plaintext);
  const out = [];
  for (let k = 0; k < parts(plain.length); k++) {
    const header = join8([40], bytes(input.sealed.parts[k].salt), bytes(input.sealed.parts[k].prefix));
    const content = plain.slice(k * PART, (k + 1) * PART);
    out.push(join8(header, await part('encrypt', input, k, header, content, content.length)));
  }
  return out;
}

function edited(body, edits) {
  for (const edit of edits) {
    if ('flip' in edit) body[edit.flip] ^= 1 << edit.bit;
    else if ('cut' in edit) body = body.slice(0, edit.cut);
    else if ('append' in edit) body = join8(body, bytes(edit.append));
    else {
      const [a, b] = edit.swap ?? edit.copy;
      const first = body.slice(a, a + edit.length);
      const second = body.slice(b, b + edit.length);
      body.set(first, b);
      if (edit.swap) body.set(second, a);
    }
  }
  return body;
}

const run = {
  async 'derive-keys'({ generationSecret, kind }) {
    const secret = bytes(generationSecret);
    if (secret.length !== 32) throw new Refused('malformed');
    const keys = { hpke: base64((await xWing(secret)).publicKey) };
    if (['person', 'service', 'institute'].includes(kind)) {
      keys.ed25519 = base64(ed25519.getPublicKey(await hkdf(secret, utf8('medseal/v1/keyring/ed25519'))));
      keys.mlDsa65 = base64(ml_dsa65.keygen(await hkdf(secret, utf8('medseal/v1/keyring/ml-dsa-65'))).publicKey);
    }
    return { keys };
  },
  async 'open-envelope'({ generationSecret, binding, envelope }) {
    return { secret: base64(await openEnvelope(bytes(generationSecret), binding, bytes(envelope))) };
  },
  async 'open-generation'({ generationSecret, binding, envelope, keys }) {
    const secret = await openEnvelope(bytes(generationSecret), binding, bytes(envelope));
    if (base64((await xWing(secret)).publicKey) !== keys.hpke) throw new Refused('tampered');
    return { secret: base64(secret) };
  },
  async 'open-note'({ generationSecret, binding, note }) {
    const all = bytes(note);
    if (all[0] !== 1) throw new Refused('unknown-suite');
    if (all.length < 1169 + 28) throw new Refused('malformed');
    const secret = await openEnvelope(bytes(generationSecret), binding, all.slice(0, 1169));
    const key = await hkdf(secret, utf8('medseal/v1/note'));
    const text = await open(key, all.slice(1169, 1181), encodeBinding(binding), all.slice(1181));
    return { text: new TextDecoder().decode(text) };
  },
  async 'password-key'({ password, salt, memoryKib, passes, lanes }) {
    const bounds = memoryKib >= 65536 && memoryKib <= 1048576 && passes >= 3 && passes <= 16 && lanes === 1;
    if (!bounds || bytes(salt).length !== 16) throw new Refused('malformed');
    const unlockKey = await argon2id({
      password: password.normalize('NFC'),
      salt: bytes(salt),
      parallelism: lanes,
      iterations: passes,
      memorySize: memoryKib,
      hashLength: 32,
      outputType: 'binary',
    });
    return {
      unlockKey: base64(unlockKey),
      wrapKey: base64(await hkdf(unlockKey, utf8('medseal/v1/slot/wrap'))),
      authenticationKey: base64(await hkdf(unlockKey, utf8('medseal/v1/slot/authenticate'))),
    };
  },
  async 'open-manifest'({ reportKey, report, sealed, keys }) {
    const all = bytes(sealed);
    if (all[0] !== 1) throw new Refused('unknown-suite');
    if (all.length < 29) throw new Refused('malformed');
    const key = await hkdf(bytes(reportKey), utf8('medseal/v1/manifest-key'));
    const associated = join8(utf8('medseal/v1/manifest'), hex(report));
    const signed = await open(key, all.slice(1, 13), associated, all.slice(13));
    if (signed.length === 0) throw new Refused('malformed');
    if (signed[0] !== 1) throw new Refused('unknown-suite');
    const n = Buffer.from(signed).readUInt32BE(1);
    if (signed.length !== 5 + n + 64 + 3309) throw new Refused('malformed');
    const payload = signed.slice(5, 5 + n);
    const message = join8(utf8('medseal/v1/manifest'), [0], payload);
    const first = ed25519.verify(signed.slice(5 + n, 69 + n), message, bytes(keys.ed25519));
    const second = ml_dsa65.verify(signed.slice(69 + n), message, bytes(keys.mlDsa65));
    if (!first || !second) throw new Refused('tampered');
    return { payload: base64(payload) };
  },
  async 'seal-body'(input) {
    const body = await sealBody(input);
    return { sha256: sha256(join8(...body)), parts: body.map(sha256) };
  },
  async 'read-body'(input) {
    const whole = input.body ? bytes(input.body) : join8(...(await sealBody(input)));
    const body = edited(whole, input.edits ?? []);
    const count = parts(input.size);
    const last = input.size - (count - 1) * PART;
    const expected = (count - 1) * 8388608 + last + 40 + 16 * segments(last);
    if (body.length < expected) throw new Refused('truncated');
    if (body.length > expected) throw new Refused('tampered');
    const out = [];
    for (let k = 0; k < count; k++) {
      const stored = body.slice(k * 8388608, (k + 1) * 8388608);
      if (stored[0] !== 40) throw new Refused('tampered');
      out.push(await part('decrypt', input, k, stored.slice(0, 40), stored, k === count - 1 ? last : PART));
    }
    return { sha256: sha256(join8(...out)), reads: [] };
  },
};

if (process.argv[2] === 'seal') {
  const source = JSON.parse(readFileSync(join(vectors, 'envelopes/report-key.json')));
  const { publicKey } = await xWing(bytes(source.input.generationSecret));
  const sender = await hpke.createSenderContext({
    recipientPublicKey: await hpke.kem.deserializePublicKey(publicKey),
    info: utf8('medseal/v1/envelope'),
  });
  const sealed = await sender.seal(bytes(source.output.secret), encodeBinding(source.input.binding));
  const name = 'report-key-sealed-by-hpke-core';
  const made = {
    ...source,
    name,
    madeBy: '@hpke/core 1.9.0 with @hpke/hybridkem-x-wing 0.7.0',
    input: { ...source.input, envelope: base64(join8([1], new Uint8Array(sender.enc), new Uint8Array(sealed))) },
  };
  writeFileSync(join(process.argv[3], `${name}.json`), JSON.stringify(made, null, 2) + '\n');
} else {
  let checked = 0;
  const wrong = [];
  for (const folder of ['bodies', 'envelopes', 'keys', 'manifests', 'notes', 'slots']) {
    for (const file of readdirSync(join(vectors, folder))) {
      const vector = JSON.parse(readFileSync(join(vectors, folder, file)));
      if (!(vector.operation in run)) continue;
      checked++;
      let answer;
      try {
        answer = JSON.stringify(await run[vector.operation](vector.input));
      } catch (e) {
        if (!(e instanceof Refused)) throw e;
        answer = e.code;
      }
      const expected = vector.expect === 'ok' ? JSON.stringify(vector.output) : vector.expect;
      if (answer !== expected) wrong.push(`${folder}/${file}: expected ${expected}, answered ${answer}`);
    }
  }
  console.log(`${checked} cases asked, ${wrong.length} answered otherwise`);
  wrong.forEach((line) => console.log(line));
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
