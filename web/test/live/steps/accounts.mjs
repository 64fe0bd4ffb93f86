import assert from 'node:assert/strict';
import { OTHER_PASSWORD, PASSWORD } from '../live.mjs';

export async function accounts(live) {
  const { device, logIn, read, settled, stateOf, step, upload } = live;

  await step(
    'a reload keeps the session, a lock asks for the password, a log-out ends it',
    async () => {
      await live.patient.reload();
      await settled(live.patient);
      assert.equal(await stateOf(live.patient), 'open');
      const instant = await live.patient.evaluate(() =>
        portal
          .state()
          .session.reports()
          .snapshot()
          .items.map(({ title }) => title),
      );
      assert.ok(
        instant.includes('CT of the chest'),
        'the second visit shows what the first has verified',
      );
      await live.patient.evaluate(() => causeOf(portal.lock()));
      assert.equal(await stateOf(live.patient), 'locked');
      await live.patient.reload();
      await settled(live.patient);
      assert.equal(await stateOf(live.patient), 'locked');
      assert.equal(
        await live.patient.evaluate(() => codeOf(portal.unlock('not it at all'))),
        'wrong-credentials',
      );
      assert.equal(await stateOf(live.patient), 'locked');
      await live.patient.evaluate((password) => causeOf(portal.unlock(password)), PASSWORD);
      assert.equal((await read(live.patient, live.big.report)).sha256, live.big.sha256);
      await live.patient.evaluate(() => causeOf(portal.logOut()));
      assert.equal(await stateOf(live.patient), 'out');
      const left = await live.patient.evaluate(async () => {
        const database = await new Promise((resolve) => {
          const opening = indexedDB.open('medseal');
          opening.onsuccess = () => resolve(opening.result);
        });
        const all = (store) =>
          new Promise((resolve) => {
            const asking = database.transaction(store).objectStore(store).getAllKeys();
            asking.onsuccess = () => resolve(asking.result);
          });
        const result = {
          session: await all('session'),
          media: await all('media'),
          kept: await all('kept'),
        };
        database.close();
        return result;
      });
      assert.deepEqual(left.session, []);
      assert.deepEqual(left.media, []);
      assert.deepEqual(left.kept.map((key) => key.split('/')[1]).sort(), ['heads', 'pins']);
      await logIn(live.patient, 'ada@example.org');
      assert.equal(await stateOf(live.patient), 'open');
    },
  );

  await step('nobody there: the portal locks itself', async () => {
    const page = await device({ lockAfter: 1_500 });
    await logIn(page, 'rao@hospital.example');
    await page.waitForFunction(() => portal.state().kind === 'locked');
    await page.context().close();
  });

  await step('the recovery sheet opens the account, sets a password and is used up', async () => {
    const page = await device();
    const typo = live.sheet.text.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    assert.equal(await page.evaluate((code) => portal.recoveryCodeIsWellTyped(code), typo), false);
    assert.equal(
      await page.evaluate((code) => portal.recoveryCodeIsWellTyped(code), live.sheet.text),
      true,
    );
    const recover = (code, password) =>
      page.evaluate(([a, b]) => codeOf(portal.recover('ada@example.org', a, b)), [code, password]);
    assert.equal(await recover(typo, OTHER_PASSWORD), 'recovery-code-mistyped');
    const next = await page.evaluate(
      ([a, b]) => causeOf(portal.recover('ada@example.org', a, b)),
      [live.sheet.text, OTHER_PASSWORD],
    );
    assert.notEqual(next.text, live.sheet.text);
    assert.equal(await stateOf(page), 'open');
    await page.evaluate(() => portal.logOut());
    assert.equal(await recover(live.sheet.text, PASSWORD), 'wrong-credentials');
    await logIn(page, 'ada@example.org', OTHER_PASSWORD);
    // The other device's session has ended.
    assert.equal(
      await live.patient.evaluate(() => codeOf(portal.state().session.account.account())),
      'unauthenticated',
    );
    await live.patient.waitForFunction(() => portal.state().kind === 'out');
    assert.equal(await live.patient.evaluate(() => portal.state().ended), 'session-expired');
    await page.evaluate(
      ([a, b]) =>
        causeOf(portal.state().session.account.setPassword({ kind: 'password', password: a }, b)),
      [OTHER_PASSWORD, PASSWORD],
    );
    assert.equal(
      await page.evaluate(
        (a) =>
          codeOf(portal.state().session.account.newRecoveryCode({ kind: 'password', password: a })),
        OTHER_PASSWORD,
      ),
      'wrong-credentials',
    );
    live.sheet = await page.evaluate(
      (a) =>
        causeOf(portal.state().session.account.newRecoveryCode({ kind: 'password', password: a })),
      PASSWORD,
    );
    await page.context().close();
    await logIn(live.patient, 'ada@example.org');
  });

  await step('a passkey is a full way in', async () => {
    const page = await device();
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        ctap2Version: 'ctap2_1',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        hasPrf: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    assert.equal(await page.evaluate(() => portal.passkeysSupported()), true);
    const code = await page.evaluate(() =>
      causeOf(
        portal.signUp({
          email: 'key@example.org',
          wayIn: { kind: 'passkey', label: 'This laptop' },
          record: { patient: { name: 'Key Example' }, sections: ['General'] },
        }),
      ),
    );
    assert.match(code.text, /^[0-9A-Z-]{39}$/);
    const account = await page.evaluate(() => portal.state().session.account.account());
    assert.equal(account.hasPassword, false);
    assert.deepEqual(
      account.passkeys.map(({ label }) => label),
      ['This laptop'],
    );
    assert.equal(
      await page.evaluate(
        (id) => codeOf(portal.state().session.account.removePasskey({ kind: 'passkey' }, id)),
        account.passkeys[0].id,
      ),
      'denied',
    );
    await page.evaluate(() => portal.lock());
    assert.equal(await page.evaluate(() => portal.state().passkeys), true);
    await page.evaluate(() => causeOf(portal.unlockWithPasskey()));
    await page.evaluate(() => portal.logOut());
    await page.evaluate(() => causeOf(portal.logInWithPasskey('key@example.org')));
    const one = await upload(page, 'Under a passkey', 10_000);
    assert.equal((await read(page, one.report)).sha256, one.sha256);
    await page.evaluate(
      (password) =>
        causeOf(portal.state().session.account.setPassword({ kind: 'passkey' }, password)),
      PASSWORD,
    );
    await page.evaluate(
      ([id, password]) =>
        causeOf(portal.state().session.account.removePasskey({ kind: 'password', password }, id)),
      [account.passkeys[0].id, PASSWORD],
    );
    await page.evaluate(
      (password) =>
        causeOf(
          portal.state().session.account.addPasskey({ kind: 'password', password }, 'Another'),
        ),
      PASSWORD,
    );
    const after = await page.evaluate(() => portal.state().session.account.account());
    assert.deepEqual(
      [after.hasPassword, after.passkeys.map(({ label }) => label)],
      [true, ['Another']],
    );
    await page.context().close();
  });
}
