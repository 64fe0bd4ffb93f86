import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../src/ui/texts/en/index.ts';
import { dicomFile, type Tags } from '../test/fakes/dicomWriter.ts';
import { expectAxeClean } from './browser/axe.ts';
import { logIn } from './pages/doorway.ts';
import { bars, PATIENT, STEPS } from './pages/pictures.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';
const { shell, upload } = en;
const WIDTHS = { desktop: { width: 1280, height: 720 }, phone: { width: 390, height: 844 } };

/** A disc whose images name the record's patient, a stranger, and two names with one number. */
function disc(folder: string): void {
  mkdirSync(join(folder, 'IMAGES'), { recursive: true });
  writeFileSync(join(folder, 'DICOMDIR'), 'an index');
  writeFileSync(join(folder, 'AUTORUN.INF'), '[autorun]');
  const people: readonly (readonly [name: string, more: Tags])[] = [
    ['Sample^Anna', {}],
    ['Stranger^Stan', { '00100020': ['LO', '77'], '00100030': ['DA', '19700102'] }],
    ['Rosalind-Alexandrine^Maximiliana', { '00100020': ['LO', '4711'] }],
    ['Somebody^Else', { '00100020': ['LO', '4711'] }],
  ];
  people.forEach(([name, more], at) => {
    const tags = bars(STEPS, {
      '00080018': ['UI', `1.2.3.${at}.1`],
      '00081030': ['LO', `Study ${at + 1}`],
      '00100010': ['PN', name],
      '0020000d': ['UI', `1.2.3.${at}`],
      ...more,
    });
    writeFileSync(join(folder, 'IMAGES', `IM${at}`), dicomFile(tags));
  });
}

test('What an upload asks can be read and answered by everybody, also on a phone', async ({
  open,
  cloud,
}, info) => {
  test.setTimeout(240_000);
  const folder = join(cloud.folder, 'disc');
  disc(folder);
  const machine = cloud.commandLine('quin');
  machine.signUp('quin@example.org', 'Quin Example', PASSWORD);
  machine.do('record', 'create', '--patient', PATIENT);
  for (const [name, viewport] of Object.entries(WIDTHS)) {
    await test.step(name, async () => {
      const { page } = await open(cloud.address, { viewport });
      await logIn(page, 'quin@example.org', PASSWORD);
      await page.getByRole('link', { name: shell.upload, exact: true }).click();
      await page.locator('input[type=file][webkitdirectory]').setInputFiles(folder);
      await expect(page.getByText(upload.planned(4))).toBeVisible();
      await expect(page.locator('form section img')).toHaveCount(4);
      await expect(page.getByText(/^Left out: 2 files of the disc itself/u)).toBeVisible();
      await expect(page.getByText(/^These files give one patient number to two/u)).toBeVisible();
      await page.getByRole('button', { name: upload.start(4), exact: true }).click();
      const question = page.getByRole('region', { name: upload.otherPatients });
      await expect(question.getByText(upload.answerMissing)).toHaveCount(3);
      await expectAxeClean(page);
      await info.attach(name, {
        body: await page.screenshot({ fullPage: true }),
        contentType: 'image/png',
      });
      const { wide, shown } = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth,
        shown: document.documentElement.clientWidth,
      }));
      expect(wide).toBeLessThanOrEqual(shown);
      await page.getByLabel(upload.wholeDiscs).check();
      await expect(page.getByText(upload.planned(6))).toBeVisible();
    });
  }
});
