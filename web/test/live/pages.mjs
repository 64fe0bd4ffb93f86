/**
 * The built pages with the real service, in a real browser: `npm run build && node test/live/pages.mjs`.
 * The way of a patient and of a doctor, from sign-up to the end of an access.
 */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { preview } from 'vite';
import { remove, startBrowser, startService } from './harness.mjs';

const WEB = fileURLToPath(new URL('../..', import.meta.url));
const PICTURES = join(WEB, 'target/screenshots/live');
const PASSWORD = 'correct horse battery';
const PATIENT = 'maya@demo.invalid';
const DOCTOR = 'lena@demo.invalid';

mkdirSync(PICTURES, { recursive: true });
const service = await startService();
const site = await preview({
  root: WEB,
  configFile: join(WEB, 'vite.config.ts'),
  logLevel: 'error',
  preview: { host: 'localhost', port: 0, proxy: { '/api': service.address } },
});
const address = `http://localhost:${site.httpServer.address().port}`;
const browser = await startBrowser();
const problems = [];

/** A browser of its own. */
async function device() {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  page.setDefaultTimeout(90_000);
  page.on('pageerror', (error) => problems.push(`threw ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy|Uncaught/.test(message.text())) {
      problems.push(message.text());
    }
  });
  return page;
}

const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();
const press = (page, name) => page.getByRole('button', { name, exact: true }).first().click();
let step = 0;
async function done(page, what) {
  step += 1;
  await page.screenshot({ path: join(PICTURES, `${String(step).padStart(2, '0')}.png`) });
  process.stdout.write(`ok ${step} ${what}\n`);
}

async function keepSheet(page) {
  await heading(page, 'Your recovery sheet');
  const code = await page
    .getByRole('group', { name: 'Recovery code' })
    .locator('span')
    .allInnerTexts();
  await press(page, 'I have it safe');
  await page.getByLabel('Recovery code').fill(code.join(' ').toLowerCase());
  await press(page, 'Go on');
  return code.join('-');
}

async function signUp(page, email, name, professional) {
  await page.goto(`${address}/signup`);
  if (professional) {
    await page.getByRole('radio', { name: 'I treat patients' }).click();
  }
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel(/Your name/).fill(name);
  await press(page, 'Next');
  await page.locator('input[type=password]').fill(PASSWORD);
  await press(page, 'Create account');
  return keepSheet(page);
}

try {
  const patient = await device();
  const code = await signUp(patient, PATIENT, 'Maya Demo', false);
  await heading(patient, 'Maya Demo');
  await done(patient, 'a patient signs up with a password and lands on their record');

  await press(patient, 'Add reports');
  await heading(patient, 'Add reports');
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  await patient
    .locator('input[type=file]')
    .first()
    .setInputFiles([
      { name: 'Discharge letter.txt', mimeType: 'text/plain', buffer: Buffer.from('Well again.') },
      { name: 'wound.png', mimeType: 'image/png', buffer: png },
    ]);
  await press(patient, 'Seal and upload 2 reports');
  await patient.getByRole('link', { name: /Discharge letter Study report/ }).waitFor();
  await patient.getByRole('link', { name: /^wound/ }).waitFor();
  await done(patient, 'two files become two reports');

  const doctor = await device();
  await signUp(doctor, DOCTOR, 'Dr. Lena Demo', true);
  await heading(doctor, 'Patients');
  await done(doctor, 'a doctor signs up with a public card and sees no record');

  await press(patient, 'Share');
  await patient.getByLabel('E-mail of the person').fill(DOCTOR);
  await press(patient, 'Find');
  await patient.getByRole('radio', { name: '1 week' }).check({ force: true });
  await patient.getByRole('dialog').getByRole('button', { name: 'Share', exact: true }).click();
  await patient.getByRole('button', { name: 'Stop sharing with Dr. Lena Demo' }).waitFor();
  await done(patient, 'the patient shares the record for a week');

  await doctor.reload();
  await heading(doctor, 'Locked');
  await doctor.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await press(doctor, 'Unlock');
  await doctor.getByRole('link', { name: /Maya Demo/ }).click();
  await doctor.getByRole('link', { name: /Discharge letter/ }).click();
  await heading(doctor, 'Discharge letter');
  await doctor.getByText('Verified', { exact: true }).waitFor();
  await done(doctor, 'the doctor opens the report');

  const saving = doctor.waitForEvent('download');
  await press(doctor, 'Download Discharge letter.txt');
  const saved = await saving;
  assert.equal(saved.suggestedFilename(), 'Discharge letter.txt');
  await done(doctor, 'and saves its file');

  await press(patient, 'Stop sharing with Dr. Lena Demo');
  await press(patient, 'Stop sharing');
  await patient.getByText('Dr. Lena Demo has no access any more.').waitFor();
  await patient.keyboard.press('Escape');
  await done(patient, 'the patient stops sharing');

  await patient.getByRole('link', { name: 'Activity' }).click();
  await patient.getByText(/Dr. Lena Demo opened/).waitFor();
  await done(patient, 'and reads that the doctor opened it');

  await patient.getByRole('link', { name: 'Account' }).click();
  await patient.getByRole('heading', { name: 'Recovery sheet' }).waitFor();
  await press(patient, 'Publish');
  await patient.getByText('Please fill this in.').waitFor();
  await done(patient, 'the account shows its ways in');

  await press(patient, 'Log out');
  await heading(patient, 'Log in');
  await patient.goto(`${address}/recover`);
  await patient.getByLabel('E-mail').fill(PATIENT);
  await patient.getByLabel('Recovery code').fill(code);
  await patient.locator('input[type=password]').fill('another long sentence');
  await press(patient, 'Set the new password');
  await keepSheet(patient);
  await heading(patient, 'Maya Demo');
  await patient.getByRole('link', { name: /Discharge letter/ }).waitFor();
  await done(patient, 'the recovery sheet opens the account again');

  const passkeys = await device();
  const cdp = await passkeys.context().newCDPSession(passkeys);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf: true,
    },
  });
  await passkeys.goto(`${address}/signup`);
  await passkeys.getByLabel('E-mail').fill('ravi@demo.invalid');
  await passkeys.getByLabel(/Your name/).fill('Ravi Demo');
  await press(passkeys, 'Next');
  await passkeys.getByRole('radio', { name: /passkey/ }).check();
  await press(passkeys, 'Create account');
  await keepSheet(passkeys);
  await heading(passkeys, 'Ravi Demo');
  await press(passkeys, 'Lock');
  await press(passkeys, 'Unlock with a passkey');
  await heading(passkeys, 'Ravi Demo');
  await done(passkeys, 'a passkey is a full way in');

  assert.deepEqual(problems, []);
} catch (error) {
  for (const [index, page] of browser
    .contexts()
    .flatMap((context) => context.pages())
    .entries()) {
    await page.screenshot({ path: join(PICTURES, `failed-${index}.png`) });
  }
  process.stdout.write(`${problems.join('\n')}\n`);
  throw error;
} finally {
  await browser.close();
  await service.stop();
  await site.close();
  remove(service.data);
}
