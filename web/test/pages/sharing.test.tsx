// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { PortalError, type Scope } from '../../src/lib/portal.ts';
import { FakePortal } from '../fakes/fakePortal.ts';
import {
  keyringId,
  maya,
  mayasRecord,
  mayasReports,
  radiologist,
  record,
  sectionId,
} from '../fakes/world.ts';
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

  it('says at once where the address is one’s own, and offers nothing', async () => {
    const portal = patient();
    const { dialog, find } = await dialogOf(portal);
    await find('maya@demo.invalid');
    const field = await within(dialog).findByLabelText('E-mail of the person');
    await within(dialog).findByText(/This is your own address/);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(within(dialog).queryByRole('button', { name: 'Share' })).toBeNull();
    expect(portal.session.sharing.shares).toEqual([]);
  });

  it('says where the person is blocked', async () => {
    const portal = patient();
    const { offers } = portal.session;
    offers.settled = { ...offers.settled, blocked: [radiologist] };
    const { dialog, find } = await dialogOf(portal);
    await find('radiology@demo.invalid');
    expect(await within(dialog).findByText(/You have blocked this person/)).toBeTruthy();
    expect(within(dialog).getByRole('button', { name: 'Share' })).toBeTruthy();
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
      within(dialog).getByRole('button', { name: 'Stop sharing with “Cardiology, Demo Hospital”' }),
    );
    const question = await screen.findByRole('dialog', { name: /Stop sharing with “Card/ }, soon);
    expect(question.textContent).toContain('2 people lose this access.');
    await user.click(within(question).getByRole('button', { name: 'Stop sharing' }));
    await waitFor(() => {
      expect(within(dialog).queryByText('2 people through it')).toBeNull();
    });
  });

  it('says what the chain says after a change, not what was asked for', async () => {
    const portal = patient();
    portal.session.sharing.reached = { role: 'reader', until: undefined };
    const { user, dialog, find } = await dialogOf(portal);
    await find('radiology@demo.invalid');
    await user.click(await within(dialog).findByRole('radio', { name: /May read, add and share/ }));
    await user.click(within(dialog).getByRole('button', { name: 'Share' }));
    expect(
      await screen.findByText(/Now in force: “Dr. Lena Demo” – May read\./, {}, soon),
    ).toBeTruthy();
    expect(
      screen.getByText(/May read\. If “Dr. Lena Demo” has not accepted .* after/),
    ).toBeTruthy();
    expect(within(dialog).getByText(/for the first time sees it only after/)).toBeTruthy();
  });

  it('sets another role in the list', async () => {
    const portal = patient();
    const { user, dialog } = await dialogOf(portal);
    const role = await within(dialog).findByRole('combobox', {
      name: /What “Dr. Lena Demo” may do/,
    });
    await user.selectOptions(role, 'May read and add');
    expect(
      await screen.findByText(/“Dr. Lena Demo” – May read and add, until/, {}, soon),
    ).toBeTruthy();
    const set = portal.session.sharing.list?.find(({ party }) => party === radiologist);
    expect(set?.role).toBe('collaborator');
  });

  it('says where somebody who was taken out still has access', async () => {
    const portal = patient();
    const { sharing } = portal.session;
    const scope: Scope = { kind: 'record', record: mayasRecord().id };
    const [, ofDepartment] = await sharing.access(scope);
    sharing.remaining = ofDepartment === undefined ? [] : [ofDepartment];
    const { user, dialog } = await dialogOf(portal);
    await user.click(
      await within(dialog).findByRole('button', { name: 'Stop sharing with “Dr. Lena Demo”' }),
    );
    const question = await screen.findByRole('dialog', { name: /Stop sharing with “Dr/ }, soon);
    await user.click(within(question).getByRole('button', { name: 'Stop sharing' }));
    expect(
      await screen.findByText(
        '“Dr. Lena Demo” still has access: through the whole record, as one of “Cardiology, Demo Hospital”.',
        {},
        soon,
      ),
    ).toBeTruthy();
  });

  it('lists who has a section or a report only, and says what ends with the whole record', async () => {
    const portal = patient();
    const { sharing } = portal.session;
    const { id } = mayasRecord();
    const [first] = mayasReports();
    const [own, ofDepartment, ofRadiologist] = await sharing.access({ kind: 'record', record: id });
    if (own === undefined || ofDepartment === undefined || ofRadiologist === undefined) {
      return fail();
    }
    const section = { kind: 'section', record: id, section: sectionId(1_000) } as const;
    const report = { ...section, kind: 'report', report: first?.id ?? fail() } as const;
    sharing.list = [
      own,
      ofRadiologist,
      { ...ofDepartment, grantedOn: section, sectionName: 'Cardiology', keyring: keyringId(70) },
      { ...ofRadiologist, grantedOn: report, keyring: keyringId(71) },
    ];
    const { user, dialog } = await dialogOf(portal);
    expect(await within(dialog).findByText(/through the section “Cardiology”/)).toBeTruthy();
    expect(within(dialog).getByText(/the report “CT thorax with contrast” only/)).toBeTruthy();
    const [stop] = within(dialog).getAllByRole('button', {
      name: 'Stop sharing with “Dr. Lena Demo”',
    });
    await user.click(stop ?? fail());
    const question = await screen.findByRole('dialog', { name: /Stop sharing with “Dr/ }, soon);
    expect(question.textContent).toContain('what they were given of its sections');
    expect(question.textContent).toContain(
      'They keep what they have otherwise: through the section “Cardiology”, as one of “Cardiology, Demo Hospital”.',
    );
    await user.click(within(question).getByRole('button', { name: 'Stop sharing' }));
    expect(
      await screen.findByText(/has no access to anything of this record any more/, {}, soon),
    ).toBeTruthy();
  });

  it('a member leaves by itself, and is told what remains', async () => {
    const keyring = keyringId(10);
    const shared = record(10, { memberships: [{ keyring, kind: 'record' }] });
    const portal = new FakePortal(maya, [shared, record(11)], []);
    portal.session.sharing.onLeave = () => {
      portal.session.recordFeed.change((items) => items.filter(({ id }) => id !== shared.id));
    };
    const { user, router } = show(portal.opened(), `/records/${shared.id}`);
    await user.click(await button('Leave'));
    const question = await screen.findByRole('dialog', { name: 'Leave this record?' }, soon);
    await user.click(within(question).getByRole('button', { name: 'Leave' }));
    expect(await screen.findByText('You have left.', {}, soon)).toBeTruthy();
    expect(portal.session.sharing.left).toEqual([keyring]);
    await screen.findByRole('heading', { level: 1, name: 'Patients' }, soon);
    expect(router.state.location.pathname).toBe('/');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('who leaves from the list of those who have access asks for it no more', async () => {
    const shared = mayasRecord();
    const portal = new FakePortal(maya, [shared, record(11)], []);
    const { sharing } = portal.session;
    const [own, ...others] = await sharing.access({ kind: 'record', record: shared.id });
    sharing.onLeave = () => {
      portal.session.recordFeed.change((items) => items.filter(({ id }) => id !== shared.id));
    };
    sharing.list = own === undefined ? others : [{ ...own, leavable: true }, ...others];
    const { user, router } = show(portal.opened(), `/records/${shared.id}`);
    await user.click(await button('Share'));
    const dialog = await screen.findByRole('dialog', { name: 'Share the whole record' }, soon);
    await user.click(await within(dialog).findByRole('button', { name: 'Leave' }, soon));
    const asked = sharing.asked;
    const question = await screen.findByRole('dialog', { name: 'Leave this record?' }, soon);
    await user.click(within(question).getByRole('button', { name: 'Leave' }));
    await screen.findByRole('heading', { level: 1, name: 'Patients' }, soon);
    expect(router.state.location.pathname).toBe('/');
    expect(sharing.asked).toBe(asked);
  });

  it('what does not open is one line, and the list is there', async () => {
    const portal = new FakePortal(maya, [record(10), record(11)], []);
    portal.session.unopenedFeed.change(() => [
      {
        keyring: keyringId(66),
        kind: 'record',
        problem: new PortalError('wrong-key'),
        by: radiologist,
      },
    ]);
    show(portal.opened(), '/');
    expect(
      await screen.findByText(/One record cannot be opened.*Dr. Lena Demo/, {}, soon),
    ).toBeTruthy();
    expect(screen.getByText('Patient 10 Demo')).toBeTruthy();
    expect(screen.getByText('Patient 11 Demo')).toBeTruthy();
  });

  it('a report that was deleted is told with who deleted it', async () => {
    const portal = patient();
    const [first] = mayasReports();
    portal.session.refusals.set(
      first?.id ?? fail(),
      new PortalError('deleted', { deletion: { by: radiologist, at: new Date() } }),
    );
    show(portal.opened(), `/reports/${first?.id ?? ''}`);
    expect(await screen.findByText(/Deleted by “Dr. Lena Demo” on/, {}, soon)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  it('a report of which it is only known that it was deleted is not to be tried again', async () => {
    const portal = patient();
    const [first] = mayasReports();
    portal.session.refusals.set(first?.id ?? fail(), new PortalError('gone'));
    show(portal.opened(), `/reports/${first?.id ?? ''}`);
    expect(await screen.findByText(/This has been deleted/, {}, soon)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });
});

function fail(): never {
  throw new Error('there is a first report');
}
