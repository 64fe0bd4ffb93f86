// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakePortal } from '../fakes/fakePortal.ts';
import { maya, mayasRecord, mayasReports, reportId, rosa } from '../fakes/world.ts';
import { show, tidyBetweenTests } from './show.tsx';

const patient = () => new FakePortal(maya, [mayasRecord()], mayasReports());
const soon = { timeout: 20_000 };

describe('a report', () => {
  tidyBetweenTests();

  it('is corrected by who manages it, and then says so', async () => {
    const portal = patient().opened();
    const { user } = show(portal, `/reports/${reportId(4)}`);
    await user.click(await screen.findByRole('button', { name: 'More actions' }, soon));
    await user.click(await screen.findByRole('menuitem', { name: 'Correct', hidden: true }, soon));
    const dialog = await screen.findByRole('dialog', { name: 'Correct this report' }, soon);
    const send = within(dialog).getByRole('button', { name: 'Correct' });
    expect(send.hasAttribute('disabled')).toBe(true);
    const title = within(dialog).getByLabelText('Title');
    await user.clear(title);
    expect(within(dialog).getByText('Please fill this in.')).toBeTruthy();
    await user.type(title, 'The right title');
    await user.click(send);
    expect(
      await screen.findByRole('heading', { level: 1, name: 'The right title' }, soon),
    ).toBeTruthy();
    const facts = await screen.findByRole('region', { name: 'About this report' }, soon);
    expect(within(facts).getByRole('alert').textContent).toContain('Title, before: ');
    expect(portal.session.corrections).toEqual([{ title: 'The right title' }]);
  });

  it('says of one that was corrected by whom, when, and what its author had said', async () => {
    show(withCorrected(), `/reports/${reportId(1)}`);
    const facts = await screen.findByRole('region', { name: 'About this report' }, soon);
    const alert = within(facts).getByRole('alert');
    expect(alert.textContent).toContain('Corrected by');
    expect(alert.textContent).toContain('2026');
    expect(alert.textContent).toContain('Title, before: CT of somebody else');
    expect(alert.textContent).toContain('Date, before:');
    expect(alert.textContent).not.toContain('Patient');
    expect(within(facts).getByText('Verified')).toBeTruthy();
    const heading = screen.getByRole('heading', { level: 1 });
    expect(heading.parentElement?.textContent).toMatch(/Corrected by .*Rosa Demo.*2026/);
  });

  it('that was corrected is marked in lists, with who did it beside its author', async () => {
    show(withCorrected(), '/reports');
    const link = await screen.findByRole('link', { name: /Corrected/ }, soon);
    expect(link.getAttribute('href')).toContain(reportId(1));
    expect(link.textContent).toMatch(/by .*corrected by .*Rosa Demo/);
    expect(screen.getAllByText('Corrected')).toHaveLength(1);
  });
});

/** A patient's portal in which somebody corrected the first report. */
function withCorrected() {
  const portal = patient().opened();
  const before = {
    title: 'CT of somebody else',
    type: undefined,
    specialty: undefined,
    date: '2019-01-02',
    subject: 'Maya',
  };
  portal.session.reportFeed.change((items) =>
    items.map((one) =>
      one.id === reportId(1) && one.state === 'verified'
        ? {
            ...one,
            corrected: {
              by: rosa,
              at: new Date('2026-11-20T08:00:00Z'),
              before,
              now: { ...before, title: one.title, date: '2019-01-03' },
            },
          }
        : one,
    ),
  );
  return portal;
}
