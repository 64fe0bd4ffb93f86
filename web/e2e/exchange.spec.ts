import { basename, join } from 'node:path';
import { en } from '../src/ui/texts/en/index.ts';
import { expectDrawn, INK } from './browser/pixels.ts';
import { hospitalFiles } from './cloud/demo.ts';
import { unzip } from './cloud/machine.ts';
import { logIn } from './pages/doorway.ts';
import { openReport, savedArchive, savedSha256, sha256, uploadAs } from './pages/records.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';
const { shell } = en;

interface Listed {
  readonly reports: readonly { readonly id: string; readonly title?: string }[];
}

test.describe('The browser and the command line', () => {
  test('open each other’s reports, byte for byte', async ({ open, cloud }) => {
    test.slow();
    const machine = cloud.commandLine('mira');
    machine.signUp('mira@example.org', 'Mira Example', PASSWORD);
    machine.do('record', 'create', '--patient', 'Mira Example');
    const picture = join(hospitalFiles(), 'photo', 'Mole.jpg');
    const image = join(hospitalFiles(), 'ct', 'IM0060.dcm');
    const letter = join(hospitalFiles(), 'laboratory', 'Laboratory report.pdf');
    machine.upload('Mira Example', picture, '--title', 'Photograph of a mole');
    machine.upload('Mira Example', image);
    machine.upload('Mira Example', picture, letter, '--title', 'Both together');

    const { page } = await open();
    await logIn(page, 'mira@example.org', PASSWORD);
    await openReport(page, /Photograph of a mole/);
    await expectDrawn(page.getByRole('img', { name: 'Mole.jpg' }));
    expect(await savedSha256(page, 'Mole.jpg')).toBe(sha256(picture));
    await page.getByRole('link', { name: shell.myRecords }).click();
    await openReport(page, /CT/);
    expect(await savedSha256(page, 'IM0060.dcm')).toBe(sha256(image));

    await page.getByRole('link', { name: shell.myRecords }).click();
    await openReport(page, /Both together/);
    const both = join(cloud.folder, 'saved as an archive');
    unzip(await savedArchive(page), both);
    for (const original of [picture, letter]) {
      expect(sha256(join(both, basename(original)))).toBe(sha256(original));
    }

    const film = join(hospitalFiles(), 'angiogram', 'Left coronary artery.mp4');
    await uploadAs('files', page, [letter, film], 2);
    await page.getByRole('link', { name: shell.myRecords }).click();
    await openReport(page, /Laboratory report/);
    await expectDrawn(page.locator('[data-page="1"]'), INK);

    const { reports } = machine.ask('reports') as Listed;
    expect(reports).toHaveLength(5);
    for (const [title, file, original] of [
      ['Laboratory report', 'Laboratory report.pdf', letter],
      ['Left coronary artery', 'Left coronary artery.mp4', film],
    ] as const) {
      const id = reports.find((one) => one.title === title)?.id;
      const into = join(cloud.folder, 'opened by the command line', title);
      machine.do('open', String(id), '--out', into);
      expect(sha256(join(into, file))).toBe(sha256(original));
    }
  });
});
