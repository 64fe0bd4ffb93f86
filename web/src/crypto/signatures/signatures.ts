import { ed25519 as nobleEd25519 } from '@noble/curves/ed25519.js';
import { ml_dsa65 as nobleMlDsa65 } from '@noble/post-quantum/ml-dsa.js';
import type { Bytes } from '../ids/bytes.ts';
import { canSign, type PublicKeys } from '../keyrings/publicKeys.ts';
import {
  type Domain,
  isSigned,
  signedMessage,
  type SignedObject,
} from '../statements/signedObject.ts';
import { nativeSignatures, nativeVerify } from './native.ts';

/**
 * Whether the payload is among those signed, and both signatures verify under these keys for this
 * domain (spec/README.md section 3).
 */
export async function verifySignatures(
  keys: PublicKeys,
  domain: Domain,
  object: SignedObject,
): Promise<boolean> {
  if (!canSign(keys) || !isSigned(object)) {
    return false;
  }
  const message = signedMessage(domain, object.digests);
  return (
    (await verifyEd25519(keys.ed25519, object.ed25519, message)) &&
    (await verifyMlDsa65(keys.mlDsa65, object.mlDsa65, message))
  );
}

async function verifyEd25519(publicKey: Bytes, signature: Bytes, message: Bytes) {
  const [native] = await nativeSignatures();
  if (native !== undefined) {
    return nativeVerify(native, publicKey, signature, message);
  }
  try {
    return nobleEd25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false; // not a point of the curve
  }
}

async function verifyMlDsa65(publicKey: Bytes, signature: Bytes, message: Bytes) {
  const [, native] = await nativeSignatures();
  if (native !== undefined) {
    return nativeVerify(native, publicKey, signature, message);
  }
  try {
    return nobleMlDsa65.verify(signature, message, publicKey);
  } catch {
    return false;
  }
}
