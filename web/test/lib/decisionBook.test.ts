import { beforeEach, describe, expect, it } from 'vitest';
import { type KeyringId, keyringId } from '@/crypto/ids/ids.ts';
import type { Decisions } from '@/crypto/decisions/decisions.ts';
import { Vault } from '@/crypto/vault/vault.ts';
import { DecisionBook } from '@/lib/offers/decisionBook.ts';
import { Memory, Shelf } from './shelf.ts';

const noEnvelopes = { fetch: () => Promise.resolve([]) };

describe('Decisions', () => {
  const [one, other] = [keyringId('1'.repeat(64)), keyringId('2'.repeat(64))];
  let vault: Vault;
  let service: Shelf;

  const device = (memory = new Memory()) => new DecisionBook(vault, service, memory);
  const block = (signer: KeyringId) => (before: Decisions) => ({
    ...before,
    signers: new Map(before.signers).set(signer, 'blocked' as const),
  });
  const blocked = ({ signers }: Decisions) => [...signers.keys()].sort();

  beforeEach(async () => {
    vault = new Vault(noEnvelopes);
    await vault.accounts.create({ ways: { password: 'a long enough password' } });
    service = new Shelf();
  }, 60_000);

  it('are known to another device, and sealed to this person alone', async () => {
    await device().change(block(one));
    const elsewhere = await device().read();
    expect(blocked(elsewhere)).toEqual([one]);
    expect(elsewhere.version).toBe(1);
    const stored = Buffer.from(service.documents.at(-1) ?? fail()).toString('latin1');
    expect(stored).not.toContain('blocked');
    const somebodyElse = new Vault(noEnvelopes);
    await somebodyElse.accounts.create({ ways: { password: 'a long enough password' } });
    expect(blocked(await new DecisionBook(somebodyElse, service, new Memory()).read())).toEqual([]);
  });

  it('are made again on top of what another device decided meanwhile', async () => {
    const here = device();
    await here.read();
    service.meanwhile = () => device().change(block(other));
    expect(blocked(await here.change(block(one)))).toEqual([one, other]);
    expect(here.decisions.version).toBe(2);
    expect(blocked(await device().read())).toEqual([one, other]);
  });

  it('that a device has seen stay, where the service goes back to older ones', async () => {
    const memory = new Memory();
    const here = device(memory);
    await here.change(block(one));
    await here.change(block(other));
    service.shown = 1;
    expect(blocked(await device().read())).toEqual([one]); // has seen nothing else
    const again = device(memory);
    expect(blocked(await again.read())).toEqual([one, other]);
    await again.change((before) => ({ ...before, keyrings: new Map([[one, 'declined']]) }));
    expect(again.decisions.version).toBe(3);
    service.shown = undefined;
    expect(blocked(await device().read())).toEqual([one, other]);
  });

  it('that were lost or changed by the service count as none, and as what was kept', async () => {
    const memory = new Memory();
    await device(memory).change(block(one));
    service.documents.push(Uint8Array.from([1, 2, 3]));
    expect(blocked(await device().read())).toEqual([]);
    const here = device(memory);
    expect(blocked(await here.read())).toEqual([one]);
    expect(blocked(await here.change(block(other)))).toEqual([one, other]);
  });

  it('give up after others were quicker every time', async () => {
    const here = device();
    const quicker = () => {
      service.meanwhile = () => {
        service.documents.push(service.documents.at(-1));
        quicker();
        return Promise.resolve();
      };
    };
    quicker();
    await expect(here.change(block(one))).rejects.toMatchObject({ code: 'changed-meanwhile' });
    expect(blocked(here.decisions)).toEqual([]);
  });

  it('that have no room are refused, and nothing is changed', async () => {
    const here = device();
    const many = new Map(
      Array.from({ length: 12_000 }, (_, index) => [
        keyringId(index.toString(16).padStart(64, '0')),
        'declined' as const,
      ]),
    );
    await expect(here.change((before) => ({ ...before, keyrings: many }))).rejects.toMatchObject({
      code: 'too-many-decisions',
    });
    expect(service.documents).toHaveLength(1);
  });
});

function fail(): never {
  throw new Error('there is a document');
}
