import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../src/ui/texts/en/index.ts';
import { expectDrawn, INK } from './browser/pixels.ts';
import { hospitalFiles } from './cloud/demo.ts';
import { signUp } from './pages/doorway.ts';
import { acceptOffer } from './pages/offers.ts';
import {
  openReport,
  row,
  savedSha256,
  sha256,
  shareWith,
  stopSharing,
  uploadAs,
} from './pages/records.ts';
import { expect, test } from './test.ts';

const LETTER = 'Discharge letter.pdf';
const PASSWORD = 'a long enough password';
const { activity, errors, records, shell, viewer } = en;

test.describe('Sharing', () => {
  test('a folder goes from a patient to a doctor and back out of the doctor’s reach', async ({
    open,
    cloud,
  }) => {
    test.slow();
    const folder = join(cloud.folder, 'from the hospital');
    const letter = join(hospitalFiles(), 'discharge', LETTER);
    const images = ['IM0060.dcm', 'IM0061.dcm'];
    for (const image of images) {
      cpSync(join(hospitalFiles(), 'ct', image), join(folder, 'ct', image));
    }
    cpSync(letter, join(folder, LETTER));

    const patient = await open();
    await signUp(patient.page, {
      email: 'noor@example.org',
      name: 'Noor Example',
      as: 'patient',
      password: PASSWORD,
    });
    await uploadAs('folder', patient.page, folder, 2, 1);
    await patient.page.getByRole('link', { name: shell.myRecords }).click();
    await expect(row(patient.page, /./)).toHaveCount(2);
    await expect(row(patient.page, /Discharge letter/)).toBeVisible();
    await expect(row(patient.page, /2 files/)).toBeVisible();

    const doctor = await open();
    await signUp(doctor.page, {
      email: 'ruiz@example.org',
      name: 'Dr Ruiz Example',
      as: 'professional',
      password: PASSWORD,
    });
    await shareWith(patient.page, 'ruiz@example.org');

    await acceptOffer(doctor.page);
    await doctor.page.getByRole('link', { name: /Noor Example/ }).click();
    await openReport(doctor.page, /Discharge letter/);
    await expectDrawn(doctor.page.locator('[data-page="1"]'), INK);
    expect(await savedSha256(doctor.page, LETTER)).toBe(sha256(letter));

    await doctor.page.getByRole('link', { name: /Noor Example/ }).click();
    await openReport(doctor.page, /2 files/);
    const address = new URL(doctor.page.url()).pathname;
    await expectDrawn(doctor.page.getByRole('application', { name: viewer.dicom.stage }));
    expect(await savedSha256(doctor.page, 'IM0061.dcm')).toBe(
      sha256(join(folder, 'ct/IM0061.dcm')),
    );

    await patient.page.getByRole('link', { name: records.activity }).click();
    const doctors = '“Dr Ruiz Example”|ruiz@example.org';
    await expect(
      patient.page.getByText(new RegExp(`(${doctors}) opened “Discharge letter”`)).first(),
    ).toBeVisible();
    await patient.page.getByRole('link', { name: activity.back }).click();
    await stopSharing(patient.page);

    doctor.watch.expect(/status of 40[34]/);
    await doctor.page.goto('/');
    await expect(doctor.page.getByText(records.vanished(1))).toBeVisible();
    await expect(doctor.page.getByText(records.emptyHomeTitle)).toHaveCount(0);
    await expect(doctor.page.getByText('Noor Example')).toHaveCount(0);
    await doctor.page.goto(address);
    await expect(doctor.page.getByRole('alert')).toContainText(errors.codes['not-found']);
    await expect(doctor.page.locator('canvas')).toHaveCount(0);
  });
});
