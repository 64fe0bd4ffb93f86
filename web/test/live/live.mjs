/** A service, a browser, two people with pages of their own, and what steps do with them. */
import { join } from 'node:path';
import {
  buildPage,
  commandLine,
  freshFolder,
  remove,
  servePage,
  startBrowser,
  startService,
} from './harness.mjs';
import { helpers } from './inPage.mjs';

export const PASSWORD = 'correct horse battery';
export const OTHER_PASSWORD = 'staple staple horse';
/** @param only words: the steps whose names contain one, and those that all others need */
export async function startLive(only) {
  const folder = await buildPage();
  const live = { service: await startService() };
  const site = await servePage(folder, () => live.service);
  const browser = await startBrowser();
  const work = freshFolder();
  const cli = commandLine(join(work, 'profiles'), live.service.address);
  const problems = [];
  let failed = 0;

  /** A browser profile of its own with the page open. */
  async function device({ lockAfter = '' } = {}) {
    const context = await browser.newContext();
    await context.addInitScript((name) => {
      if (name !== '') globalThis.name = name;
    }, String(lockAfter));
    await context.addInitScript(helpers);
    const page = await context.newPage();
    page.setDefaultTimeout(300_000); // a loaded machine is no failure
    page.on('console', (message) => {
      if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) {
        problems.push(message.text());
      }
    });
    page.on('pageerror', (error) => problems.push(String(error.stack ?? error)));
    await page.goto(site.address);
    await settled(page);
    return page;
  }

  const settled = (page) =>
    page.waitForFunction(
      () => globalThis.portal !== undefined && portal.state().kind !== 'starting',
    );

  const stateOf = (page) => page.evaluate(() => portal.state().kind);

  async function signUp(page, email, more = {}) {
    return page.evaluate(
      ([address, password, rest]) =>
        causeOf(portal.signUp({ email: address, wayIn: { kind: 'password', password }, ...rest })),
      [email, PASSWORD, more],
    );
  }

  const logIn = (page, email, password = PASSWORD) =>
    page.evaluate(([a, b]) => causeOf(portal.logIn(a, b)), [email, password]);

  /** Uploads bytes as one report of the first record. */
  function upload(page, title, size, name = 'scan.bin') {
    return page.evaluate(
      async ([what, length, file]) => {
        const { session } = portal.state();
        const [record] = (await complete(session.records())).items;
        const bytes = new Uint8Array(length);
        for (let at = 0; at < length; at += 65_536) {
          crypto.getRandomValues(bytes.subarray(at, Math.min(length, at + 65_536)));
        }
        const id = await causeOf(
          session.uploads.start({
            record: record.id,
            section: record.sections[0].id,
            title: what,
            type: {
              system: 'http://loinc.org',
              code: '18748-4',
              display: 'Diagnostic imaging study',
            },
            specialty: undefined,
            date: '2026-11-20',
            files: [
              {
                name: file,
                mediaType: 'application/octet-stream',
                role: 'content',
                source: new File([bytes], file),
              },
              {
                name: 'note.txt',
                mediaType: 'text/plain',
                role: 'preview',
                source: new Blob(['a note']),
              },
            ],
          }),
        );
        const { items } = await until(session.uploads.feed, (state) =>
          state.items.some((item) => item.id === id && ['done', 'failed'].includes(item.phase)),
        );
        const item = items.find((one) => one.id === id);
        if (item.phase === 'failed') await causeOf(Promise.reject(item.problem));
        return { report: item.report, sha256: await digest(bytes) };
      },
      [title, size, name],
    );
  }

  const reports = (page) =>
    page.evaluate(async () => {
      const { items } = await causeOf(complete(portal.state().session.reports()));
      return items.map((entry) => ({
        ...entry,
        problem: entry.problem?.code,
        author: entry.author?.email,
      }));
    });

  const read = (page, report, file = 0) =>
    page.evaluate(
      async ([id, index]) => {
        const reader = await causeOf(portal.state().session.open(id));
        try {
          const bytes = await causeOf(reader.whole(index));
          return { sha256: await digest(bytes), size: bytes.length };
        } finally {
          reader.close();
        }
      },
      [report, file],
    );

  async function step(name, action) {
    const isWanted = only.length === 0 || only.some((word) => name.includes(word));
    if (!isWanted && !name.startsWith('*')) return;
    const began = Date.now();
    try {
      await action();
      console.log(`ok   ${name} (${Date.now() - began} ms)`);
    } catch (error) {
      failed++;
      console.log(`FAIL ${name}\n${error.stack ?? error}`);
    }
    site.cut = undefined;
    site.tamper = undefined;
    while (problems.length > 0) {
      failed++;
      console.log(`FAIL ${name}: the page said ${problems.shift()}`);
    }
  }

  return Object.assign(live, {
    cli,
    device,
    logIn,
    read,
    reports,
    settled,
    signUp,
    site,
    stateOf,
    step,
    upload,
    work,
    patient: await device(),
    doctor: await device(),
    async end() {
      await browser.close();
      site.stop();
      await live.service.stop();
      remove(folder, work, live.service.data);
      return failed;
    },
  });
}
