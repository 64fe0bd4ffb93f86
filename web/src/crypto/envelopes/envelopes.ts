import { malformed, unknownSuite } from '../errors.ts';
import { type Bytes, concat, u8, utf8 } from '../ids/bytes.ts';
import { hpkeSeal } from '../keys/hpke.ts';
import type { KeyringKeys } from '../keys/keyringKeys.ts';
import type { PublicKeys } from '../keyrings/publicKeys.ts';
import { FileKey, GenerationSecret, NoteKey, ReportKey, type Secret } from '../secrets/secret.ts';
import { ENVELOPE_BYTES } from '../statements/statementCodec.ts';
import {
  type Binding,
  encodeBinding,
  type KeyringBinding,
  type NoteBinding,
  type ReportBinding,
} from './binding.ts';

const INFO = utf8('medseal/v1/envelope');

/** The secrets that a binding of that kind may carry. */
type SecretFor<B extends Binding> = B extends KeyringBinding
  ? GenerationSecret
  : B extends ReportBinding
    ? ReportKey | FileKey
    : NoteKey;

/**
 * Seals a secret to the public keys of the generation that the binding names as recipient
 * (spec/keyrings.md section 4). Who sealed it is told only by the signed object around it.
 */
export async function sealEnvelope<B extends Binding>(
  to: PublicKeys,
  binding: B,
  secret: SecretFor<B>,
): Promise<Bytes> {
  const sealed = await hpkeSeal(to.hpke, INFO, encodeBinding(binding), secret.revealSecretBytes());
  return concat(u8(1), sealed);
}

/** Opens a generation secret; `openGeneration` also makes the check that must follow. */
export function openGenerationSecret(keys: KeyringKeys, binding: KeyringBinding, envelope: Bytes) {
  return open(keys, binding, envelope, (bytes) => new GenerationSecret(bytes));
}

export function openReportKey(keys: KeyringKeys, binding: ReportBinding, envelope: Bytes) {
  return open(keys, binding, envelope, (bytes) => new ReportKey(bytes));
}

export function openFileKey(keys: KeyringKeys, binding: ReportBinding, envelope: Bytes) {
  return open(keys, binding, envelope, (bytes) => new FileKey(bytes));
}

export function openNoteKey(keys: KeyringKeys, binding: NoteBinding, envelope: Bytes) {
  return open(keys, binding, envelope, (bytes) => new NoteKey(bytes));
}

async function open<S extends Secret>(
  keys: KeyringKeys,
  binding: Binding,
  envelope: Bytes,
  secret: (bytes: Bytes) => S,
): Promise<S> {
  const suite = envelope[0];
  if (suite === undefined) {
    throw malformed('an empty object');
  }
  if (suite !== 1) {
    throw unknownSuite();
  }
  if (envelope.length !== ENVELOPE_BYTES) {
    throw malformed('an envelope has 1,169 bytes');
  }
  const content = await keys.openHpke(INFO, encodeBinding(binding), envelope.slice(1));
  try {
    return secret(content);
  } finally {
    content.fill(0);
  }
}
