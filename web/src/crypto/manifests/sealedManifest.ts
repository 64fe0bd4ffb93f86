import { FormatError, malformed, unknownSuite } from '../errors.ts';
import { type Bytes, concat, equalBytes, randomBytes, u8, utf8 } from '../ids/bytes.ts';
import { type ReportId, reportIdBytes } from '../ids/ids.ts';
import type { PublicKeys } from '../keyrings/publicKeys.ts';
import { decrypt, encrypt, NONCE_BYTES, TAG_BYTES } from '../secrets/aesGcm.ts';
import { deriveAesKey } from '../secrets/hkdf.ts';
import { verifySignatures } from '../signatures/signatures.ts';
import {
  encodeSignedObject,
  parseSignedObject,
  type SignedObject,
} from '../statements/signedObject.ts';
import { COMMITMENT_BYTES, type KeyCommitment, keyCommitmentBytes } from './keyCommitment.ts';
import { MANIFEST_LIMIT } from './limits.ts';
import type { Manifest } from './manifest.ts';
import { parseManifest } from './manifestCodec.ts';

const SUITE = 1;
const BEFORE_NONCE = 1 + COMMITMENT_BYTES;
const INFO = utf8('medseal/v1/manifest-key');
const DOMAIN = utf8('medseal/v1/manifest');

/** An opened manifest. Its signatures are not verified yet. */
export interface OpenedManifest {
  readonly signed: SignedObject;
  readonly manifest: Manifest;
}

/**
 * Seals payload and signatures (spec/bodies.md section 3).
 *
 * @param reportKey can only be derived from
 * @param commitment to that key
 */
export async function sealManifest(
  reportKey: CryptoKey,
  commitment: KeyCommitment,
  report: ReportId,
  signed: SignedObject,
): Promise<Bytes> {
  const content = encodeSignedObject(signed);
  if (BEFORE_NONCE + NONCE_BYTES + content.length + TAG_BYTES > MANIFEST_LIMIT) {
    throw malformed('a sealed manifest has at most 64 KiB');
  }
  const key = await deriveAesKey(reportKey, INFO, 'encrypt');
  const nonce = randomBytes(NONCE_BYTES);
  const sealed = await encrypt(key, nonce, associatedData(report, commitment), content);
  return concat(u8(SUITE), keyCommitmentBytes(commitment), nonce, sealed);
}

/**
 * Whether a sealed manifest commits to this key. A reader who holds several keys for a report asks
 * before taking one.
 */
export function commitsTo(commitment: KeyCommitment, sealed: Bytes): boolean {
  return equalBytes(sealed.subarray(1, BEFORE_NONCE), keyCommitmentBytes(commitment));
}

/**
 * Opens what {@link sealManifest} made and reads the manifest; the signatures are not verified yet.
 * Where it commits to another key (`wrong-key`), nothing has been opened.
 */
export async function openManifest(
  reportKey: CryptoKey,
  commitment: KeyCommitment,
  report: ReportId,
  sealed: Bytes,
): Promise<OpenedManifest> {
  checkForm(sealed);
  if (!commitsTo(commitment, sealed)) {
    throw new FormatError('wrong-key', 'the sealed manifest is of another key');
  }
  const key = await deriveAesKey(reportKey, INFO, 'decrypt');
  const nonce = sealed.subarray(BEFORE_NONCE, BEFORE_NONCE + NONCE_BYTES);
  const ciphertext = sealed.subarray(BEFORE_NONCE + NONCE_BYTES);
  const content = await decrypt(key, nonce, associatedData(report, commitment), ciphertext);
  if (content === undefined) {
    // The key is the one committed to: a wrong key is not the reason.
    throw new FormatError('tampered', 'the sealed manifest does not open');
  }
  const signed = parseSignedObject(content);
  const manifest = parseManifest(signed.payload);
  if (manifest.keyCommitment !== commitment) {
    throw new FormatError('tampered', 'the author committed to another key');
  }
  return { signed, manifest };
}

/** Refuses a manifest without both signatures by these keys of its author. */
export async function verifyManifest(signed: SignedObject, author: PublicKeys) {
  if (!(await verifySignatures(author, 'medseal/v1/manifest', signed))) {
    throw new FormatError('tampered', 'the author did not sign this manifest');
  }
}

function checkForm(sealed: Bytes) {
  const suite = sealed[0];
  if (suite === undefined) {
    throw malformed('an empty object');
  }
  if (suite !== SUITE) {
    throw unknownSuite();
  }
  if (sealed.length < BEFORE_NONCE + NONCE_BYTES + TAG_BYTES) {
    throw malformed('too short for a sealed manifest');
  }
  if (sealed.length > MANIFEST_LIMIT) {
    throw malformed('a sealed manifest has at most 64 KiB');
  }
}

function associatedData(report: ReportId, commitment: KeyCommitment): Bytes {
  return concat(DOMAIN, reportIdBytes(report), keyCommitmentBytes(commitment));
}
