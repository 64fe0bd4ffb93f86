import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { NOTHING_DECIDED } from '@/crypto/decisions/decisions.ts';
import { UnansweredError } from '@/crypto/errors.ts';
import type { KeyringId } from '@/crypto/ids/ids.ts';
import { type RemoteVault, startVault } from '@/crypto/index.ts';
import { World } from './world.ts';

/** The worker’s two ends, in one thread. */
describe('The vault in its worker', () => {
  const { port1: page, port2: worker } = new MessageChannel();
  const world = new World();
  let refuse = false;
  let vault: RemoteVault;
  let record: KeyringId;

  beforeAll(async () => {
    vi.stubGlobal('self', worker);
    vi.stubGlobal('Worker', function Worker() {
      return page;
    });
    await import('@/crypto/worker.ts');
    vault = startVault({
      fetch: (wanted) =>
        refuse
          ? Promise.reject(new UnansweredError({ code: 'too-many-requests', retryAfterSeconds: 7 }))
          : world.fetch(wanted),
    });
    // Asked before the worker has read anything.
    const made = vault.accounts.create({ ways: { password: 'a long enough password' } });
    page.start();
    worker.start();
    const { keyring, statements } = await made;
    world.stored.set(keyring, [...statements]);
    const patient = await world.person();
    record = await patient.make('record');
    await patient.add(record, keyring, 'reader');
    await vault.chains.accept(
      [...world.stored].map(([id, all]) => ({ keyring: id, after: -1, statements: all })),
    );
    const signers = new Map([[patient.id, 'accepted' as const]]);
    await vault.offers.decide({ ...NOTHING_DECIDED, signers }, new Set());
    world.requests.splice(0);
  }, 60_000);

  afterAll(() => {
    vi.unstubAllGlobals();
    page.close();
  });

  it('is told why the page could not ask, in the page’s words', async () => {
    refuse = true;
    await expect(vault.chains.describe([record])).rejects.toMatchObject({
      name: 'UnansweredError',
      refusal: { code: 'too-many-requests', retryAfterSeconds: 7 },
    });
    expect(world.requests).toEqual([]);
  });

  it('asks the page for envelopes', async () => {
    refuse = false;
    const [view] = await vault.chains.describe([record]);
    expect(view).toMatchObject({ keyring: record, generation: 1 });
    expect(view?.unopened).toBeUndefined();
    expect(world.requests.map(({ length }) => length)).toEqual([1]);
  });
});
