import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../src/ui/texts/en/index.ts';
import type { Cloud } from './cloud/cloud.ts';
import { hospitalFiles } from './cloud/demo.ts';
import { ENGINES } from './engines/engines.ts';
import type { Driver } from './engines/webDriver.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';
const { account, common, entry, records, sharing, shell, upload, viewer } = en;

/** Whose record every engine looks at. */
let prepared: { readonly of: Cloud; readonly email: string } | undefined;

/** A record with a CT, a letter and a film, and somebody to share it with. */
function prepare(cloud: Cloud): string {
  if (prepared?.of !== cloud) {
    const email = 'enno@example.org';
    const machine = cloud.commandLine('enno');
    machine.signUp(email, 'Enno Example', PASSWORD);
    machine.do('record', 'create', '--patient', 'Enno Example');
    const study = join(cloud.folder, 'small study');
    for (const slice of ['IM0060.dcm', 'IM0061.dcm']) {
      cpSync(join(hospitalFiles(), 'ct', slice), join(study, slice));
    }
    machine.upload('Enno Example', study, '--title', 'Two slices');
    for (const [folder, title] of [
      ['discharge', 'Letter'],
      ['angiogram', 'Film'],
    ] as const) {
      machine.upload('Enno Example', join(hospitalFiles(), folder), '--title', title);
    }
    for (const { name } of ENGINES) {
      const doctor = `${name.toLowerCase()}@example.org`;
      cloud.commandLine(name).signUp(doctor, `Dr ${name}`, PASSWORD);
    }
    prepared = { of: cloud, email };
  }
  return prepared.email;
}

/** Counts the colours of the middle of a canvas or a film. */
const COLOURS = `
  const shown = document.querySelector(arguments[0]);
  if (shown === null) return 0;
  const [width, height] = [shown.videoWidth || shown.width, shown.videoHeight || shown.height];
  if (!width || !height) return 0;
  const copy = document.createElement('canvas');
  copy.width = width; copy.height = height;
  const context = copy.getContext('2d');
  context.drawImage(shown, 0, 0, width, height);
  const { data } = context.getImageData(width >> 2, height >> 2, width >> 1, height >> 1);
  return new Set(new Uint32Array(data.buffer)).size;
`;

async function expectColours(driver: Driver, selector: string, least: number) {
  await expect
    .poll(() => driver.run(COLOURS, selector), { timeout: 60_000 })
    .toBeGreaterThan(least);
}

async function visit(driver: Driver, title: RegExp) {
  await driver.click({ role: 'link', name: shell.myRecords });
  await driver.click({ role: 'link', name: title });
}

for (const engine of ENGINES) {
  test(`A short journey in ${engine.name}: log in, look, upload, share, log out`, async ({
    cloud,
  }) => {
    if (engine.missing !== undefined) {
      process.stderr.write(
        `No journey in ${engine.name}: this machine has no ${engine.missing}.\n`,
      );
    }
    test.skip(engine.missing !== undefined, `${engine.name} needs ${engine.missing ?? ''}`);
    test.setTimeout(240_000);
    const email = prepare(cloud);
    const driver = await engine.start();
    try {
      await test.step('log in, and the timeline', async () => {
        await driver.go(`${cloud.address}/login`);
        await driver.type('input[type=email]', email);
        await driver.type('input[autocomplete=current-password]', PASSWORD);
        await driver.click({ role: 'button', name: entry.logIn.action });
        await driver.click({ role: 'link', name: shell.myRecords });
        for (const title of ['Two slices', 'Letter', 'Film']) {
          await driver.find({ role: 'link', name: new RegExp(`^${title}`) });
        }
      });
      await test.step('a CT', async () => {
        await visit(driver, /^Two slices/);
        await driver.find({ role: 'application', name: viewer.dicom.stage });
        await driver.select('[role=application][data-shown=true]');
        await expectColours(driver, '[role=application] canvas', 40);
      });
      await test.step('a PDF', async () => {
        await visit(driver, /^Letter/);
        await expectColours(driver, '[data-page="1"] canvas', 4);
      });
      await test.step('a film through the service worker, with seeking', async () => {
        await visit(driver, /^Film/);
        await driver.select('video[src^="/media/"]');
        await driver.run('document.querySelector("video").muted = true');
        await driver.until('document.querySelector("video").readyState >= 2', 'a picture');
        await driver.run(
          'const v = document.querySelector("video"); v.currentTime = v.duration * 0.8',
        );
        await driver.until(
          '(({ seeking, currentTime, error }) => !seeking && currentTime > 5 && error === null)(document.querySelector("video"))',
          'the place that was asked for',
        );
        await expectColours(driver, 'video', 40);
      });
      await test.step('upload', async () => {
        await driver.click({ role: 'link', name: shell.upload });
        await driver.reads(upload.dropTitle);
        const [photo = ''] = readdirSync(join(hospitalFiles(), 'photo'));
        await driver.type(
          'input[type=file]:not([webkitdirectory])',
          join(hospitalFiles(), 'photo', photo),
        );
        await driver.reads(upload.planned(1));
        await driver.click({ role: 'button', name: upload.start(1) });
        await driver.reads(upload.dockSummary(0));
      });
      await test.step('share', async () => {
        await driver.click({ role: 'link', name: shell.myRecords });
        await driver.click({ role: 'button', name: records.share });
        await driver.type(
          '[role=dialog] input[type=email]',
          `${engine.name.toLowerCase()}@example.org`,
        );
        await driver.click({ role: 'button', name: sharing.find });
        await driver.click({ role: 'button', name: sharing.share });
        await driver.find({
          role: 'button',
          name: new RegExp(`^Stop sharing with .*${engine.name}`, 'i'),
        });
        await driver.click({ role: 'button', name: common.close });
      });
      await test.step('log out', async () => {
        await driver.click({ role: 'link', name: shell.account });
        // What is still being fetched would move the button away from under the click.
        await driver.reads(account.usageSince(''));
        await driver.until(
          '!document.querySelector(`main [role=status][aria-label="${arguments[0]}"]`)',
          'a whole page',
          common.loading,
        );
        await driver.click({ role: 'button', name: account.logOutTitle });
        await driver.find({ role: 'button', name: entry.logIn.action });
      });
    } finally {
      await driver.end();
    }
  });
}
