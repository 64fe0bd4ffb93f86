import { deriveKeyringId } from '@/crypto/chains/keyringIds.ts';
import { safetyNumberOf } from '@/crypto/chains/safetyNumber.ts';
import {
  keyringBinding,
  type KeyringBinding,
  noteBinding,
  type NoteBinding,
  reportBinding,
  type ReportBinding,
} from '@/crypto/envelopes/binding.ts';
import { openGenerationSecret, openNoteKey, openReportKey } from '@/crypto/envelopes/envelopes.ts';
import { openGeneration } from '@/crypto/envelopes/generations.ts';
import { toBase64Url } from '@/crypto/ids/base64url.ts';
import type { Bytes } from '@/crypto/ids/bytes.ts';
import { keyringId, reportId } from '@/crypto/ids/ids.ts';
import { canSign, type PublicKeys } from '@/crypto/keyrings/publicKeys.ts';
import { KeyringKeys } from '@/crypto/keys/keyringKeys.ts';
import {
  contentsSize,
  contentsText,
  openContents,
  parseContents,
} from '@/crypto/manifests/contents.ts';
import { commitmentOf } from '@/crypto/manifests/keyCommitment.ts';
import { openCorrection, sealCorrection } from '@/crypto/manifests/correction.ts';
import { parseManifest } from '@/crypto/manifests/manifestCodec.ts';
import { openManifest, verifyManifest } from '@/crypto/manifests/sealedManifest.ts';
import { openNote } from '@/crypto/notes/notes.ts';
import { GenerationSecret, ReportKey, type Secret } from '@/crypto/secrets/secret.ts';
import type { Input, Operation } from './vectors.ts';

/** As written in a case (spec/vectors/README.md, envelopes). */
type BindingText = { readonly to: string; readonly toGeneration: number } & (
  | { readonly subject: 'keyring'; readonly keyring: string; readonly generation: number }
  | { readonly subject: 'report'; readonly report: string }
  | { readonly subject: 'note'; readonly keyring: string }
);

/** Keys from a secret, ids and safety numbers. */
export const keyOperations: Readonly<Record<string, Operation>> = {
  async 'derive-keys'(input) {
    const secret = new GenerationSecret(input.bytes('generationSecret'));
    return { keys: keysText((await KeyringKeys.derive(secret, input.kind())).publicKeys) };
  },

  'keyring-id'(input) {
    const creator = input.optional('creator', keyringId);
    const parent = input.optional('parent', keyringId);
    const keyring = deriveKeyringId(input.kind(), creator, parent, input.keys());
    return { keyring };
  },

  'safety-number'(input) {
    const text = safetyNumberOf(input.keyring('keyring'), input.number('generation'), input.keys());
    return { text };
  },
};

/** Opening envelopes and generations. */
export const envelopeOperations: Readonly<Record<string, Operation>> = {
  async 'open-envelope'(input) {
    const keys = await recipient(input);
    const to = binding(input);
    const envelope = input.bytes('envelope');
    return { secret: secretText(await openAny(keys, to, envelope)) };
  },

  async 'open-generation'(input) {
    const { secret } = await openGeneration(
      await recipient(input),
      asKeyring(binding(input)),
      input.bytes('envelope'),
      input.kind(),
      input.keys(),
    );
    return { secret: secretText(secret) };
  },
};

/** Opening notes. */
export const noteOperations: Readonly<Record<string, Operation>> = {
  async 'open-note'(input) {
    const keys = await recipient(input);
    const text = await openNote(keys, asNote(binding(input)), input.bytes('note'));
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(text) };
  },
};

/** Opening, parsing and verifying manifests. */
export const manifestOperations: Readonly<Record<string, Operation>> = {
  async 'open-manifest'(input) {
    const secret = new ReportKey(input.bytes('reportKey'));
    const { signed } = await openManifest(
      await secret.hkdfKey(),
      await commitmentOf(secret),
      input.report(),
      input.bytes('sealed'),
    );
    await verifyManifest(signed, input.keys());
    return { payload: toBase64Url(signed.payload) };
  },

  'open-correction': correction,

  'parse-manifest'(input) {
    const { contents, body, keyCommitment } = parseManifest(input.bytes('payload'));
    return { files: contents.files, size: body.size, keyCommitment };
  },
};

async function correction(input: Input) {
  const key = await new ReportKey(input.bytes('reportKey')).hkdfKey();
  const manifest = parseManifest(input.bytes('manifest'));
  const sealedManifest = input.bytes('sealedManifest');
  const opened = await openCorrection(key, manifest, sealedManifest, input.bytes('sealed'));
  const again = await sealCorrection(key, manifest.report, sealedManifest, opened);
  const { description, relatesTo } = await openCorrection(key, manifest, sealedManifest, again);
  const [first] = (relatesTo ?? []) as { target: { identifier: { value: string } } }[];
  return {
    title: typeof description === 'string' ? description : '',
    ...(first === undefined ? {} : { replaces: first.target.identifier.value }),
  };
}

/** Opening and parsing contents. */
export const contentsOperations: Readonly<Record<string, Operation>> = {
  async 'key-commitment'(input) {
    return { keyCommitment: await commitmentOf(new ReportKey(input.bytes('reportKey'))) };
  },

  async 'open-contents'(input) {
    const key = await new ReportKey(input.bytes('reportKey')).hkdfKey();
    const manifest = parseManifest(input.bytes('manifest'));
    const contents = await openContents(key, manifest, input.bytes('sealed'));
    return { text: toBase64Url(contentsText(contents)) };
  },

  'parse-contents'(input) {
    const contents = parseContents(input.bytes('text'));
    return {
      files: contents.files.length,
      size: contentsSize(contents),
      parts: contents.parts.length,
    };
  },
};

async function recipient(input: Input): Promise<KeyringKeys> {
  return KeyringKeys.derive(new GenerationSecret(input.bytes('generationSecret')), 'link');
}

function binding(input: Input): KeyringBinding | ReportBinding | NoteBinding {
  const text = input.value('binding') as BindingText;
  const to = keyringId(text.to);
  switch (text.subject) {
    case 'keyring':
      return keyringBinding(keyringId(text.keyring), text.generation, to, text.toGeneration);
    case 'report':
      return reportBinding(reportId(text.report), to, text.toGeneration);
    case 'note':
      return noteBinding(keyringId(text.keyring), to, text.toGeneration);
    default:
      throw new Error('unknown subject');
  }
}

function isKeyring(given: KeyringBinding | ReportBinding | NoteBinding): given is KeyringBinding {
  return given.subject.type === 'keyring';
}

function isNote(given: KeyringBinding | ReportBinding | NoteBinding): given is NoteBinding {
  return given.subject.type === 'note';
}

function asKeyring(given: KeyringBinding | ReportBinding | NoteBinding): KeyringBinding {
  if (!isKeyring(given)) {
    throw new Error('a generation’s binding is of a keyring');
  }
  return given;
}

function asNote(given: KeyringBinding | ReportBinding | NoteBinding): NoteBinding {
  if (!isNote(given)) {
    throw new Error('a note’s binding is of a note');
  }
  return given;
}

function openAny(
  keys: KeyringKeys,
  given: KeyringBinding | ReportBinding | NoteBinding,
  envelope: Bytes,
): Promise<Secret> {
  if (isKeyring(given)) {
    return openGenerationSecret(keys, given, envelope);
  }
  return isNote(given) ? openNoteKey(keys, given, envelope) : openReportKey(keys, given, envelope);
}

function keysText(keys: PublicKeys) {
  return {
    hpke: toBase64Url(keys.hpke),
    ...(canSign(keys)
      ? { ed25519: toBase64Url(keys.ed25519), mlDsa65: toBase64Url(keys.mlDsa65) }
      : {}),
  };
}

function secretText(secret: Secret): string {
  return toBase64Url(secret.revealSecretBytes());
}
