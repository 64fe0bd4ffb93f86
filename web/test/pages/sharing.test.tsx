// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakePortal } from '../fakes/fakePortal.ts';
import { maya, mayasRecord, mayasReports, radiologist } from '../fakes/world.ts';
import { show, tidyBetweenTests } from './show.tsx';

const patient = () => new FakePortal(maya, [mayasRecord()], mayasReports());
const soon = { timeout: 20_000 };
const button = (name: string | RegExp) => screen.findByRole('button', { name }, soon);

describe('sharing', () => {
  tidyBetweenTests();

  async function dialogOf(portal: FakePortal) {
    const { user } = show(portal.opened(), '/');
    await user.click(await button('Share'));
    const dialog = await screen.findByRole('dialog', { name: 'Share the whole record' }, soon);
    const find = async (email: string) => {
      await user.type(await within(dialog).findByLabelText('E-mail of the person'), email);
      await user.click(within(dialog).getByRole('button', { name: 'Find' }));
    };
    return { user, dialog, find };
  }

  it('gives a role until a day to whoever was found', async () => {
    const portal = patient();
    const { user, dialog, find } = await dialogOf(portal);
    await find('radiology@demo.invalid');
    await user.click(await within(dialog).findByRole('radio', { name: /May read, add and share/ }));
    await user.click(within(dialog).getByRole('radio', { name: '1 week' }));
    await user.click(within(dialog).getByRole('button', { name: 'Share' }));
    await waitFor(() => {
      expect(portal.session.sharing.shares).toHaveLength(1);
    });
    const [share] = portal.session.sharing.shares;
    expect(share).toMatchObject({ to: radiologist.keyring, role: 'manager' });
    expect(share?.until).toBeInstanceOf(Date);
  });

  it('stops where the service names somebody else than before', async () => {
    const { dialog, find } = await dialogOf(patient());
    await find('changed@demo.invalid');
    const alert = await within(dialog).findByRole('alert');
    expect(alert.textContent).toContain('Do not share');
    expect(within(dialog).queryByRole('button', { name: 'Share' })).toBeNull();
  });

  it('accepts new keys only from whoever says that the number was compared', async () => {
    const portal = patient();
    const { user, dialog, find } = await dialogOf(portal);
    await find('changed@demo.invalid');
    await user.click(await within(dialog).findByRole('button', { name: /new safety number/ }));
    const accept = await within(dialog).findByRole('button', { name: 'Accept the new keys' });
    expect((accept as HTMLButtonElement).disabled).toBe(true);
    await user.click(accept);
    expect(portal.session.sharing.accepted).toBeUndefined();
    const now = within(dialog).getByRole('region', { name: 'Now' });
    expect(within(now).getByText('71530')).toBeTruthy();
    expect(within(dialog).queryByRole('button', { name: 'Share' })).toBeNull();
    await user.click(within(dialog).getByRole('checkbox', { name: /in person or by phone/ }));
    await user.click(accept);
    expect(await within(dialog).findByRole('button', { name: 'Share' })).toBeTruthy();
    expect(portal.session.sharing.accepted?.now.safetyNumber).toMatch(/^71530/);
  });

  it('accepts no new keys where the person refuses', async () => {
    const portal = patient();
    const { user, dialog, find } = await dialogOf(portal);
    await find('changed@demo.invalid');
    await user.click(await within(dialog).findByRole('button', { name: /new safety number/ }));
    await user.click(await within(dialog).findByRole('button', { name: 'Do not share' }));
    expect(portal.session.sharing.accepted).toBeUndefined();
    expect(within(dialog).queryByRole('alert')).toBeNull();
  });

  it('says where nobody has the address', async () => {
    const { dialog, find } = await dialogOf(patient());
    await find('nobody@demo.invalid');
    expect(await within(dialog).findByText(/Nobody has an account/)).toBeTruthy();
  });

  it('shows the people behind a group, and ends an access after a confirmation', async () => {
    const portal = patient();
    const { user, dialog } = await dialogOf(portal);
    expect(await within(dialog).findByText('2 people through it')).toBeTruthy();
    await user.click(
      within(dialog).getByRole('button', { name: 'Stop sharing with Cardiology, Demo Hospital' }),
    );
    const question = await screen.findByRole('dialog', { name: /Stop sharing with Card/ }, soon);
    expect(question.textContent).toContain('2 people lose this access');
    await user.click(within(question).getByRole('button', { name: 'Stop sharing' }));
    await waitFor(() => {
      expect(within(dialog).queryByText('2 people through it')).toBeNull();
    });
  });
});
