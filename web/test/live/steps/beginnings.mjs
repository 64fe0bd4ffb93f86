import assert from 'node:assert/strict';
import { PASSWORD } from '../live.mjs';

export async function beginnings(live) {
  const { device, read, reports, signUp, stateOf, step, upload } = live;

  await step('* a patient signs up with a password and a record', async () => {
    live.sheet = await signUp(live.patient, 'ada@example.org', {
      record: {
        patient: { name: 'Ada Example', birthDate: '1969-07-20' },
        sections: ['General', 'Cardiology'],
      },
    });
    assert.match(live.sheet.text, /^([0-9A-Z]{4}-){7}[0-9A-Z]{4}$/);
    assert.equal(await stateOf(live.patient), 'open');
    const records = await live.patient.evaluate(async () => {
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
    await signUp(live.doctor, 'rao@hospital.example', {
      card: { name: 'Dr Rao', specialty: 'Cardiology' },
    });
    assert.equal(await live.doctor.evaluate(() => portal.state().session.me.card.name), 'Dr Rao');
  });

  await step('* a report of three parts is uploaded and opens again byte for byte', async () => {
    live.big = await upload(live.patient, 'CT of the chest', 10_000_000);
    const [entry] = await reports(live.patient);
    assert.equal(entry.state, 'verified', entry.problem);
    assert.equal(entry.title, 'CT of the chest');
    assert.equal(entry.patient.name, 'Ada Example');
    assert.equal(entry.sectionName, 'General');
    assert.equal(entry.isNew, false);
    assert.deepEqual(await read(live.patient, live.big.report), {
      sha256: live.big.sha256,
      size: 10_000_000,
    });
    const ranged = await live.patient.evaluate(async (id) => {
      const reader = await portal.state().session.open(id);
      const whole = await reader.whole(0);
      for (let i = 0; i < 50; i++) {
        const offset = Math.floor(Math.random() * whole.length);
        const length = 1 + Math.floor(Math.random() * 1_000_000);
        const piece = await reader.read(0, offset, length, i % 2 === 0 ? 'now' : 'ahead');
        const expected = whole.subarray(offset, offset + length);
        if (
          piece.length !== expected.length ||
          (await digest(piece)) !== (await digest(expected.slice()))
        ) {
          return `differs at ${offset} + ${length}`;
        }
      }
      const streamed = new Uint8Array(await new Response(reader.stream(0)).arrayBuffer());
      const note = new TextDecoder().decode(await reader.whole(1));
      reader.close();
      return (await digest(streamed)) === (await digest(whole)) ? note : 'the stream differs';
    }, live.big.report);
    assert.equal(ranged, 'a note');
  });

  await step('an unopened account cannot find or open anything', async () => {
    assert.deepEqual(await reports(live.doctor), []);
    assert.equal(
      await live.doctor.evaluate((id) => codeOf(portal.state().session.open(id)), live.big.report),
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
      codeOf(
        portal.signUp({ email: 'b@example.org', wayIn: { kind: 'password', password: 'short' } }),
      ),
    );
    assert.equal(weak, 'weak-password');
    assert.equal(await stateOf(page), 'out');
    await page.context().close();
  });
}
