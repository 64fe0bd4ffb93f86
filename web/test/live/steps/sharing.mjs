import assert from 'node:assert/strict';

export async function sharing(live) {
  const { read, reports, step, upload } = live;

  await step(
    'a record is shared by e-mail, opened by the doctor, listed, stopped and refused',
    async () => {
      const contact = await live.patient.evaluate(async () => {
        const { session } = portal.state();
        const found = await causeOf(session.sharing.find('Rao@hospital.example'));
        const [record] = session.records().snapshot().items;
        await causeOf(
          session.sharing.share(
            { kind: 'record', record: record.id },
            found.party.keyring,
            'reader',
            new Date(Date.now() + 86_400_000),
          ),
        );
        return {
          acquaintance: found.acquaintance,
          name: found.party.card.name,
          again: (await session.sharing.find('rao@hospital.example')).acquaintance,
        };
      });
      assert.deepEqual(contact, { acquaintance: 'new', name: 'Dr Rao', again: 'known' });
      const [entry] = await reports(live.doctor);
      assert.equal(entry.state, 'verified', entry.problem);
      assert.equal(entry.title, 'CT of the chest');
      assert.equal(entry.isNew, true);
      assert.equal((await read(live.doctor, live.big.report)).sha256, live.big.sha256);
      assert.equal((await reports(live.doctor))[0].isNew, false);
      const activity = await live.patient.evaluate(async () => {
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
          events: events.map(
            ({ kind, actor, report }) => `${kind} ${actor.email} ${report?.title ?? ''}`,
          ),
        };
      });
      assert.deepEqual(activity.owner, ['owner', false]);
      assert.deepEqual(activity.reader, ['reader', true, 'rao@hospital.example', true]);
      assert.equal(activity.left, 1);
      assert.ok(
        activity.events.includes('opened rao@hospital.example CT of the chest'),
        activity.events.join(),
      );
      assert.equal(
        await live.doctor.evaluate(
          (id) => codeOf(portal.state().session.open(id)),
          live.big.report,
        ),
        'not-found',
      );
      assert.deepEqual(await reports(live.doctor), []);
    },
  );

  await step('one report is shared by itself, with the patient’s name, and stopped', async () => {
    const second = await upload(live.patient, 'After the revocation', 1_000);
    await live.patient.evaluate(async (id) => {
      const { session } = portal.state();
      const { party } = await session.sharing.find('rao@hospital.example');
      const entry = (await complete(session.reports())).items.find((one) => one.id === id);
      const scope = { kind: 'report', record: entry.record, section: entry.section, report: id };
      await causeOf(session.sharing.share(scope, party.keyring, 'reader'));
    }, second.report);
    const listed = await reports(live.doctor);
    assert.deepEqual(
      listed.map(({ title, problem }) => title ?? problem),
      ['After the revocation'],
    );
    assert.equal(listed[0].patient.name, 'Ada Example');
    assert.equal((await read(live.doctor, second.report)).sha256, second.sha256);
    await live.patient.evaluate(async (id) => {
      const { session } = portal.state();
      const entry = session
        .reports()
        .snapshot()
        .items.find((one) => one.id === id);
      const scope = { kind: 'report', record: entry.record, section: entry.section, report: id };
      const access = await causeOf(session.sharing.access(scope));
      await causeOf(session.sharing.stop(access.find(({ party }) => !party.me)));
    }, second.report);
    assert.equal(
      await live.doctor.evaluate((id) => codeOf(portal.state().session.open(id)), second.report),
      'not-found',
    );
  });
}
