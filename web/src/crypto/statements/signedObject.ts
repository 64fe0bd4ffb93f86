import { malformed, unknownSuite } from '../errors.ts';
import { type Bytes, concat, equalBytes, u32, u8, utf8 } from '../ids/bytes.ts';
import { sha256 } from '../ids/sha256.ts';

/** A payload and both signatures, which may be over several payloads at once (spec/README.md section 3). */
export interface SignedObject {
  /** The exact bytes that were signed. */
  readonly payload: Bytes;
  /** SHA-256 of each payload that was signed together, in their order. */
  readonly digests: readonly Bytes[];
  readonly ed25519: Bytes;
  readonly mlDsa65: Bytes;
}

/** What a signature is for; one made for one domain does not verify for another. */
export type Domain = 'medseal/v1/statement' | 'medseal/v1/manifest';

export const ED25519_SIGNATURE_BYTES = 64;
export const ML_DSA_65_SIGNATURE_BYTES = 3_309;
/** Most payloads that are signed together. */
export const MAX_TOGETHER = 64;

const HEADER = 1 + 4;
const DIGEST = 32;
const SIGNATURES = ED25519_SIGNATURE_BYTES + ML_DSA_65_SIGNATURE_BYTES;
/** Bytes around a payload that was signed alone. */
export const SIGNED_OBJECT_OVERHEAD = HEADER + 1 + DIGEST + SIGNATURES;

const MAX_PAYLOAD = 16 * 1024 * 1024;

/** The bytes that both signatures are over. */
export function signedMessage(domain: Domain, digests: readonly Bytes[]): Bytes {
  return concat(utf8(domain), u8(0), ...digests);
}

/** Whether the payload is among those that the signatures are over. */
export function isSigned({ payload, digests }: SignedObject): boolean {
  const digest = sha256(payload);
  return digests.some((signed) => equalBytes(signed, digest));
}

/** Takes the layout apart; verifies nothing. */
export function parseSignedObject(object: Uint8Array): SignedObject {
  const suite = object[0];
  if (suite === undefined) {
    throw malformed('an empty object');
  }
  if (suite !== 1) {
    throw unknownSuite();
  }
  if (object.length < HEADER) {
    throw malformed('a signed object ends in its header');
  }
  const length = new DataView(object.buffer, object.byteOffset).getUint32(1);
  if (length < 1 || length > MAX_PAYLOAD) {
    throw wrongLengths();
  }
  const behind = object.subarray(HEADER + length);
  const digests = parseDigests(behind);
  const signatures = behind.subarray(1 + DIGEST * digests.length);
  return {
    payload: new Uint8Array(object.subarray(HEADER, HEADER + length)),
    digests,
    ed25519: new Uint8Array(signatures.subarray(0, ED25519_SIGNATURE_BYTES)),
    mlDsa65: new Uint8Array(signatures.subarray(ED25519_SIGNATURE_BYTES)),
  };
}

/** What signatures, as they stand behind a payload, say that they are over. */
export function parseDigests(signatures: Uint8Array): readonly Bytes[] {
  const together = signatures[0] ?? 0;
  if (
    together < 1 ||
    together > MAX_TOGETHER ||
    signatures.length !== 1 + DIGEST * together + SIGNATURES
  ) {
    throw wrongLengths();
  }
  return Array.from(
    { length: together },
    (_, i) => new Uint8Array(signatures.subarray(1 + DIGEST * i, 1 + DIGEST * (i + 1))),
  );
}

/** The bytes as one object. */
export function encodeSignedObject({ payload, digests, ed25519, mlDsa65 }: SignedObject): Bytes {
  return joinSigned(payload, concat(u8(digests.length), ...digests, ed25519, mlDsa65));
}

/** A payload, and what stands behind it. Looks at neither. */
export function joinSigned(payload: Uint8Array, signatures: Uint8Array): Bytes {
  return concat(u8(1), u32(payload.length), payload, signatures);
}

function wrongLengths() {
  return malformed('a signed object’s lengths do not fit');
}
