import { beforeEach, describe, expect, it } from 'vitest';
import { randomBytes } from '@/crypto/ids/bytes.ts';
import { type KeyringId, reportId } from '@/crypto/ids/ids.ts';
import { type Corrected, openCorrection } from '@/crypto/manifests/correction.ts';
import type { FhirDocument, Manifest } from '@/crypto/manifests/manifest.ts';
import { ReportKey } from '@/crypto/secrets/secret.ts';
import { ChainVault } from '@/crypto/vault/chainVault.ts';
import type { ReportVault } from '@/crypto/vault/reportVault.ts';
import { SharingVault } from '@/crypto/vault/sharingVault.ts';
import { type Actor, World } from './world.ts';

const report = reportId('b'.repeat(32));
const sealed = randomBytes(100);

describe('A correction', () => {
  let owner: Actor;
  let manager: Actor;
  let section: KeyringId;
  let key: CryptoKey;
  let document: FhirDocument;

  beforeEach(async () => {
    const world = new World();
    owner = await world.person();
    manager = await world.person();
    await owner.sync();
    const record = await owner.make('record');
    section = await owner.make('section', record);
    await owner.add(section, manager.id, 'manager');
    await manager.sync();
    key = await new ReportKey(randomBytes(32)).hkdfKey();
    document = { resourceType: 'DocumentReference', description: 'CT of the head' };
  });

  const manifest = () => ({ report, time: 0, document }) as unknown as Manifest;

  /** What that person signs, who has read it by the chain that they hold. */
  const correcting = async (who: Actor) => {
    const corrected = await read(who);
    const reports = {
      verified: () => ({ manifest: manifest(), sealed, corrected }),
      bodyKey: () => Promise.resolve(key),
    };
    return new SharingVault(who.chains, who.keys, reports as unknown as ReportVault);
  };

  const read = async (who: Actor): Promise<Corrected | undefined> => {
    const said = who.chains.require(section).state.reports.get(report)?.correction;
    return said === undefined
      ? undefined
      : {
          keyring: said.by,
          time: said.at,
          number: said.number,
          document: await openCorrection(key, manifest(), sealed, said.sealed),
        };
  };

  it('is not signed over one that was not read, and keeps what that says', async () => {
    const early = await correcting(owner);
    const other = await correcting(manager);
    await manager.commit(await other.correctReport(section, report, { title: 'CT of the chest' }));
    await owner.sync();
    const outcome = await early.correctReport(section, report, { date: '2026-11-20' });
    expect(outcome).toEqual({ appends: [], value: 'moved' });
    const late = await correcting(owner);
    const signed = await late.correctReport(section, report, { date: '2026-11-20' });
    expect(signed.value).toBe('corrected');
    await owner.commit(signed);
    expect(await read(owner)).toMatchObject({
      keyring: owner.id,
      number: 2,
      document: { description: 'CT of the chest', context: { period: { start: '2026-11-20' } } },
    });
  });

  it('is not signed where the words that stay are more than it holds', async () => {
    document = { ...document, text: { div: 'x'.repeat(16_384) } };
    const signing = await correcting(owner);
    expect(await signing.correctReport(section, report, { date: '2026-11-20' })).toEqual({
      appends: [],
      value: 'too-long',
    });
  });

  it('is known by the chain, also where fewer are told of', async () => {
    const signing = await correcting(owner);
    await owner.commit(await signing.correctReport(section, report, { title: 'CT of the chest' }));
    const chains = new ChainVault(owner.chains, owner.keys);
    const more = (corrections: number) => chains.correctedMore([{ section, report, corrections }]);
    expect(await more(0)).toEqual([report]);
    expect(await more(1)).toEqual([]);
  });
});
