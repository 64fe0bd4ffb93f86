import { FormatError, malformed } from '../errors.ts';
import { type Bytes, concat, utf8 } from '../ids/bytes.ts';
import { type ReportId, reportIdBytes } from '../ids/ids.ts';
import type { PublicKeys } from '../keyrings/publicKeys.ts';
import { checkBox, NONCE_BYTES, openBox, sealBox, TAG_BYTES } from '../secrets/aesGcm.ts';
import { deriveAesKey } from '../secrets/hkdf.ts';
import { verifySignatures } from '../signatures/signatures.ts';
import {
  encodeSignedObject,
  parseSignedObject,
  type SignedObject,
} from '../statements/signedObject.ts';

/** Longest sealed manifest. */
const MAX_BYTES = 16 * 1024 * 1024;
const INFO = utf8('medseal/v1/manifest-key');

/** Seals payload and signatures (spec/bodies.md section 3). `reportKey` can only be derived from. */
export async function sealManifest(
  reportKey: CryptoKey,
  report: ReportId,
  signed: SignedObject,
): Promise<Bytes> {
  const content = encodeSignedObject(signed);
  if (1 + NONCE_BYTES + content.length + TAG_BYTES > MAX_BYTES) {
    throw malformed('a sealed manifest has at most 16 MiB');
  }
  const key = await deriveAesKey(reportKey, INFO, 'encrypt');
  return sealBox(key, associatedData(report), content);
}

/** Opens what {@link sealManifest} made; the signatures are not verified yet. */
export async function openManifest(
  reportKey: CryptoKey,
  report: ReportId,
  sealed: Bytes,
): Promise<SignedObject> {
  checkBox(sealed);
  if (sealed.length > MAX_BYTES) {
    throw malformed('a sealed manifest has at most 16 MiB');
  }
  const key = await deriveAesKey(reportKey, INFO, 'decrypt');
  // The report key came from an envelope that names the report: a wrong key is not the reason.
  const failure = new FormatError('tampered', 'the sealed manifest does not open');
  return parseSignedObject(await openBox(key, associatedData(report), sealed, failure));
}

/** Refuses a manifest without both signatures by these keys of its author. */
export async function verifyManifest(signed: SignedObject, author: PublicKeys) {
  if (!(await verifySignatures(author, 'medseal/v1/manifest', signed))) {
    throw new FormatError('tampered', 'the author did not sign this manifest');
  }
}

function associatedData(report: ReportId): Bytes {
  return concat(utf8('medseal/v1/manifest'), reportIdBytes(report));
}
