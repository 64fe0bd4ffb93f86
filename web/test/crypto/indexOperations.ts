import { utf8 } from '@/crypto/ids/bytes.ts';
import { openIndexEntry, recordTag, sealIndexEntry } from '@/crypto/records/recordIndex.ts';
import { deriveBoxKey, deriveHmacKey, hkdfKey } from '@/crypto/secrets/hkdf.ts';
import type { Operation } from './vectors.ts';

async function keys(secret: Uint8Array<ArrayBuffer>) {
  const base = await hkdfKey(secret);
  return {
    index: await deriveBoxKey(base, utf8('medseal/v1/record-index')),
    tags: await deriveHmacKey(base, utf8('medseal/v1/record-tag')),
  };
}

/** What a person keeps of records; what opens is sealed again here, and opens again alike. */
export const indexOperations: Readonly<Record<string, Operation>> = {
  async 'open-index-entry'(input) {
    const key = {
      keyring: input.keyring('keyring'),
      generation: input.number('generation'),
      ...(await keys(input.bytes('generationSecret'))),
    };
    const record = input.keyring('record');
    const opened = await openIndexEntry(key, record, input.bytes('entry'));
    const again = await openIndexEntry(key, record, await sealIndexEntry(key, record, opened));
    const { read, through, parts, sharedBy } = again;
    const [first] = parts;
    return {
      read,
      through: through.length,
      parts: parts.length,
      ...(sharedBy === undefined ? {} : { sharedBy }),
      ...(first === undefined
        ? {}
        : {
            keyring: first.keyring,
            kind: first.kind,
            seq: first.seq,
            takesPart: first.takesPart,
            capabilities: first.capabilities.length,
            ...(first.addedByEmail === undefined ? {} : { addedByEmail: first.addedByEmail }),
            ...(first.note === undefined ? {} : { note: first.note }),
          }),
    };
  },
  async 'record-tag'(input) {
    const { tags } = await keys(input.bytes('generationSecret'));
    return { tag: await recordTag({ tags }, input.text('name')) };
  },
};
