import { describe, expect, it } from 'vitest';
import { SharingVault } from '@/crypto/vault/sharingVault.ts';
import type { ReportVault } from '@/crypto/vault/reportVault.ts';
import { type Actor, World } from './world.ts';

const sharingOf = (who: Actor) =>
  new SharingVault(who.chains, who.keys, {} as unknown as ReportVault);

describe('Ending what somebody has in several places', () => {
  it('is refused as a whole where a part of it is not this person’s to end', async () => {
    const world = new World();
    const [owner, manager, guest] = [
      await world.person(),
      await world.person(),
      await world.person(),
    ];
    await owner.sync();
    const record = await owner.make('record');
    const section = await owner.make('section', record);
    await owner.add(record, manager.id, 'manager');
    await owner.add(record, guest.id, 'reader');
    await owner.add(section, guest.id, 'owner');
    await manager.sync();
    await expect(
      sharingOf(manager).requireRemovable([record, section], guest.id),
    ).rejects.toMatchObject({ code: 'no-authority' });
    await sharingOf(manager).requireRemovable([record], guest.id);
    await sharingOf(owner).requireRemovable([record, section], guest.id);
  });

  it('is refused where the keys could not be renewed without who loses it', async () => {
    const world = new World();
    const [owner, doctor] = [await world.person(), await world.person()];
    await owner.sync();
    const team = await owner.make('department');
    await owner.add(team, doctor.id, 'manager');
    const record = await owner.make('record');
    await owner.add(record, team, 'manager');
    await doctor.sync();
    await expect(sharingOf(doctor).requireRemovable([record], team)).rejects.toMatchObject({
      code: 'no-authority',
    });
    await sharingOf(owner).requireRemovable([record], team);
  });
});
