import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../src/ui/texts/en/index.ts';
import { expectDrawn, INK } from './browser/pixels.ts';
import { hospitalFiles } from './cloud/demo.ts';
import { logIn } from './pages/doorway.ts';
import { openReport } from './pages/records.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';
const { shell, viewer } = en;
const SLICES = ['IM0059.dcm', 'IM0060.dcm', 'IM0061.dcm', 'IM0062.dcm', 'Report.dcm'];

const stage = (page: Page) => page.getByRole('application', { name: viewer.dicom.stage });
const choose = (page: Page, name: RegExp) =>
  page.getByRole('list', { name: viewer.files }).getByRole('button', { name }).click();

test.describe('The viewer', () => {
  test('shows every kind of file of the demo’s hospital', async ({ open, cloud }) => {
    test.setTimeout(300_000);
    const machine = cloud.commandLine('tess');
    machine.signUp('tess@example.org', 'Tess Example', PASSWORD);
    machine.do('record', 'create', '--patient', 'Tess Example');
    const study = join(cloud.folder, 'study');
    for (const slice of SLICES) {
      cpSync(join(hospitalFiles(), 'ct', slice), join(study, slice));
    }
    for (const [folder, title] of [
      ['ecg', 'ECG'],
      ['echo', 'Echo'],
      ['ecg-picture', 'ECG on paper'],
      ['photo', 'Photograph'],
      ['discharge', 'Letter'],
      ['angiogram', 'Film'],
    ] as const) {
      machine.upload('Tess Example', join(hospitalFiles(), folder), '--title', title);
    }
    machine.upload('Tess Example', study, '--title', 'CT and what was found');

    const { page } = await open();
    await logIn(page, 'tess@example.org', PASSWORD);
    const visit = async (title: RegExp) => {
      await page.getByRole('link', { name: shell.myRecords }).click();
      await openReport(page, title);
    };

    await test.step('a CT series, leafed through', async () => {
      await visit(/CT and what was found/);
      await expectDrawn(stage(page));
      const index = Number(await stage(page).getAttribute('data-index'));
      await stage(page).press(index === 0 ? 'ArrowDown' : 'ArrowUp');
      await expect(stage(page)).not.toHaveAttribute('data-index', String(index));
      await expect(stage(page)).toHaveAttribute('data-shown', 'true');
      await expectDrawn(stage(page));
    });

    await test.step('a structured report', async () => {
      await choose(page, /SR/);
      const sheet = page.getByRole('region', { name: viewer.dicom.kinds.report });
      await expect(sheet.getByRole('heading').first()).toBeVisible();
      await expect(sheet.locator('section').first()).toContainText(/\w+ \w+/);
      await expectDrawn(sheet, INK);
    });

    await test.step('an ultrasound loop, played', async () => {
      await visit(/^Echo/);
      await choose(page, /US/);
      await expectDrawn(stage(page));
      await expect(stage(page)).toHaveAttribute('data-shown', 'true');
      const play = page.getByRole('button', { name: viewer.dicom.play, exact: true });
      if (await play.isVisible()) {
        await play.click();
      }
      const before = await stage(page).getAttribute('data-index');
      await expect(stage(page)).not.toHaveAttribute('data-index', String(before));
    });

    await test.step('a PDF inside a DICOM object', async () => {
      await choose(page, /DOC|Document|Report/);
      await expectDrawn(page.locator('[data-page="1"]'), INK);
    });

    await test.step('a video through the service worker, with seeking', async () => {
      await visit(/^Film/);
      const video = page.locator('video');
      await expect(video).toHaveAttribute('src', /^\/media\//);
      const state = () =>
        video.evaluate((one: HTMLVideoElement) => ({
          ready: one.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && !one.seeking,
          error: one.error?.message ?? null,
        }));
      await video.evaluate((one: HTMLVideoElement) => {
        one.muted = true;
        return one.play();
      });
      await expect
        .poll(() => video.evaluate((one: HTMLVideoElement) => one.currentTime))
        .toBeGreaterThan(0.1);
      await video.evaluate((one: HTMLVideoElement) => {
        one.pause();
        one.currentTime = one.duration * 0.8;
      });
      await expect.poll(state).toEqual({ ready: true, error: null });
      expect(await video.evaluate((one: HTMLVideoElement) => one.currentTime)).toBeGreaterThan(5);
      await expectDrawn(video);
    });

    await test.step('an ECG', async () => {
      await visit(/^ECG(?! on)/);
      await expectDrawn(page.getByRole('region', { name: viewer.dicom.kinds.waveform }), INK);
      expect(await page.locator('svg[role=img] path').count()).toBeGreaterThan(12);
    });

    await test.step('a PDF', async () => {
      await visit(/^Letter/);
      await expectDrawn(page.locator('[data-page="1"]'), INK);
    });

    await test.step('a photograph and a scanned paper', async () => {
      await visit(/^Photograph/);
      await expectDrawn(page.getByRole('application', { name: viewer.image.hint }));
      await visit(/ECG on paper/);
      await expectDrawn(page.getByRole('application', { name: viewer.image.hint }), INK);
    });
  });
});
