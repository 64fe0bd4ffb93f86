import { en } from '../src/ui/texts/en/index.ts';
import { kept, taken } from './browser/kept.ts';
import { addPasskeyDevice } from './browser/watch.ts';
import {
  keepSheet,
  logIn,
  logInWithPasskey,
  logOut,
  signUp,
  tryToLogIn,
  tryToRecover,
  tryToSignUp,
} from './pages/doorway.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';
const OTHER_PASSWORD = 'another long password';
const REFUSED = /status of 401/;

test.describe('Accounts', () => {
  test('a patient signs up with a password and is the same person for the command line', async ({
    open,
    cloud,
  }) => {
    const { page, watch } = await open();
    await signUp(page, {
      email: 'ada@example.org',
      name: 'Ada Example',
      as: 'patient',
      password: PASSWORD,
    });
    await expect(page.getByText('Ada Example').first()).toBeVisible();

    const ada = cloud.commandLine('ada');
    ada.logIn('ada@example.org', PASSWORD);
    expect(ada.do('record', 'list')).toContain('Ada Example');

    expect(Object.values(await kept(page)).flat()).not.toEqual([]);
    await page.reload();
    await expect(page.getByText('Ada Example').first()).toBeVisible();
    expect(await taken(page)).toEqual({
      keys: ['AES-GCM decrypt encrypt', 'Ed25519 sign', 'HMAC sign', 'X25519 deriveBits'],
      loot: [],
    });
    await logOut(page);
    expect(await taken(page)).toEqual({ keys: [], loot: [] });
    const left = await kept(page);
    expect(left['session']).toEqual([]);
    expect(left['media']).toEqual([]);
    expect(left['kept']?.filter((name) => !/\/(heads|pins|decisions|visit)$/.test(name))).toEqual(
      [],
    );

    watch.expect(REFUSED);
    await tryToLogIn(page, 'ada@example.org', OTHER_PASSWORD);
    await expect(page.getByText(en.errors.codes['wrong-credentials'])).toBeVisible();
    await logIn(page, 'ada@example.org', PASSWORD);
    await expect(page.getByText('Ada Example').first()).toBeVisible();
  });

  test('an address that is taken is refused, and nothing changes for its owner', async ({
    open,
    cloud,
  }) => {
    cloud.commandLine('taken').signUp('taken@example.org', 'First', PASSWORD);
    const { page, watch } = await open();
    watch.expect(/status of 409/);
    await tryToSignUp(page, {
      email: 'taken@example.org',
      name: 'Second',
      as: 'professional',
      password: OTHER_PASSWORD,
    });
    await expect(page.getByText(en.errors.codes['email-taken'])).toBeVisible();
    await logIn(page, 'taken@example.org', PASSWORD);
  });

  test('a passkey is a full way in: no password is ever set', async ({ open }) => {
    const { page } = await open();
    await addPasskeyDevice(page);
    await signUp(page, { email: 'grace@example.org', name: 'Grace Example', as: 'patient' });
    await expect(page.getByText('Grace Example').first()).toBeVisible();
    await logOut(page);
    await logInWithPasskey(page, 'grace@example.org');
    await expect(page.getByText('Grace Example').first()).toBeVisible();
  });

  test('the recovery sheet gets somebody back in once, and ends the old password', async ({
    open,
    cloud,
  }) => {
    const code = cloud.commandLine('lost').signUp('lost@example.org', 'Lost Example', PASSWORD);
    const { page, watch } = await open();
    watch.expect(REFUSED);

    await tryToRecover(page, 'lost@example.org', code, OTHER_PASSWORD);
    const next = await keepSheet(page);
    expect(next).not.toBe(code);

    await logOut(page);
    await tryToLogIn(page, 'lost@example.org', PASSWORD);
    await expect(page.getByText(en.errors.codes['wrong-credentials'])).toBeVisible();
    await tryToRecover(page, 'lost@example.org', code, PASSWORD);
    await expect(page.getByText(en.errors.codes['wrong-credentials'])).toBeVisible();
    await logIn(page, 'lost@example.org', OTHER_PASSWORD);
  });
});
