import { describe, expect, it } from 'vitest';
import { randomBytes } from '@/crypto/ids/bytes.ts';
import { keyringIdOf } from '@/crypto/ids/ids.ts';
import { GenerationSecret } from '@/crypto/secrets/secret.ts';
import { newPasswordParameters, passwordUnlockKey } from '@/crypto/slots/passwordKeys.ts';
import { judgePassword } from '@/crypto/slots/passwordRules.ts';
import { RecoveryCode } from '@/crypto/slots/recoveryCode.ts';
import { authenticationKey, openSlot, sealSlot } from '@/crypto/slots/slots.ts';

const me = keyringIdOf(randomBytes(32));

describe('A password slot', () => {
  it('opens with the password, however its accents are typed', async () => {
    const parameters = newPasswordParameters();
    const secret = GenerationSecret.random();
    const unlock = await passwordUnlockKey('correct h\u00f6rse', parameters);
    const slot = await sealSlot(unlock, 'password', me, 1, secret);
    expect(slot).toHaveLength(61);
    const again = await passwordUnlockKey('correct ho\u0308rse', parameters);
    expect((await openSlot(again, 'password', me, 1, slot)).equals(secret)).toBe(true);
    expect(await authenticationKey(again)).toEqual(await authenticationKey(unlock));
    for (const [kind, keyring, generation] of [
      ['recovery', me, 1],
      ['password', keyringIdOf(randomBytes(32)), 1],
      ['password', me, 2],
    ] as const) {
      await expect(openSlot(again, kind, keyring, generation, slot)).rejects.toMatchObject({
        code: 'wrong-key',
      });
    }
    const wrong = await passwordUnlockKey('correct horse', parameters);
    await expect(openSlot(wrong, 'password', me, 1, slot)).rejects.toMatchObject({
      code: 'wrong-key',
    });
  });

  it.each([
    ['less memory', { memoryKiB: 65_535 }],
    ['fewer iterations', { iterations: 2 }],
    ['more memory than a device has', { memoryKiB: 1_048_577 }],
    ['more iterations than anybody waits for', { iterations: 17 }],
    ['other parallelism', { parallelism: 2 }],
    ['a short salt', { salt: randomBytes(15) }],
  ])('refuses %s', async (_, change) => {
    await expect(
      passwordUnlockKey('correct horse', { ...newPasswordParameters(), ...change }),
    ).rejects.toMatchObject({ code: 'malformed' });
  });
});

describe('A new password', () => {
  it.each([
    ['123456789', 'too-short'],
    ['x'.repeat(257), 'too-long'],
    ['rx7Kq2mVt', 'too-short'],
    ['aaaaaaaaaaaa', 'too-easy-to-guess'],
    [' Asha@Example.org ', 'too-easy-to-guess'],
    ['1234567890', 'too-easy-to-guess'],
    ['tea kettle moon river', undefined],
  ])('%s is judged %s', async (password, problem) => {
    const judgement = await judgePassword(password, { email: 'asha@example.org' });
    expect(judgement.problem).toBe(problem);
    expect(judgement.score >= 3).toBe(problem === undefined);
  });
});

describe('A recovery code', () => {
  it('is read back as printed, and as people type it', async () => {
    const code = RecoveryCode.random();
    const printed = code.format();
    expect(printed).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/);
    const typed = ` ${printed.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')}`;
    const secret = GenerationSecret.random();
    const slot = await sealSlot(code.unlockKey(), 'recovery', me, 1, secret);
    const opened = await openSlot(RecoveryCode.parse(typed).unlockKey(), 'recovery', me, 1, slot);
    expect(opened.equals(secret)).toBe(true);
  });

  it('notices every mistyped character', () => {
    const printed = RecoveryCode.random().format();
    for (let at = 0; at < printed.length; at++) {
      const other = printed[at] === '7' ? '8' : '7';
      if (printed[at] !== '-') {
        const typed = printed.slice(0, at) + other + printed.slice(at + 1);
        expect(() => RecoveryCode.parse(typed)).toThrow(
          expect.objectContaining({ code: 'malformed' }),
        );
      }
    }
    expect(() => RecoveryCode.parse(`${printed}0`)).toThrow();
    expect(() => RecoveryCode.parse('')).toThrow();
  });
});
