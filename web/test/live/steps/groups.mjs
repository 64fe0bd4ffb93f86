import assert from 'node:assert/strict';
import { PASSWORD } from '../live.mjs';

export async function groups(live) {
  const { cli, read, reports, step, upload } = live;

  await step('a department opens through its group, and the list tells through whom', async () => {
    cli(
      [
        'login',
        '--server',
        live.service.address,
        '--email',
        'rao@hospital.example',
        '--password-stdin',
        '--profile',
        'rao',
      ],
      `${PASSWORD}\n`,
    );
    const group = JSON.parse(
      cli(['department', 'create', '--name', 'Cardiology', '--json', '--profile', 'rao']),
    );
    const { id } = group;
    await live.patient.evaluate(async (keyring) => {
      const { session } = portal.state();
      const [record] = (await complete(session.records())).items;
      await causeOf(
        session.sharing.share(
          { kind: 'section', record: record.id, section: record.sections[0].id },
          keyring,
          'reader',
        ),
      );
    }, id);
    assert.equal((await read(live.doctor, live.big.report)).sha256, live.big.sha256);
    const through = await live.patient.evaluate(async (keyring) => {
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
    const one = await upload(live.patient, 'To be deleted', 100);
    await live.patient.evaluate(
      (id) => causeOf(portal.state().session.deleteReport(id)),
      one.report,
    );
    assert.ok(!(await reports(live.patient)).some(({ id }) => id === one.report));
    assert.equal(
      await live.patient.evaluate((id) => codeOf(portal.state().session.open(id)), one.report),
      'gone',
    );
    const name = await live.patient.evaluate(async () => {
      await causeOf(
        portal.state().session.account.publishCard({ name: 'Ada E.', specialty: undefined }),
      );
      return portal.state().session.me.card.name;
    });
    assert.equal(name, 'Ada E.');
    const usage = await live.patient.evaluate(() => portal.state().session.account.usage());
    assert.ok(usage.storedBytes > 0);
  });
}
