// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakePortal, PASSWORD } from '../fakes/fakePortal.ts';
import { maya, mayasRecord, mayasReports } from '../fakes/world.ts';
import { show, tidyBetweenTests } from './show.tsx';

const soon = { timeout: 20_000 };
const patient = () => new FakePortal(maya, [mayasRecord()], mayasReports()).opened();

describe('deleting an account', () => {
  tidyBetweenTests();

  it('is refused while somebody owns something alone, which is named', async () => {
    const portal = patient();
    portal.session.account.alone = [mayasRecord().id, 'f'.repeat(64)];
    const { user } = show(portal, '/account');
    await user.click(await screen.findByRole('button', { name: 'Delete the account' }, soon));
    const alert = await screen.findByText(/You cannot delete the account yet/, {}, soon);
    expect(alert.textContent).toContain(mayasRecord().patient?.name);
    expect(alert.textContent).toContain('ffffffffffff');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('takes the address, typed, and the password; then nobody is logged in', async () => {
    const portal = patient();
    const { user } = show(portal, '/account');
    await user.click(await screen.findByRole('button', { name: 'Delete the account' }, soon));
    const dialog = await screen.findByRole('dialog', { name: 'Delete the account' }, soon);
    await user.click(within(dialog).getByRole('radio', { name: 'Password' }));
    await user.type(within(dialog).getByLabelText('Your password now'), PASSWORD);
    const send = within(dialog).getByRole('button', { name: 'Delete the account for good' });
    await user.click(send);
    expect(portal.session.account.isDeleted).toBe(false);
    await user.type(within(dialog).getByLabelText(/^Type .* to say/), maya.email ?? '');
    await user.click(send);
    await expect.poll(() => portal.session.account.isDeleted, soon).toBe(true);
    await expect.poll(() => portal.state().kind, soon).toBe('out');
  });
});
