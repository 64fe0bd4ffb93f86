import { FormatError, malformed, unknownSuite } from '../errors.ts';
import { type Bytes, concat, equalBytes, u32, u8, utf8 } from '../ids/bytes.ts';
import {
  type Instant,
  instantText,
  type KeyringId,
  keyringIdBytes,
  keyringIdOf,
  type ReportId,
  reportIdBytes,
  reportIdOf,
} from '../ids/ids.ts';
import * as read from '../json/readers.ts';
import { parseStrictJson } from '../json/strictJson.ts';
import { checkFileName } from '../manifests/fileNames.ts';
import { openBox, sealBox } from '../secrets/aesGcm.ts';
import { deriveAesKey } from '../secrets/hkdf.ts';
import { ENVELOPE_BYTES, takeSuiteAndVersion } from '../statements/statementCodec.ts';

const MAGIC = utf8('medseal/file');
const INFO = utf8('medseal/v1/file-header-key');
const MAX_RECIPIENTS = 64;
const MAX_SEALED_HEADER = 65_536;
const RECIPIENT_BYTES = 32 + ENVELOPE_BYTES;
/** Magic, suite, file id, number of recipients. */
const FIXED_BYTES = MAGIC.length + 1 + 16 + 1;

/** Longest start of a file that can hold everything before the body. */
export const MAX_FILE_HEADER =
  FIXED_BYTES + MAX_RECIPIENTS * RECIPIENT_BYTES + 4 + MAX_SEALED_HEADER;

/** The file's key, sealed to one recipient. */
export interface FileRecipient {
  readonly keyring: KeyringId;
  readonly envelope: Bytes;
}

/** What stands sealed before the body. */
export interface FileFacts {
  readonly name: string;
  /** Of the content, in bytes. */
  readonly size: number;
  readonly time: Instant;
}

/** The start of a sealed file, taken apart (spec/bodies.md section 5). */
export interface FileHeader {
  readonly file: ReportId;
  readonly recipients: readonly FileRecipient[];
  readonly sealedHeader: Bytes;
  /** What the sealed header is bound to: all bytes before it. */
  readonly before: Bytes;
  /** Where the body begins. */
  readonly bodyOffset: number;
}

const factsShape = read.object({ name: read.text, size: read.size, time: read.time });

export async function writeFileHeader(
  file: ReportId,
  recipients: readonly FileRecipient[],
  facts: FileFacts,
  key: CryptoKey,
): Promise<Bytes> {
  if (recipients.length < 1 || recipients.length > MAX_RECIPIENTS) {
    throw malformed('a sealed file has 1 to 64 recipients');
  }
  checkName(facts.name);
  const text = utf8(JSON.stringify({ v: 1, suite: 1, ...facts, time: instantText(facts.time) }));
  const sealedLength = 1 + 12 + text.length + 16;
  const before = concat(
    MAGIC,
    u8(1),
    reportIdBytes(file),
    u8(recipients.length),
    ...recipients.map(({ keyring, envelope }) => concat(keyringIdBytes(keyring), envelope)),
    u32(sealedLength),
  );
  const box = await sealBox(await deriveAesKey(key, INFO, 'encrypt'), before, text);
  return concat(before, box);
}

/** Takes the start of a sealed file apart; opens nothing. */
export function parseFileHeader(start: Bytes): FileHeader {
  if (!equalBytes(start.subarray(0, MAGIC.length), MAGIC)) {
    throw malformed('this is not a sealed file');
  }
  const suite = start[MAGIC.length];
  if (suite !== undefined && suite !== 1) {
    throw unknownSuite();
  }
  if (start.length < FIXED_BYTES) {
    throw new FormatError('truncated', 'the sealed file ends in its header');
  }
  const file = reportIdOf(start.subarray(MAGIC.length + 1, FIXED_BYTES - 1));
  const count = start[FIXED_BYTES - 1] ?? 0;
  if (count < 1 || count > MAX_RECIPIENTS) {
    throw malformed('a sealed file has 1 to 64 recipients');
  }
  const lengthAt = FIXED_BYTES + count * RECIPIENT_BYTES;
  if (start.length < lengthAt + 4) {
    throw new FormatError('truncated', 'the sealed file ends in its header');
  }
  const recipients = Array.from({ length: count }, (_, i) => {
    const at = FIXED_BYTES + i * RECIPIENT_BYTES;
    return {
      keyring: keyringIdOf(start.subarray(at, at + 32)),
      envelope: start.slice(at + 32, at + RECIPIENT_BYTES),
    };
  });
  const length = new DataView(start.buffer, start.byteOffset).getUint32(lengthAt);
  if (length > MAX_SEALED_HEADER) {
    throw malformed('a sealed header has at most 65,536 bytes');
  }
  const bodyOffset = lengthAt + 4 + length;
  if (start.length < bodyOffset) {
    throw new FormatError('truncated', 'the sealed file ends in its header');
  }
  return {
    file,
    recipients,
    sealedHeader: start.slice(lengthAt + 4, bodyOffset),
    before: start.slice(0, lengthAt + 4),
    bodyOffset,
  };
}

/** A sealed file is one file: its name is a manifest's, of one segment. */
function checkName(name: string) {
  checkFileName(name);
  if (name.includes('/')) {
    throw malformed('a sealed file’s name is one path segment');
  }
}

/** Opens the sealed header with the file's key. */
export async function openFileFacts(header: FileHeader, key: CryptoKey): Promise<FileFacts> {
  const text = await openBox(
    await deriveAesKey(key, INFO, 'decrypt'),
    header.before,
    header.sealedHeader,
    new FormatError('tampered', 'the sealed file’s header was changed'),
  );
  const members = new Map(read.jsonObject(parseStrictJson(text)));
  takeSuiteAndVersion(members);
  const facts = factsShape(members);
  checkName(facts.name);
  return facts;
}
