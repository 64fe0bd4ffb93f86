import { BodyLayout } from '../bodies/bodyLayout.ts';
import { PackReader } from '../bodies/packReader.ts';
import { PartCipher } from '../bodies/partCipher.ts';
import { fileBinding } from '../envelopes/binding.ts';
import { openFileKey, sealEnvelope } from '../envelopes/envelopes.ts';
import { FormatError } from '../errors.ts';
import { type Bytes, randomBytes } from '../ids/bytes.ts';
import { type Instant, reportIdOf } from '../ids/ids.ts';
import type { KeyringKeys } from '../keys/keyringKeys.ts';
import { FileKey } from '../secrets/secret.ts';
import {
  type FileFacts,
  MAX_FILE_HEADER,
  openFileFacts,
  parseFileHeader,
  writeFileHeader,
} from './fileHeader.ts';
import { offlineKeyringId } from './offlineKeys.ts';

/** Seals a file to offline public keys (spec/bodies.md section 5): header, then parts in order. */
export async function* sealFile(
  content: Blob,
  facts: { readonly name: string; readonly time: Instant },
  recipients: readonly Bytes[],
): AsyncGenerator<Bytes, void, undefined> {
  const file = reportIdOf(randomBytes(16));
  const secret = FileKey.random();
  try {
    const sealedKeys = await Promise.all(
      recipients.map(async (hpke) => {
        const keyring = offlineKeyringId(hpke);
        return {
          keyring,
          envelope: await sealEnvelope({ hpke }, fileBinding(file, keyring), secret),
        };
      }),
    );
    const key = await secret.hkdfKey();
    yield await writeFileHeader(file, sealedKeys, { ...facts, size: content.size }, key);
    const cipher = new PartCipher(key, file);
    const layout = new BodyLayout(content.size);
    for (let index = 0; index < layout.parts; index++) {
      const { offset, size } = layout.part(index);
      const plaintext = await bytesOf(content.slice(offset, offset + size));
      yield* await cipher.seal(index, plaintext);
    }
  } finally {
    secret.wipe();
  }
}

/** A sealed file whose header has been opened and whose length is right. */
export interface OpenedFile {
  readonly facts: FileFacts;
  readonly content: PackReader;
}

/** Opens a sealed file with an offline key. Everything that is read out of it is authenticated. */
export async function openSealedFile(sealed: Blob, keys: KeyringKeys): Promise<OpenedFile> {
  const header = parseFileHeader(await bytesOf(sealed.slice(0, MAX_FILE_HEADER)));
  const own = offlineKeyringId(keys.publicKeys.hpke);
  const recipient = header.recipients.find(({ keyring }) => keyring === own);
  if (recipient === undefined) {
    throw new FormatError('wrong-key', 'the file is not sealed to this key');
  }
  const secret = await openFileKey(keys, fileBinding(header.file, own), recipient.envelope);
  const key = await secret.hkdfKey();
  secret.wipe();
  const facts = await openFileFacts(header, key);
  const layout = new BodyLayout(facts.size);
  layout.checkStoredSize(sealed.size - header.bodyOffset);
  const source = (offset: number, length: number) =>
    bytesOf(sealed.slice(header.bodyOffset + offset, header.bodyOffset + offset + length));
  if (layout.size === 0) {
    // Nothing will be read that would show whether the body was changed.
    const body = await source(0, layout.ciphertextSize);
    await new PartCipher(key, header.file).open(0, body, 0);
  }
  const content = new PackReader(key, header.file, layout, source);
  return { facts, content };
}

async function bytesOf(blob: Blob): Promise<Bytes> {
  return new Uint8Array(await blob.arrayBuffer());
}
