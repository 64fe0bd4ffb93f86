import assert from 'node:assert/strict';

export async function trust(live) {
  const { device, logIn, reports, site, step } = live;

  await step(
    'media plays through the service worker in ranges, and failures are told',
    async () => {
      const one = await live.patient.evaluate(async (id) => {
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
        const outside = await ask('bytes=10000000-');
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
      }, live.big.report);
      assert.deepEqual(one, {
        all: [200, true],
        middle: [206, 'bytes 8388000-8400000/10000000', true],
        end: [206, 10],
        outside: 416,
      });
      site.tamper = (request, body) => {
        if (request.url.endsWith('/body') && body.length > 100) body[100] ^= 1;
      };
      const told = await live.patient.evaluate(async () => {
        const failure = new Promise((resolve) => {
          reader.onMediaFailure((file, problem) => resolve([file, problem.code]));
        });
        const address = await reader.mediaAddress(0);
        await fetch(address, { headers: { range: 'bytes=0-' } })
          .then((response) => response.arrayBuffer())
          .catch(() => undefined);
        return failure;
      });
      site.tamper = undefined;
      assert.deepEqual(told, [0, 'tampered']);
      const closed = await live.patient.evaluate(async () => {
        const address = await reader.mediaAddress(0);
        reader.close();
        await new Promise((resolve) => setTimeout(resolve, 200));
        return (await fetch(address)).status;
      });
      assert.equal(closed, 404);
    },
  );

  await step('a changed byte, a cut body and a changed manifest are noticed', async () => {
    const attempt = () =>
      live.patient.evaluate(async (id) => {
        const { session } = portal.state();
        let reader;
        const code = await codeOf(
          (async () => {
            reader = await session.open(id);
            await reader.whole(0);
          })(),
        );
        reader?.close();
        return code;
      }, live.big.report);
    site.tamper = (request, body) => {
      if (request.url.endsWith('/body')) body[body.length - 1] ^= 1;
    };
    assert.equal(await attempt(), 'tampered');
    site.tamper = (request, body) =>
      request.url.endsWith('/body') ? body.subarray(0, body.length - 1) : body;
    assert.equal(await attempt(), 'truncated');
    site.tamper = (request, body) => {
      if (!request.url.endsWith(`/reports/${live.big.report}`)) return body;
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
        if (report.report === live.big.report) report.bodyBytes += 1;
      }
      return Buffer.from(JSON.stringify(answer));
    };
    await logIn(fresh, 'ada@example.org');
    const listed = await reports(fresh);
    site.tamper = undefined;
    assert.equal(listed.find(({ id }) => id === live.big.report).problem, 'tampered');
    assert.ok(listed.filter(({ state }) => state === 'verified').length >= 3);
    await fresh.context().close();
  });

  await step('a rolled-back chain is noticed at the next visit', async () => {
    await live.patient.evaluate(() => causeOf(portal.logOut()));
    site.tamper = (request, body) => {
      if (!request.url.endsWith('/statements/query')) return body;
      const answer = JSON.parse(body);
      for (const chain of answer.chains) {
        if (chain.after === -1 && chain.statements.length > 2) chain.statements.pop();
      }
      return Buffer.from(JSON.stringify(answer));
    };
    await logIn(live.patient, 'ada@example.org');
    const listed = await reports(live.patient);
    const codes = new Set(listed.map(({ problem }) => problem));
    site.tamper = undefined;
    assert.ok(codes.has('broken-chain'), [...codes].join());
    await live.patient.evaluate(() => causeOf(portal.logOut()));
    await logIn(live.patient, 'ada@example.org');
  });

  await step('another keyring under a known address is refused', async () => {
    const mine = await live.patient.evaluate(() => portal.state().session.me.keyring);
    site.tamper = (request, body) =>
      request.url.endsWith('/directory/query')
        ? Buffer.from(JSON.stringify({ ...JSON.parse(body), keyring: mine }))
        : body;
    const code = await live.patient.evaluate(() =>
      codeOf(portal.state().session.sharing.find('rao@hospital.example')),
    );
    site.tamper = undefined;
    assert.equal(code, 'contact-changed');
  });
}
