// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakePortal } from '../fakes/fakePortal.ts';
import {
  ALL,
  maya,
  mayasRecord,
  mayasReports,
  record,
  recordId,
  reportId,
  section,
  sectionId,
} from '../fakes/world.ts';
import { show, tidyBetweenTests } from './show.tsx';

const soon = { timeout: 20_000 };

describe('a report in the wrong record', () => {
  tidyBetweenTests();

  it('is moved only after a yes for each whom its images name and the right record is not of', async () => {
    const other = record(77, {
      patient: {
        name: 'Berta Demo',
        birthDate: '1950-03-02',
        identifiers: [{ system: 'urn:x', value: 'MRN-7' }],
      },
      sections: [section(77, recordId(77), 'General', ALL)],
    });
    const portal = new FakePortal(maya, [mayasRecord(), other], mayasReports()).opened();
    portal.session.named = [
      { key: 'clara', names: ['Clara Demo'], birthDate: undefined, id: 'P-3' },
    ];
    const { user } = show(portal, `/reports/${reportId(4)}`);
    await user.click(await screen.findByRole('button', { name: 'More actions' }, soon));
    await user.click(await screen.findByRole('menuitem', { name: 'Move', hidden: true }, soon));
    const dialog = await screen.findByRole('dialog', { name: /Move this report/ }, soon);
    const send = within(dialog).getByRole('button', { name: 'Move' });
    expect(send.hasAttribute('disabled')).toBe(true);
    await user.click(within(dialog).getByRole('combobox', { name: 'Record' }));
    await user.click(
      await screen.findByRole(
        'option',
        { name: /^Berta Demo\s· born Mar 2, 1950\s· MRN-7\s· [0-9a-f]{8}$/, hidden: true },
        soon,
      ),
    );
    expect(within(dialog).getByText(/ goes to: Berta Demo.*, section “General”\.$/)).toBeTruthy();
    await user.click(send);
    const alert = await within(dialog).findByRole('alert', {}, soon);
    expect(alert.textContent).toContain('somebody else than “Berta Demo”');
    expect(send.hasAttribute('disabled')).toBe(true);
    expect(portal.session.moved).toEqual([]);
    await user.click(within(dialog).getByRole('checkbox', { name: /Clara Demo.*P-3/ }));
    await user.click(send);
    expect(await screen.findByText(/Moved to the record of “Berta Demo”/, {}, soon)).toBeTruthy();
    expect(portal.session.moved).toEqual([
      { id: reportId(4), record: recordId(77), section: sectionId(77) },
    ]);
  });

  it('is said before to lose what it replaces and what replaces it, where it does', async () => {
    const other = record(77, {
      patient: { name: 'Berta Demo', birthDate: undefined, identifiers: [] },
      sections: [section(77, recordId(77), 'General', ALL)],
    });
    const reports = mayasReports().map((one) =>
      one.id === reportId(4) ? { ...one, replaces: reportId(6), replacedBy: reportId(7) } : one,
    );
    const portal = new FakePortal(maya, [mayasRecord(), other], reports).opened();
    const { user } = show(portal, `/reports/${reportId(4)}`);
    await user.click(await screen.findByRole('button', { name: 'More actions' }, soon));
    await user.click(await screen.findByRole('menuitem', { name: 'Move', hidden: true }, soon));
    const dialog = await screen.findByRole('dialog', { name: /Move this report/ }, soon);
    expect(within(dialog).queryByRole('alert')).toBeNull();
    const choose = async (name: RegExp) => {
      await user.click(within(dialog).getByRole('combobox', { name: 'Record' }));
      await user.click(await screen.findByRole('option', { name, hidden: true }, soon));
      return (await within(dialog).findByRole('alert', {}, soon)).textContent;
    };
    const elsewhere = await choose(/^Berta Demo/);
    expect(elsewhere).toContain('It replaces an earlier report, which stays');
    expect(elsewhere).toContain('A newer version replaces it, and stays');
    expect(portal.session.moved).toEqual([]);
  });
});
