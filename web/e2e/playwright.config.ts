import { defineConfig } from '@playwright/test';

const executablePath = process.env['MEDSEAL_CHROMIUM'];
if (executablePath === undefined) {
  throw new Error('start the browser tests with `npm run browse`, which finds a Chromium');
}

export default defineConfig({
  testDir: '.',
  testMatch: process.env['MEDSEAL_ASKED'] === undefined ? '*.spec.ts' : 'asked/*.ts',
  outputDir: '../target/browse',
  // One service and one browser at a time: machines with two cores are what this has to run on.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: [['list'], ['junit', { outputFile: '../target/browse-reports/TEST-browse.xml' }]],
  use: {
    browserName: 'chromium',
    // In the languages' own order and clock, whatever the machine's.
    locale: 'en-GB',
    timezoneId: 'Europe/Vienna',
    actionTimeout: 30_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox', // tests run as root in containers
        '--use-gl=angle',
        '--use-angle=swiftshader',
        '--enable-unsafe-swiftshader',
      ],
    },
  },
});
