import {
  test as base,
  expect,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test';
import { Watch } from './browser/watch.ts';
import { Cloud } from './cloud/cloud.ts';
import { LyingProxy } from './cloud/lyingProxy.ts';

/** A browser of somebody's own: nothing is shared with others'. */
export interface Browser {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly watch: Watch;
}

interface TestFixtures {
  /** The same service by another address, honest until told to lie. */
  readonly liar: LyingProxy;
  /** Opens a browser on an address, the service's unless another one is named. */
  readonly open: (address?: string, options?: BrowserContextOptions) => Promise<Browser>;
}

interface WorkerFixtures {
  readonly cloud: Cloud;
}

/** Tests of the portal as the real service serves it. Whatever a watch has seen fails them. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  cloud: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of what is needed
    async ({}, use) => {
      const cloud = await Cloud.start();
      await use(cloud);
      await cloud.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  liar: async ({ cloud }, use) => {
    const liar = await LyingProxy.before(cloud.address);
    await use(liar);
    await liar.stop();
  },
  open: async ({ browser, cloud, liar, locale, timezoneId }, use) => {
    // Needed here, so that browsers are closed before their service goes away.
    liar.beHonest();
    const opened: Browser[] = [];
    await use(async (address = cloud.address, options = {}) => {
      const context = await browser.newContext({
        baseURL: address,
        locale: locale ?? 'en-GB',
        timezoneId: timezoneId ?? 'UTC',
        acceptDownloads: true,
        ...options,
      });
      const watch = Watch.over(context, new URL(address).origin);
      const page = await context.newPage();
      opened.push({ page, context, watch });
      return { page, context, watch };
    });
    for (const { context, watch } of opened) {
      await context.close();
      expect(watch.problems).toEqual([]);
    }
  },
});

export { expect };
