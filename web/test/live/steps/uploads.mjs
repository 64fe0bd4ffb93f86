import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startService } from '../harness.mjs';
import { PASSWORD } from '../live.mjs';

export async function uploads(live) {
  const { cli, read, reports, settled, site, step, upload, work } = live;

  await step('what the command line uploads opens here, and the other way round', async () => {
    const source = join(work, 'source');
    mkdirSync(source, { recursive: true });
    const bytes = randomBytes(9_000_000);
    writeFileSync(join(source, 'echo.mp4'), bytes);
    cli(
      [
        'login',
        '--server',
        live.service.address,
        '--email',
        'ada@example.org',
        '--password-stdin',
        '--profile',
        'ada',
      ],
      `${PASSWORD}\n`,
    );
    cli([
      'upload',
      'Ada Example',
      join(source, 'echo.mp4'),
      '--title',
      'From the command line',
      '--profile',
      'ada',
    ]);
    const entry = (await reports(live.patient)).find(
      ({ title }) => title === 'From the command line',
    );
    assert.equal(entry?.state, 'verified');
    assert.equal(
      (await read(live.patient, entry.id)).sha256,
      createHash('sha256').update(bytes).digest('hex'),
    );
    const out = join(work, 'out');
    cli(['open', live.big.report, '--out', out, '--profile', 'ada']);
    const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    const scan = files.find(({ name }) => name === 'scan.bin');
    assert.ok(scan, files.map(({ name }) => name).join());
    const opened = readFileSync(join(scan.parentPath, scan.name));
    assert.equal(createHash('sha256').update(opened).digest('hex'), live.big.sha256);
    const listed = JSON.parse(cli(['reports', '--json', '--profile', 'ada']));
    assert.ok(JSON.stringify(listed).includes('CT of the chest'));
  });

  await step(
    'an upload goes on after a reload with the same files, and not with others',
    async () => {
      const path = join(work, 'large.bin');
      const bytes = randomBytes(34_000_000);
      writeFileSync(path, bytes);
      const other = join(work, 'other', 'large.bin');
      mkdirSync(join(work, 'other'), { recursive: true });
      writeFileSync(other, randomBytes(34_000_000));
      const short = join(work, 'other', 'short.bin');
      writeFileSync(short, randomBytes(10));
      const choose = async (file) => {
        await live.patient.evaluate(() => {
          document.querySelector('input')?.remove();
          document.body.append(Object.assign(document.createElement('input'), { type: 'file' }));
        });
        await live.patient.setInputFiles('input', file);
      };
      await choose(path);
      const id = await live.patient.evaluate(async () => {
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
              {
                name: 'folder/large.bin',
                mediaType: 'application/octet-stream',
                role: 'content',
                source,
              },
              {
                name: 'preview.png',
                mediaType: 'image/png',
                role: 'preview',
                source: new Blob(['a picture']),
              },
            ],
          }),
        );
        await until(
          session.uploads.feed,
          ({ items }) => items.find((one) => one.id === upload).doneBytes > 0,
        );
        session.uploads.pause(upload);
        return upload;
      });
      await live.patient.reload();
      await settled(live.patient);
      const found = await live.patient.evaluate(
        (upload) =>
          portal
            .state()
            .session.uploads.feed.snapshot()
            .items.find((one) => one.id === upload),
        id,
      );
      assert.equal(found.phase, 'needs-files');
      assert.ok(found.doneBytes > 0 && found.doneBytes < found.totalBytes);
      const resume = async (file) => {
        await choose(file);
        return live.patient.evaluate(async (upload) => {
          const { session } = portal.state();
          const refused = await codeOf(
            session.uploads.resume(upload, [...document.querySelector('input').files]),
          );
          if (refused !== 'no error') return refused;
          const { items } = await until(session.uploads.feed, (state) =>
            state.items.some((one) => one.id === upload && ['done', 'failed'].includes(one.phase)),
          );
          const item = items.find((one) => one.id === upload);
          return item.problem?.code ?? item.phase;
        }, id);
      };
      assert.equal(await resume(short), 'file-changed');
      assert.equal(await resume(other), 'file-changed');
      assert.equal(await resume(path), 'done');
      assert.equal(
        (await read(live.patient, id)).sha256,
        createHash('sha256').update(bytes).digest('hex'),
      );
      assert.equal((await read(live.patient, id, 1)).size, 'a picture'.length);
    },
  );

  await step('an upload waits for the network and for a service that restarts', async () => {
    let isDown = false;
    site.cut = ({ method, url }) => {
      isDown ||= method === 'PUT' && url.endsWith('/parts/1');
      return isDown;
    };
    const done = upload(live.patient, 'Over a bad line', 17_000_000);
    done.catch(() => undefined); // awaited below
    await live.patient.waitForFunction(() =>
      portal
        .state()
        .session.uploads.feed.snapshot()
        .items.some(({ phase }) => phase === 'offline'),
    );
    const { port, data } = live.service;
    await live.service.stop('SIGKILL');
    live.service = await startService(data, port);
    site.cut = undefined;
    const { report, sha256 } = await done;
    assert.equal((await read(live.patient, report)).sha256, sha256);
  });
}
