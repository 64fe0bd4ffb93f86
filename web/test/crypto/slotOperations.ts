import { toBase64Url } from '@/crypto/ids/base64url.ts';
import { type Bytes, concat, u32, u8, utf8 } from '@/crypto/ids/bytes.ts';
import { keyringIdBytes, keyringIdOf } from '@/crypto/ids/ids.ts';
import { decrypt, NONCE_BYTES } from '@/crypto/secrets/aesGcm.ts';
import { GenerationSecret, UnlockKey } from '@/crypto/secrets/secret.ts';
import { passkeyPrfInput } from '@/crypto/slots/passkeys.ts';
import { passwordUnlockKey } from '@/crypto/slots/passwordKeys.ts';
import { judgePassword } from '@/crypto/slots/passwordRules.ts';
import { RecoveryCode } from '@/crypto/slots/recoveryCode.ts';
import { authenticationKey, openSlot, sealSlot, type SlotKind } from '@/crypto/slots/slots.ts';
import type { Operation } from './vectors.ts';

const KINDS: readonly SlotKind[] = ['password', 'recovery', 'passkey'];

/** Passwords, recovery codes, passkeys and unlock slots. */
export const slotOperations: Readonly<Record<string, Operation>> = {
  async 'password-key'(input) {
    const key = await passwordUnlockKey(input.text('password'), {
      salt: input.bytes('salt'),
      memoryKiB: input.number('memoryKib'),
      iterations: input.number('passes'),
      parallelism: input.number('lanes'),
    });
    return {
      unlockKey: toBase64Url(key.revealSecretBytes()),
      wrapKey: toBase64Url(await wrapKey(key)),
      authenticationKey: toBase64Url(await authenticationKey(key)),
    };
  },

  async 'check-password'(input) {
    const name = input.optional('name', String);
    const { problem } = await judgePassword(input.text('password'), {
      email: input.text('email'),
      name,
    });
    return { accepted: problem === undefined };
  },

  'recovery-code'(input) {
    const code = RecoveryCode.parse(input.text('typed'));
    return {
      code: code.format(),
      unlockKey: toBase64Url(code.unlockKey().revealSecretBytes()),
    };
  },

  'passkey-input'() {
    return { prfInput: toBase64Url(passkeyPrfInput()) };
  },

  async 'open-slot'(input) {
    const kind = KINDS.find((known) => known === input.text('kind'));
    if (kind === undefined) {
      throw new Error('unknown kind of slot');
    }
    const secret = await openSlot(
      new UnlockKey(input.bytes('unlockKey')),
      kind,
      input.keyring('keyring'),
      input.number('generation'),
      input.bytes('slot'),
    );
    return { secret: toBase64Url(secret.revealSecretBytes()) };
  },
};

/** Slots never give their wrap key away: this one is derived here, and opens a slot made there. */
async function wrapKey(unlockKey: UnlockKey): Promise<Bytes> {
  const bytes = await unlockKey.derive(utf8('medseal/v1/slot/wrap'));
  const keyring = keyringIdOf(new Uint8Array(32).fill(7));
  const secret = GenerationSecret.random();
  const slot = await sealSlot(unlockKey, 'password', keyring, 1, secret);
  const opened = await decrypt(
    await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['decrypt']),
    slot.slice(1, 1 + NONCE_BYTES),
    concat(utf8('medseal/v1/slot'), u8(1), keyringIdBytes(keyring), u32(1)),
    slot.slice(1 + NONCE_BYTES),
  );
  if (opened === undefined || !new GenerationSecret(opened).equals(secret)) {
    throw new Error('slots are sealed under another wrap key');
  }
  return bytes;
}
