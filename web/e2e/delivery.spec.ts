import { COMMAND_LINE_JAR, start } from './cloud/machine.ts';
import { expect, test } from './test.ts';

test.describe('The portal as it is delivered', () => {
  test('shows its first page without an error, and asks no other origin', async ({ open }) => {
    const { page } = await open();
    await page.goto('/');
    await expect(page.getByRole('heading').first()).toBeVisible();
    expect(await page.evaluate(() => [isSecureContext, crossOriginIsolated])).toEqual([true, true]);
  });

  for (const [what, most, isIdle] of [
    ['less than 250 kB, compressed, for its first page', 250_000, false],
    ['less than 500 kB with what it fetches ahead', 500_000, true],
  ] as const) {
    test(`loads ${what}`, async ({ open }) => {
      const { page } = await open();
      if (!isIdle) {
        await page.addInitScript(() => {
          window.requestIdleCallback = () => 0;
        });
      }
      const sizes: Promise<number>[] = [];
      page.on('requestfinished', (request) => {
        sizes.push(request.sizes().then((size) => size.responseBodySize));
      });
      await page.goto('/', { waitUntil: 'networkidle' });
      const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
      expect(sizes.length).toBeGreaterThan(2);
      expect(total).toBeLessThan(most);
    });
  }

  test('takes nothing from the network but the page itself when it is opened again', async ({
    open,
  }) => {
    const { page, context } = await open();
    await page.goto('/', { waitUntil: 'networkidle' });
    const again = await context.newPage();
    const fetched: string[] = [];
    again.on('response', (response) => {
      if (response.url().includes('/assets/') && !response.fromServiceWorker()) {
        fetched.push(response.url());
      }
    });
    await again.goto('/', { waitUntil: 'networkidle' });
    const transferred = await again.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter((entry) => entry.name.includes('/assets/'))
        .map((entry) => (entry as PerformanceResourceTiming).transferSize),
    );
    expect(fetched.length).toBeGreaterThan(0);
    expect(transferred.filter((bytes) => bytes > 0)).toEqual([]);
  });

  test('keeps out a script that was put into the page', async ({ open }) => {
    const { page, watch } = await open();
    await page.goto('/');
    watch.expect(/Content Security Policy|Strict MIME type checking|Trusted/);
    const ran = await page.evaluate(async () => {
      const inline = document.createElement('script');
      inline.append('window.ran = "inline"');
      document.head.append(inline);
      const address: string = '/favicon.svg?script';
      const imported = await import(address).then(
        () => 'loaded',
        () => 'refused',
      );
      return [(window as { ran?: string }).ran, imported];
    });
    expect(ran).toEqual([undefined, 'refused']);
    expect(watch.problems).toEqual([]);
  });

  test('turns no text into HTML, code or a worker, but for its own workers', async ({ open }) => {
    const { page, watch } = await open();
    await page.goto('/');
    watch.expect(/Content Security Policy|Trusted/);
    const worked = await page.evaluate(() => {
      const blob = URL.createObjectURL(new Blob(['1'], { type: 'text/javascript' }));
      const element = () => document.createElement('div');
      const attempts: Record<string, () => unknown> = {
        innerHTML: () => (element().innerHTML = '<img src=x onerror=alert(1)>'),
        outerHTML: () => (document.body.appendChild(element()).outerHTML = '<b></b>'),
        insertAdjacentHTML: () => {
          element().insertAdjacentHTML('beforeend', '<b></b>');
        },
        srcdoc: () => (document.createElement('iframe').srcdoc = '<b></b>'),
        parseFromString: () => new DOMParser().parseFromString('<b></b>', 'text/html'),
        scriptText: () => (document.createElement('script').text = '1'),
        scriptSource: () => (document.createElement('script').src = '/assets/x.js?y'),
        eval: () => (0, eval)('1') as unknown,
        // eslint-disable-next-line @typescript-eslint/no-implied-eval -- it must not work
        Function: () => new Function('return 1'),
        blobWorker: () => new Worker(blob),
        dataWorker: () => new Worker('data:text/javascript,1'),
        otherWorker: () => new Worker('/api/v1/service'),
        policy: () =>
          (
            window as unknown as {
              trustedTypes: { createPolicy(name: string, rules: object): unknown };
            }
          ).trustedTypes.createPolicy('another', { createHTML: (text: string) => text }),
      };
      const work = () =>
        Object.entries(attempts).flatMap(([name, attempt]) => {
          try {
            attempt();
            return [name];
          } catch {
            return [];
          }
        });
      // In a task of the page's own: what a debugger calls may evaluate text.
      return new Promise<string[]>((resolve) => {
        setTimeout(() => {
          resolve(work());
        });
      });
    });
    expect(worked).toEqual([]);
    await expect(page.locator('form').first()).toBeVisible();
    expect(watch.problems).toEqual([]);
  });

  test('cannot be framed', async ({ open, cloud }) => {
    const { page, watch } = await open();
    watch.expect(/frame-ancestors|X-Frame-Options|ERR_BLOCKED_BY_RESPONSE|another origin/);
    await page.route('http://frame.localhost/', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<iframe src="${cloud.address}/"></iframe>`,
      }),
    );
    await page.goto('http://frame.localhost/');
    const frame = page.frames()[1];
    await frame?.waitForLoadState();
    expect(await frame?.locator('#root').count()).toBe(0);
  });
});

test.describe('A changed file of the portal is refused by the browser', () => {
  test('as long as nothing is changed, all is well', async ({ open, liar }) => {
    const { page } = await open(liar.address);
    await page.goto('/');
    await expect(page.getByRole('heading').first()).toBeVisible();
  });

  for (const [what, pattern] of [
    ['the first script', /^\/assets\/index-[\w-]+\.js$/],
    ['a chunk that is loaded later', /^\/assets\/(?!index-)[\w-]+\.js$/],
    ['a stylesheet', /^\/assets\/[\w-]+\.css$/],
  ] as const) {
    test(`when it is ${what}`, async ({ open, liar }) => {
      let changed = 0;
      liar.tell((question, honest) => {
        if (!pattern.test(question.path)) {
          return honest;
        }
        changed++;
        const more = question.path.endsWith('.js')
          ? ';document.documentElement.dataset.evil="ran";'
          : 'html{--evil:ran}';
        return { ...honest, body: Buffer.concat([honest.body, Buffer.from(more)]) };
      });
      const { page, watch } = await open(liar.address);
      // The browser's own words, and what the page makes of a chunk that does not come.
      watch.expect(/integrity|dynamically imported module|Unable to preload|importing a module/i);
      const refused = page.waitForEvent('console', (message) =>
        message.text().includes("'integrity' attribute"),
      );
      await page.goto('/');
      await refused;
      expect(changed).toBeGreaterThan(0);
      expect(
        await page.evaluate(() => [
          document.documentElement.dataset['evil'] ?? '',
          getComputedStyle(document.documentElement).getPropertyValue('--evil'),
        ]),
      ).toEqual(['', '']);
    });
  }
});

test('medseal portal serves the same portal from this computer, before a cloud elsewhere', async ({
  open,
  cloud,
}) => {
  const portal = await start(
    COMMAND_LINE_JAR,
    ['portal', '--server', cloud.address, '--port', '0'],
    /ready at (\S+) for the cloud/,
  );
  try {
    const { page } = await open(new URL(portal.ready).origin);
    await page.goto('/');
    await expect(page.getByRole('heading').first()).toBeVisible();
    const own = await page.evaluate(async () => {
      const service = await fetch('/api/v1/service');
      const manifest = await fetch('/portal-manifest.json');
      return [await service.text(), await manifest.text()];
    });
    const theirs = await Promise.all(
      ['/api/v1/service', '/portal-manifest.json'].map(async (path) =>
        (await fetch(cloud.address + path)).text(),
      ),
    );
    expect(JSON.parse(own[0] ?? '')).toMatchObject({
      name: (JSON.parse(theirs[0] ?? '') as { name: string }).name,
    });
    expect(own[1]).toBe(theirs[1]);
  } finally {
    await portal.end();
  }
});
