/** The portal's lower half against the real service, in a real browser: `node test/live/run.mjs`. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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

const PASSWORD = 'correct horse battery';
const OTHER_PASSWORD = 'staple staple horse';
const only = process.argv[2];

const folder = await buildPage();
let service = await startService();
const site = await servePage(folder, () => service);
const browser = await startBrowser();
const work = freshFolder();
const cli = commandLine(join(work, 'profiles'), service.address);
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

function helpers() {
  globalThis.until = (feed, isDone, millis = 60_000) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        end();
        reject(new Error(`waited in vain: ${JSON.stringify(feed.snapshot())}`));
      }, millis);
      const look = () => {
        if (isDone(feed.snapshot())) {
          end();
          resolve(feed.snapshot());
        }
      };
      const stop = feed.subscribe(look);
      const end = () => {
        clearTimeout(timer);
        stop();
      };
      look();
    });
  globalThis.complete = (feed) => {
    let began = false;
    const done = until(feed, ({ phase, problem }) => {
      if (phase === 'failed') throw problem;
      began ||= phase === 'loading';
      return began && phase === 'complete';
    });
    feed.refresh();
    return done;
  };
  globalThis.codeOf = (promise) =>
    promise.then(
      () => 'no error',
      (error) => (error.name === 'PortalError' ? error.code : String(error)),
    );
  globalThis.causeOf = async (promise) => {
    try {
      return await promise;
    } catch (error) {
      const causes = [];
      for (let one = error; one !== undefined; one = one.cause) causes.push(String(one.stack ?? one));
      throw new Error(causes.join('\n caused by '));
    }
  };
  globalThis.digest = async (bytes) =>
    Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join('');
}

const settled = (page) =>
  page.waitForFunction(() => globalThis.portal !== undefined && portal.state().kind !== 'starting');

const stateOf = (page) => page.evaluate(() => portal.state().kind);

async function signUp(page, email, more = {}) {
  return page.evaluate(
    ([address, password, rest]) =>
      causeOf(
        portal.signUp({ email: address, wayIn: { kind: 'password', password }, ...rest }),
      ),
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
          type: { system: 'http://loinc.org', code: '18748-4', display: 'Diagnostic imaging study' },
          specialty: undefined,
          date: '2026-11-20',
          files: [
            { name: file, mediaType: 'application/octet-stream', role: 'content', source: new File([bytes], file) },
            { name: 'note.txt', mediaType: 'text/plain', role: 'preview', source: new Blob(['a note']) },
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
  if (only !== undefined && !name.includes(only) && !name.startsWith('*')) return;
  const began = Date.now();
  try {
    await action();
    console.log(`ok   ${name} (${Date.now() - began} ms)`);
  } catch (error) {
    failed++;
    console.log(`FAIL ${name}\n${error.stack ?? error}`);
  }
  while (problems.length > 0) {
    failed++;
    console.log(`FAIL ${name}: the page said ${problems.shift()}`);
  }
}

const patient = await device();
const doctor = await device();
let sheet;
let big;

await step('* a patient signs up with a password and a record', async () => {
  sheet = await signUp(patient, 'ada@example.org', {
    record: { patient: { name: 'Ada Example', birthDate: '1969-07-20' }, sections: ['General', 'Cardiology'] },
  });
  assert.match(sheet.text, /^([0-9A-Z]{4}-){7}[0-9A-Z]{4}$/);
  assert.equal(await stateOf(patient), 'open');
  const records = await patient.evaluate(async () => {
    const { items } = await causeOf(complete(portal.state().session.records()));
    return items.map(({ patient: of, sections, capabilities }) => ({
      of,
      sections: sections.map(({ name }) => name),
      capabilities: [...capabilities].sort(),
    }));
  });
  assert.equal(records.length, 1);
  assert.equal(records[0].of.name, 'Ada Example');
  assert.deepEqual(records[0].sections, ['General', 'Cardiology']);
  assert.deepEqual(records[0].capabilities, ['add', 'manage', 'open', 'own']);
});

await step('* a doctor signs up with a card', async () => {
  await signUp(doctor, 'rao@hospital.example', {
    card: { name: 'Dr Rao', specialty: 'Cardiology' },
  });
  assert.equal(await doctor.evaluate(() => portal.state().session.me.card.name), 'Dr Rao');
});

await step('* a report of three parts is uploaded and opens again byte for byte', async () => {
  big = await upload(patient, 'CT of the chest', 20_000_000);
  const [entry] = await reports(patient);
  assert.equal(entry.state, 'verified', entry.problem);
  assert.equal(entry.title, 'CT of the chest');
  assert.equal(entry.patient.name, 'Ada Example');
  assert.equal(entry.sectionName, 'General');
  assert.equal(entry.isNew, false);
  assert.deepEqual(await read(patient, big.report), { sha256: big.sha256, size: 20_000_000 });
  const ranged = await patient.evaluate(async (id) => {
    const reader = await portal.state().session.open(id);
    const whole = await reader.whole(0);
    for (let i = 0; i < 50; i++) {
      const offset = Math.floor(Math.random() * whole.length);
      const length = 1 + Math.floor(Math.random() * 1_000_000);
      const piece = await reader.read(0, offset, length, i % 2 === 0 ? 'now' : 'ahead');
      const expected = whole.subarray(offset, offset + length);
      if (piece.length !== expected.length || (await digest(piece)) !== (await digest(expected.slice()))) {
        return `differs at ${offset} + ${length}`;
      }
    }
    const streamed = new Uint8Array(await new Response(reader.stream(0)).arrayBuffer());
    const note = new TextDecoder().decode(await reader.whole(1));
    reader.close();
    return (await digest(streamed)) === (await digest(whole)) ? note : 'the stream differs';
  }, big.report);
  assert.equal(ranged, 'a note');
});

await step('an unopened account cannot find or open anything', async () => {
  assert.deepEqual(await reports(doctor), []);
  assert.equal(
    await doctor.evaluate((id) => codeOf(portal.state().session.open(id)), big.report),
    'not-found',
  );
});

await step('a wrong password, an unknown account and a taken e-mail are refused', async () => {
  const page = await device();
  const code = (email, password) =>
    page.evaluate(([a, b]) => codeOf(portal.logIn(a, b)), [email, password]);
  assert.equal(await code('ada@example.org', 'not the password'), 'wrong-credentials');
  assert.equal(await code('nobody@example.org', PASSWORD), 'wrong-credentials');
  const taken = await page.evaluate(
    (password) =>
      codeOf(portal.signUp({ email: 'ada@example.org', wayIn: { kind: 'password', password } })),
    PASSWORD,
  );
  assert.equal(taken, 'email-taken');
  const weak = await page.evaluate(() =>
    codeOf(portal.signUp({ email: 'b@example.org', wayIn: { kind: 'password', password: 'short' } })),
  );
  assert.equal(weak, 'weak-password');
  assert.equal(await stateOf(page), 'out');
  await page.context().close();
});

await step('a record is shared by e-mail, opened by the doctor, listed, stopped and refused', async () => {
  const contact = await patient.evaluate(async () => {
    const { session } = portal.state();
    const found = await causeOf(session.sharing.find('Rao@hospital.example'));
    const [record] = session.records().snapshot().items;
    await causeOf(
      session.sharing.share({ kind: 'record', record: record.id }, found.party.keyring, 'reader', new Date(Date.now() + 86_400_000)),
    );
    return { acquaintance: found.acquaintance, name: found.party.card.name, again: (await session.sharing.find('rao@hospital.example')).acquaintance };
  });
  assert.deepEqual(contact, { acquaintance: 'new', name: 'Dr Rao', again: 'known' });
  const [entry] = await reports(doctor);
  assert.equal(entry.state, 'verified', entry.problem);
  assert.equal(entry.title, 'CT of the chest');
  assert.equal(entry.isNew, true);
  assert.equal((await read(doctor, big.report)).sha256, big.sha256);
  assert.equal((await reports(doctor))[0].isNew, false);
  const activity = await patient.evaluate(async () => {
    const { session } = portal.state();
    const [record] = session.records().snapshot().items;
    const scope = { kind: 'record', record: record.id };
    const access = await causeOf(session.sharing.access(scope));
    const mine = access.find(({ party }) => party.me);
    const theirs = access.find(({ party }) => !party.me);
    const { events } = await causeOf(session.activity(record.id));
    await causeOf(session.sharing.stop(theirs));
    const left = await session.sharing.access(scope);
    return {
      owner: [mine.role, mine.stoppable],
      reader: [theirs.role, theirs.stoppable, theirs.party.email, theirs.until !== undefined],
      left: left.length,
      events: events.map(({ kind, actor, report }) => `${kind} ${actor.email} ${report?.title ?? ''}`),
    };
  });
  assert.deepEqual(activity.owner, ['owner', false]);
  assert.deepEqual(activity.reader, ['reader', true, 'rao@hospital.example', true]);
  assert.equal(activity.left, 1);
  assert.ok(activity.events.includes('opened rao@hospital.example CT of the chest'), activity.events.join());
  assert.equal(
    await doctor.evaluate((id) => codeOf(portal.state().session.open(id)), big.report),
    'not-found',
  );
  assert.deepEqual(await reports(doctor), []);
});

await step('one report is shared by itself, with the patient’s name, and stopped', async () => {
  const second = await upload(patient, 'After the revocation', 1_000);
  await patient.evaluate(async (id) => {
    const { session } = portal.state();
    const { party } = await session.sharing.find('rao@hospital.example');
    const entry = (await complete(session.reports())).items.find((one) => one.id === id);
    const scope = { kind: 'report', record: entry.record, section: entry.section, report: id };
    await causeOf(session.sharing.share(scope, party.keyring, 'reader'));
  }, second.report);
  const listed = await reports(doctor);
  assert.deepEqual(listed.map(({ title, problem }) => title ?? problem), ['After the revocation']);
  assert.equal(listed[0].patient.name, 'Ada Example');
  assert.equal((await read(doctor, second.report)).sha256, second.sha256);
  await patient.evaluate(async (id) => {
    const { session } = portal.state();
    const entry = session.reports().snapshot().items.find((one) => one.id === id);
    const scope = { kind: 'report', record: entry.record, section: entry.section, report: id };
    const access = await causeOf(session.sharing.access(scope));
    await causeOf(session.sharing.stop(access.find(({ party }) => !party.me)));
  }, second.report);
  assert.equal(
    await doctor.evaluate((id) => codeOf(portal.state().session.open(id)), second.report),
    'not-found',
  );
});

await step('a reload keeps the session, a lock asks for the password, a log-out ends it', async () => {
  await patient.reload();
  await settled(patient);
  assert.equal(await stateOf(patient), 'open');
  const instant = await patient.evaluate(() =>
    portal.state().session.reports().snapshot().items.map(({ title }) => title),
  );
  assert.ok(instant.includes('CT of the chest'), 'the second visit shows what the first has verified');
  await patient.evaluate(() => causeOf(portal.lock()));
  assert.equal(await stateOf(patient), 'locked');
  await patient.reload();
  await settled(patient);
  assert.equal(await stateOf(patient), 'locked');
  assert.equal(await patient.evaluate(() => codeOf(portal.unlock('not it at all'))), 'wrong-credentials');
  assert.equal(await stateOf(patient), 'locked');
  await patient.evaluate((password) => causeOf(portal.unlock(password)), PASSWORD);
  assert.equal((await read(patient, big.report)).sha256, big.sha256);
  await patient.evaluate(() => causeOf(portal.logOut()));
  assert.equal(await stateOf(patient), 'out');
  const left = await patient.evaluate(async () => {
    const database = await new Promise((resolve) => {
      const opening = indexedDB.open('medseal');
      opening.onsuccess = () => resolve(opening.result);
    });
    const all = (store) =>
      new Promise((resolve) => {
        const asking = database.transaction(store).objectStore(store).getAllKeys();
        asking.onsuccess = () => resolve(asking.result);
      });
    const result = { session: await all('session'), media: await all('media'), kept: await all('kept') };
    database.close();
    return result;
  });
  assert.deepEqual(left.session, []);
  assert.deepEqual(left.media, []);
  assert.deepEqual(left.kept.map((key) => key.split('/')[1]).sort(), ['heads', 'pins']);
  await logIn(patient, 'ada@example.org');
  assert.equal(await stateOf(patient), 'open');
});

await step('nobody there: the portal locks itself', async () => {
  const page = await device({ lockAfter: 1_500 });
  await logIn(page, 'rao@hospital.example');
  await page.waitForFunction(() => portal.state().kind === 'locked');
  await page.context().close();
});

await step('the recovery sheet opens the account, sets a password and is used up', async () => {
  const page = await device();
  const typo = sheet.text.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  assert.equal(await page.evaluate((code) => portal.recoveryCodeIsWellTyped(code), typo), false);
  assert.equal(await page.evaluate((code) => portal.recoveryCodeIsWellTyped(code), sheet.text), true);
  const recover = (code, password) =>
    page.evaluate(
      ([a, b]) => codeOf(portal.recover('ada@example.org', a, b)),
      [code, password],
    );
  assert.equal(await recover(typo, OTHER_PASSWORD), 'recovery-code-mistyped');
  const next = await page.evaluate(
    ([a, b]) => causeOf(portal.recover('ada@example.org', a, b)),
    [sheet.text, OTHER_PASSWORD],
  );
  assert.notEqual(next.text, sheet.text);
  assert.equal(await stateOf(page), 'open');
  await page.evaluate(() => portal.logOut());
  assert.equal(await recover(sheet.text, PASSWORD), 'wrong-credentials');
  await logIn(page, 'ada@example.org', OTHER_PASSWORD);
  // The other device's session has ended.
  assert.equal(
    await patient.evaluate(() => codeOf(portal.state().session.account.account())),
    'unauthenticated',
  );
  await patient.waitForFunction(() => portal.state().kind === 'out');
  assert.equal(await patient.evaluate(() => portal.state().ended), 'session-expired');
  await page.evaluate(
    ([a, b]) => causeOf(portal.state().session.account.setPassword({ kind: 'password', password: a }, b)),
    [OTHER_PASSWORD, PASSWORD],
  );
  assert.equal(
    await page.evaluate(
      (a) => codeOf(portal.state().session.account.newRecoveryCode({ kind: 'password', password: a })),
      OTHER_PASSWORD,
    ),
    'wrong-credentials',
  );
  sheet = await page.evaluate(
    (a) => causeOf(portal.state().session.account.newRecoveryCode({ kind: 'password', password: a })),
    PASSWORD,
  );
  await page.context().close();
  await logIn(patient, 'ada@example.org');
});

await step('a passkey is a full way in', async () => {
  const page = await device();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  assert.equal(await page.evaluate(() => portal.passkeysSupported()), true);
  const code = await page.evaluate(() =>
    causeOf(
      portal.signUp({
        email: 'key@example.org',
        wayIn: { kind: 'passkey', label: 'This laptop' },
        record: { patient: { name: 'Key Example' }, sections: ['General'] },
      }),
    ),
  );
  assert.match(code.text, /^[0-9A-Z-]{39}$/);
  const account = await page.evaluate(() => portal.state().session.account.account());
  assert.equal(account.hasPassword, false);
  assert.deepEqual(account.passkeys.map(({ label }) => label), ['This laptop']);
  assert.equal(
    await page.evaluate(
      (id) => codeOf(portal.state().session.account.removePasskey({ kind: 'passkey' }, id)),
      account.passkeys[0].id,
    ),
    'denied',
  );
  await page.evaluate(() => portal.lock());
  assert.equal(await page.evaluate(() => portal.state().passkeys), true);
  await page.evaluate(() => causeOf(portal.unlockWithPasskey()));
  await page.evaluate(() => portal.logOut());
  await page.evaluate(() => causeOf(portal.logInWithPasskey('key@example.org')));
  const one = await upload(page, 'Under a passkey', 10_000);
  assert.equal((await read(page, one.report)).sha256, one.sha256);
  await page.evaluate(
    (password) => causeOf(portal.state().session.account.setPassword({ kind: 'passkey' }, password)),
    PASSWORD,
  );
  await page.evaluate(
    ([id, password]) =>
      causeOf(portal.state().session.account.removePasskey({ kind: 'password', password }, id)),
    [account.passkeys[0].id, PASSWORD],
  );
  await page.evaluate(
    (password) =>
      causeOf(portal.state().session.account.addPasskey({ kind: 'password', password }, 'Another')),
    PASSWORD,
  );
  const after = await page.evaluate(() => portal.state().session.account.account());
  assert.deepEqual([after.hasPassword, after.passkeys.map(({ label }) => label)], [true, ['Another']]);
  await page.context().close();
});

await step('what the command line uploads opens here, and the other way round', async () => {
  const source = join(work, 'source');
  mkdirSync(source, { recursive: true });
  const bytes = randomBytes(9_000_000);
  writeFileSync(join(source, 'echo.mp4'), bytes);
  cli(['login', '--server', service.address, '--email', 'ada@example.org', '--password-stdin', '--profile', 'ada'], `${PASSWORD}\n`);
  cli(['upload', 'Ada Example', join(source, 'echo.mp4'), '--title', 'From the command line', '--profile', 'ada']);
  const entry = (await reports(patient)).find(({ title }) => title === 'From the command line');
  assert.equal(entry?.state, 'verified');
  assert.equal((await read(patient, entry.id)).sha256, createHash('sha256').update(bytes).digest('hex'));
  const out = join(work, 'out');
  cli(['open', big.report, '--out', out, '--profile', 'ada']);
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const scan = files.find(({ name }) => name === 'scan.bin');
  assert.ok(scan, files.map(({ name }) => name).join());
  const opened = readFileSync(join(scan.parentPath, scan.name));
  assert.equal(createHash('sha256').update(opened).digest('hex'), big.sha256);
  const listed = JSON.parse(cli(['reports', '--json', '--profile', 'ada']));
  assert.ok(JSON.stringify(listed).includes('CT of the chest'));
});

await step('an upload goes on after a reload with the same files, and not with others', async () => {
  const path = join(work, 'large.bin');
  const bytes = randomBytes(60_000_000);
  writeFileSync(path, bytes);
  const other = join(work, 'other', 'large.bin');
  mkdirSync(join(work, 'other'), { recursive: true });
  writeFileSync(other, randomBytes(60_000_000));
  const choose = async (file) => {
    await patient.evaluate(() => {
      document.querySelector('input')?.remove();
      document.body.append(Object.assign(document.createElement('input'), { type: 'file' }));
    });
    await patient.setInputFiles('input', file);
  };
  await choose(path);
  const id = await patient.evaluate(async () => {
    const { session } = portal.state();
    const [record] = (await complete(session.records())).items;
    const [source] = document.querySelector('input').files;
    const upload = await causeOf(
      session.uploads.start({
        record: record.id,
        section: record.sections[1].id,
        title: 'Interrupted',
        type: undefined,
        specialty: undefined,
        date: '2026-11-21',
        files: [
          { name: 'folder/large.bin', mediaType: 'application/octet-stream', role: 'content', source },
          { name: 'preview.png', mediaType: 'image/png', role: 'preview', source: new Blob(['a picture']) },
        ],
      }),
    );
    await until(session.uploads.feed, ({ items }) => items.find((one) => one.id === upload).doneBytes > 0);
    session.uploads.pause(upload);
    return upload;
  });
  await patient.reload();
  await settled(patient);
  const found = await patient.evaluate(
    (upload) => portal.state().session.uploads.feed.snapshot().items.find((one) => one.id === upload),
    id,
  );
  assert.equal(found.phase, 'needs-files');
  assert.ok(found.doneBytes > 0 && found.doneBytes < found.totalBytes);
  const resume = async (file) => {
    await choose(file);
    return patient.evaluate(async (upload) => {
      const { session } = portal.state();
      const refused = await codeOf(session.uploads.resume(upload, [...document.querySelector('input').files]));
      if (refused !== 'no error') return refused;
      const { items } = await until(session.uploads.feed, (state) =>
        state.items.some((one) => one.id === upload && ['done', 'failed'].includes(one.phase)),
      );
      const item = items.find((one) => one.id === upload);
      return item.problem?.code ?? item.phase;
    }, id);
  };
  assert.equal(await resume(join(work, 'source', 'echo.mp4')), 'file-changed');
  assert.equal(await resume(other), 'file-changed');
  assert.equal(await resume(path), 'done');
  assert.equal((await read(patient, id)).sha256, createHash('sha256').update(bytes).digest('hex'));
  assert.equal((await read(patient, id, 1)).size, 'a picture'.length);
});

await step('an upload waits for the network and for a service that restarts', async () => {
  const done = upload(patient, 'Over a bad line', 30_000_000);
  await patient.waitForFunction(() =>
    portal.state().session.uploads.feed.snapshot().items.some(({ title, phase }) => title === 'Over a bad line' && phase === 'running'),
  );
  site.cut = true;
  await patient.waitForFunction(() =>
    portal.state().session.uploads.feed.snapshot().items.some(({ phase }) => phase === 'offline'),
  );
  const { port, data } = service;
  await service.stop('SIGKILL');
  service = await startService(data, port);
  site.cut = false;
  const { report, sha256 } = await done;
  assert.equal((await read(patient, report)).sha256, sha256);
});

await step('media plays through the service worker in ranges, and failures are told', async () => {
  const one = await patient.evaluate(async (id) => {
    const reader = await causeOf(portal.state().session.open(id));
    globalThis.reader = reader;
    const address = await causeOf(reader.mediaAddress(0));
    const whole = await reader.whole(0);
    const ask = async (range) => {
      const response = await fetch(address, range === undefined ? {} : { headers: { range } });
      const bytes = new Uint8Array(await response.arrayBuffer());
      return { status: response.status, range: response.headers.get('content-range'), bytes };
    };
    const all = await ask();
    const middle = await ask('bytes=8388000-8400000');
    const end = await ask('bytes=-10');
    const outside = await ask('bytes=20000000-');
    return {
      all: [all.status, (await digest(all.bytes)) === (await digest(whole))],
      middle: [
        middle.status,
        middle.range,
        (await digest(middle.bytes)) === (await digest(whole.slice(8_388_000, 8_400_001))),
      ],
      end: [end.status, end.bytes.length],
      outside: outside.status,
    };
  }, big.report);
  assert.deepEqual(one, {
    all: [200, true],
    middle: [206, 'bytes 8388000-8400000/20000000', true],
    end: [206, 10],
    outside: 416,
  });
  site.tamper = (request, body) => {
    if (request.url.endsWith('/body') && body.length > 100) body[100] ^= 1;
  };
  const told = await patient.evaluate(async () => {
    const failure = new Promise((resolve) => {
      reader.onMediaFailure((file, problem) => resolve([file, problem.code]));
    });
    const address = await reader.mediaAddress(0);
    await fetch(address, { headers: { range: 'bytes=0-' } }).then((response) => response.arrayBuffer()).catch(() => undefined);
    return failure;
  });
  site.tamper = undefined;
  assert.deepEqual(told, [0, 'tampered']);
  const closed = await patient.evaluate(async () => {
    const address = await reader.mediaAddress(0);
    reader.close();
    await new Promise((resolve) => setTimeout(resolve, 200));
    return (await fetch(address)).status;
  });
  assert.equal(closed, 404);
});

await step('a changed byte, a cut body and a changed manifest are noticed', async () => {
  const attempt = () =>
    patient.evaluate(async (id) => {
      const { session } = portal.state();
      let reader;
      const code = await codeOf((async () => {
        reader = await session.open(id);
        await reader.whole(0);
      })());
      reader?.close();
      return code;
    }, big.report);
  site.tamper = (request, body) => {
    if (request.url.endsWith('/body')) body[body.length - 1] ^= 1;
  };
  assert.equal(await attempt(), 'tampered');
  site.tamper = (request, body) => (request.url.endsWith('/body') ? body.subarray(0, body.length - 1) : body);
  assert.equal(await attempt(), 'truncated');
  site.tamper = (request, body) => {
    if (!request.url.endsWith(`/reports/${big.report}`)) return body;
    const answer = JSON.parse(body);
    answer.manifest = answer.manifest.replace(/.{10}$/, 'AAAAAAAAAA');
    return Buffer.from(JSON.stringify(answer));
  };
  assert.equal(await attempt(), 'tampered');
  site.tamper = undefined;
  assert.equal(await attempt(), 'no error');
});

await step('a list shows a report that does not verify as broken, and the others', async () => {
  const fresh = await device();
  site.tamper = (request, body) => {
    if (!/\/reports\?/.test(request.url)) return body;
    const answer = JSON.parse(body);
    for (const report of answer.reports) {
      if (report.report === big.report) report.bodyBytes += 1;
    }
    return Buffer.from(JSON.stringify(answer));
  };
  await logIn(fresh, 'ada@example.org');
  const listed = await reports(fresh);
  site.tamper = undefined;
  assert.equal(listed.find(({ id }) => id === big.report).problem, 'tampered');
  assert.ok(listed.filter(({ state }) => state === 'verified').length >= 3);
  await fresh.context().close();
});

await step('a rolled-back chain is noticed at the next visit', async () => {
  await patient.evaluate(() => causeOf(portal.logOut()));
  site.tamper = (request, body) => {
    if (!request.url.endsWith('/statements/query')) return body;
    const answer = JSON.parse(body);
    for (const chain of answer.chains) {
      if (chain.after === -1 && chain.statements.length > 2) chain.statements.pop();
    }
    return Buffer.from(JSON.stringify(answer));
  };
  await logIn(patient, 'ada@example.org');
  const listed = await reports(patient);
  const codes = new Set(listed.map(({ problem }) => problem));
  site.tamper = undefined;
  assert.ok(codes.has('broken-chain'), [...codes].join());
  await patient.evaluate(() => causeOf(portal.logOut()));
  await logIn(patient, 'ada@example.org');
});

await step('another keyring under a known address is refused', async () => {
  const mine = await patient.evaluate(() => portal.state().session.me.keyring);
  site.tamper = (request, body) =>
    request.url.endsWith('/directory/query')
      ? Buffer.from(JSON.stringify({ ...JSON.parse(body), keyring: mine }))
      : body;
  const code = await patient.evaluate(() =>
    codeOf(portal.state().session.sharing.find('rao@hospital.example')),
  );
  site.tamper = undefined;
  assert.equal(code, 'contact-changed');
});

await step('a department opens through its group, and the list tells through whom', async () => {
  cli(['login', '--server', service.address, '--email', 'rao@hospital.example', '--password-stdin', '--profile', 'rao'], `${PASSWORD}\n`);
  const group = JSON.parse(cli(['group', 'create', 'Cardiology', '--kind', 'department', '--json', '--profile', 'rao']));
  const id = group.id ?? group.keyring ?? group.group?.id;
  await patient.evaluate(async (keyring) => {
    const { session } = portal.state();
    const [record] = (await complete(session.records())).items;
    await causeOf(session.sharing.share({ kind: 'section', record: record.id, section: record.sections[0].id }, keyring, 'reader'));
  }, id);
  assert.equal((await read(doctor, big.report)).sha256, big.sha256);
  const through = await patient.evaluate(async (keyring) => {
    const { session } = portal.state();
    const [record] = session.records().snapshot().items;
    const scope = { kind: 'section', record: record.id, section: record.sections[0].id };
    const access = await causeOf(session.sharing.access(scope));
    const granted = access.find(({ party }) => party.keyring === keyring);
    return granted.through.map(({ person }) => person.email);
  }, id);
  assert.deepEqual(through, ['rao@hospital.example']);
});

await step('a report is deleted, and a card published', async () => {
  const one = await upload(patient, 'To be deleted', 100);
  await patient.evaluate((id) => causeOf(portal.state().session.deleteReport(id)), one.report);
  assert.ok(!(await reports(patient)).some(({ id }) => id === one.report));
  assert.equal(
    await patient.evaluate((id) => codeOf(portal.state().session.open(id)), one.report),
    'gone',
  );
  const name = await patient.evaluate(async () => {
    await causeOf(portal.state().session.account.publishCard({ name: 'Ada E.', specialty: undefined }));
    return portal.state().session.me.card.name;
  });
  assert.equal(name, 'Ada E.');
  const usage = await patient.evaluate(() => portal.state().session.account.usage());
  assert.ok(usage.storedBytes > 0);
});

await browser.close();
site.stop();
await service.stop();
remove(folder, work, service.data);
console.log(failed === 0 ? 'all passed' : `${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
