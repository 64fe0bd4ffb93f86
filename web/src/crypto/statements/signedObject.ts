import { malformed, unknownSuite } from '../errors.ts';
import { type Bytes, concat, u32, u8, utf8 } from '../ids/bytes.ts';

/** Payload and both signatures (spec/README.md section 3). */
export interface SignedObject {
  /** The exact bytes that are signed. */
  readonly payload: Bytes;
  readonly ed25519: Bytes;
  readonly mlDsa65: Bytes;
}

/** What a signature is for; one made for one domain does not verify for another. */
export type Domain = 'medseal/v1/statement' | 'medseal/v1/manifest';

export const ED25519_SIGNATURE_BYTES = 64;
export const ML_DSA_65_SIGNATURE_BYTES = 3_309;
/** Bytes around the payload. */
export const SIGNED_OBJECT_OVERHEAD = 1 + 4 + ED25519_SIGNATURE_BYTES + ML_DSA_65_SIGNATURE_BYTES;

const MAX_PAYLOAD = 16 * 1024 * 1024;

/** The bytes that both signatures are over. */
export function signedMessage(domain: Domain, payload: Bytes): Bytes {
  return concat(utf8(domain), u8(0), payload);
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
  if (object.length < 5) {
    throw malformed('a signed object ends in its header');
  }
  const length = new DataView(object.buffer, object.byteOffset).getUint32(1);
  if (length < 1 || length > MAX_PAYLOAD || object.length !== SIGNED_OBJECT_OVERHEAD + length) {
    throw malformed('a signed object’s lengths do not fit');
  }
  const signatures = 5 + length;
  return {
    payload: new Uint8Array(object.subarray(5, signatures)),
    ed25519: new Uint8Array(object.subarray(signatures, signatures + ED25519_SIGNATURE_BYTES)),
    mlDsa65: new Uint8Array(object.subarray(signatures + ED25519_SIGNATURE_BYTES)),
  };
}

/** The bytes as stored and sent. */
export function encodeSignedObject({ payload, ed25519, mlDsa65 }: SignedObject): Bytes {
  return concat(u8(1), u32(payload.length), payload, ed25519, mlDsa65);
}
