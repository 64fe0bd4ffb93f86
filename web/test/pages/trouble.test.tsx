// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { PortalError, type Unopened } from '../../src/lib/portal.ts';
import { FakePortal } from '../fakes/fakePortal.ts';
import {
  keyringId,
  maya,
  mayasRecord,
  mayasReports,
  radiologist,
  record,
  recordId,
  report,
  reportId,
  sectionId,
} from '../fakes/world.ts';
import { en } from '../../src/ui/texts/en/index.ts';
import { hi } from '../../src/ui/texts/hi/index.ts';
import { show, tidyBetweenTests } from './show.tsx';

const soon = { timeout: 20_000 };

async function closeNotice(user: UserEvent, text: string) {
  const notice = (await screen.findByText(text)).closest('[role=status], [role=alert]');
  if (!(notice instanceof HTMLElement)) {
    throw new Error('a notice has a role');
  }
  await user.click(within(notice).getByRole('button', { name: en.common.close }));
}

const junkChain: Unopened = {
  keyring: keyringId(66),
  kind: 'record',
  problem: new PortalError('broken-chain'),
  by: undefined,
};
const junkEnvelope: Unopened = {
  keyring: keyringId(67),
  kind: 'section',
  problem: new PortalError('wrong-key'),
  by: radiologist,
};

/** One bad thing is one line, wherever it would have been listed, and stops nothing beside it. */
describe('What does not verify or open', () => {
  tidyBetweenTests();

  const broken = (number: number, code: PortalError['code']) => ({
    state: 'broken' as const,
    id: reportId(number),
    record: recordId(10),
    section: sectionId(1_000),
    created: new Date('2026-11-09T10:00:00Z'),
    problem: new PortalError(code),
  });

  const portalWithJunk = () => {
    const portal = new FakePortal(maya, [mayasRecord()], mayasReports()).opened();
    portal.session.unopenedFeed.change(() => [junkChain, junkEnvelope]);
    return portal;
  };

  it.each([
    ['a patient’s own timeline', '/'],
    ['a record', `/records/${recordId(10)}`],
    ['all reports', '/reports'],
  ])('is a line each above %s, which is all there', async (_name, address) => {
    show(portalWithJunk(), address);
    expect(await screen.findByText(/One record cannot be opened/, {}, soon)).toBeTruthy();
    expect(screen.getByText(/newest part of one section.*Dr. Lena Demo/)).toBeTruthy();
    expect(await screen.findByText('CT thorax with contrast', {}, soon)).toBeTruthy();
    expect(screen.getByText('Discharge letter')).toBeTruthy();
  });

  it('is a line above a doctor’s patients, who are all there', async () => {
    const portal = new FakePortal(radiologist, [record(20), record(21)], []).opened();
    portal.session.unopenedFeed.change(() => [junkChain, junkEnvelope]);
    show(portal, '/');
    expect(await screen.findByText(/One record cannot be opened/, {}, soon)).toBeTruthy();
    expect(screen.getByText('Patient 20 Demo')).toBeTruthy();
    expect(screen.getByText('Patient 21 Demo')).toBeTruthy();
  });

  it('is shown where it was added late, and used again once somebody says that it is right', async () => {
    const portal = portalWithJunk();
    const keyring = keyringId(66);
    portal.session.unopenedFeed.change(() => [
      { ...junkChain, problem: new PortalError('added-late') },
    ]);
    portal.session.late.all = [
      {
        keyring,
        kind: 'record',
        name: undefined,
        creator: radiologist,
        created: new Date('2026-11-08T10:00:00Z'),
        newest: 'ab'.repeat(32),
        lost: true,
        acceptable: true,
        changes: [
          {
            time: new Date('2026-11-09T10:00:00Z'),
            kind: 'shared',
            by: radiologist,
            subject: maya,
            role: 'reader',
            until: new Date('2026-12-24T10:00:00Z'),
            former: false,
          },
        ],
      },
      {
        keyring: keyringId(68),
        kind: 'group',
        name: 'Ward',
        creator: radiologist,
        created: new Date('2026-11-08T10:00:00Z'),
        newest: 'cd'.repeat(32),
        lost: false,
        acceptable: false,
        changes: [],
      },
      {
        keyring: keyringId(69),
        kind: 'record',
        name: undefined,
        creator: radiologist,
        created: new Date('2026-11-08T10:00:00Z'),
        newest: 'ef'.repeat(32),
        lost: true,
        acceptable: false,
        changes: [
          {
            time: new Date('2026-11-09T10:00:00Z'),
            kind: 'unshared',
            by: radiologist,
            subject: maya,
            role: undefined,
            until: undefined,
            former: true,
          },
        ],
      },
    ];
    const { user } = show(portal, '/');
    await user.click(await screen.findByRole('button', { name: en.records.late.look }, soon));
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      await dialog.findByText(/“Dr. Lena Demo” shared it with maya@demo.invalid/),
    ).toBeTruthy();
    expect(dialog.getByText(/until Dec 24, 2026$/)).toBeTruthy();
    expect(dialog.getByText(en.records.late.notLost)).toBeTruthy();
    expect(dialog.getByText(en.records.late.notAccepted)).toBeTruthy();
    expect(dialog.getByText(/stopped sharing it with .*may no longer do this here/)).toBeTruthy();
    expect(dialog.getByText(/^“Ward”, made by “Dr. Lena Demo” on Nov 8, 2026 \(/)).toBeTruthy();
    expect(dialog.getAllByRole('button', { name: en.records.late.accept })).toHaveLength(1);
    await user.click(dialog.getByRole('button', { name: en.records.late.accept }));
    await closeNotice(user, en.records.late.accepted);
    expect(portal.session.late.all.map((late) => late.keyring)).toEqual([
      keyringId(68),
      keyringId(69),
    ]);
    expect(screen.queryByText(/One record cannot be opened/)).toBeNull();
  });

  it('blames nobody where the service does not hand out what opens it', async () => {
    const portal = portalWithJunk();
    const withheld = { ...junkEnvelope, problem: new PortalError('keys-withheld'), by: undefined };
    portal.session.unopenedFeed.change(() => [withheld]);
    show(portal, '/');
    const line = await screen.findByText(/newest part of one section/, {}, soon);
    expect(line.textContent).toContain(en.errors.codes['keys-withheld']);
    expect(line.textContent).not.toContain('made by');
  });

  it('is counted where there is much of it', async () => {
    const portal = portalWithJunk();
    portal.session.unopenedFeed.change(() =>
      Array.from({ length: 40 }, (_, index) => ({ ...junkChain, keyring: keyringId(300 + index) })),
    );
    show(portal, '/');
    expect(await screen.findByText('and 37 more', {}, soon)).toBeTruthy();
    expect(screen.getAllByText(/One record cannot be opened/)).toHaveLength(3);
  });

  it('is one row of its own for each report, with the reason, between those that verify', async () => {
    const portal = new FakePortal(
      maya,
      [mayasRecord()],
      [
        report(1, { title: 'Good letter' }),
        broken(2, 'malformed'),
        broken(3, 'wrong-key'),
        broken(4, 'withheld'),
      ],
    ).opened();
    show(portal, '/');
    expect(await screen.findByText('Good letter', {}, soon)).toBeTruthy();
    const rows = screen.getAllByRole('group', { name: 'This report does not verify' });
    expect(rows).toHaveLength(3);
    expect(
      within(rows[2] ?? fail()).getByText(/nobody who manages the record deleted/),
    ).toBeTruthy();
    expect(rows.flatMap((row) => within(row).queryAllByRole('link'))).toEqual([]);
  });

  it('and was withheld is told from what was deleted, when it is opened', async () => {
    const portal = new FakePortal(maya, [mayasRecord()], [report(1), report(2)]).opened();
    portal.session.refusals.set(reportId(1), new PortalError('withheld'));
    portal.session.refusals.set(
      reportId(2),
      new PortalError('deleted', { deletion: { by: radiologist, at: new Date() } }),
    );
    const { unmount } = show(portal, `/reports/${reportId(1)}`);
    const withheld = await screen.findByRole('alert', {}, soon);
    expect(withheld.textContent).toContain('The service does not show this report');
    expect(withheld.textContent).not.toContain('Deleted by');
    unmount();
    show(portal, `/reports/${reportId(2)}`);
    const deleted = await screen.findByRole('alert', {}, soon);
    expect(deleted.textContent).toMatch(/^Deleted by “Dr. Lena Demo” on/);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('This report was deleted');
  });
});

function fail(): never {
  throw new Error('there are three rows');
}

describe('A record that was listed here and is not any more', () => {
  tidyBetweenTests();

  it.each(['en', 'hi'] as const)('is told until dismissed, in %s', async (language) => {
    localStorage.setItem('medseal-language', language);
    const { records: words, common } = { en, hi }[language];
    const portal = new FakePortal(maya, [], []).opened();
    portal.session.vanishedFeed.change(() => [recordId(77)]);
    const { user } = show(portal, '/');
    expect(await screen.findByText(words.vanished(1), {}, soon)).toBeTruthy();
    expect(screen.getByText(words.noneListedTitle)).toBeTruthy();
    expect(screen.queryByText(words.emptyHomeTitle)).toBeNull();
    await user.click(screen.getByRole('button', { name: common.close }));
    expect(screen.queryByText(words.vanished(1))).toBeNull();
    expect(screen.getByText(words.emptyHomeTitle)).toBeTruthy();
  });

  it.each([
    ['a patient’s own timeline', '/'],
    ['a record', `/records/${recordId(10)}`],
    ['all reports', '/reports'],
  ])('is one line above %s', async (_name, address) => {
    const portal = new FakePortal(maya, [mayasRecord()], mayasReports()).opened();
    portal.session.vanishedFeed.change(() => [recordId(77), recordId(78)]);
    show(portal, address);
    expect(await screen.findByText(en.records.vanished(2), {}, soon)).toBeTruthy();
  });
});
