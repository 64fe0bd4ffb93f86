// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { onlyOwn } from '../../src/features/records/index.ts';
import type { RecordSummary } from '../../src/lib/portal.ts';
import { FakePortal } from '../fakes/fakePortal.ts';
import { ALL, maya, mayasRecord, mayasReports, party, record, READER } from '../fakes/world.ts';
import { show, tidyBetweenTests } from './show.tsx';

const stranger = party(66, {
  email: undefined,
  card: { name: 'Maya Demo”', specialty: undefined },
});
/** A stranger's record in which everything looks like the patient's own. */
const twin = (more: Partial<RecordSummary> = {}): RecordSummary => ({
  ...record(12, { patient: mayasRecord().patient, sharedBy: stranger }),
  ...more,
});
const soon = { timeout: 20_000 };

describe('whose record a page is', () => {
  tidyBetweenTests();

  it.each([
    ['nothing is shared', [], 10],
    ['a record is shared', [twin()], 10],
    ['somebody makes them an owner of another one', [twin({ capabilities: ALL })], 10],
  ])('who made a record keeps it as their home where %s', (_, others, home) => {
    expect(onlyOwn([...others, mayasRecord()])?.id).toBe(record(home).id);
  });

  it('who was made the owner of one record has it as their home', () => {
    const given = { ...mayasRecord(), sharedBy: party(5) };
    expect(onlyOwn([twin(), given])).toBe(given);
    expect(onlyOwn([twin({ capabilities: ALL }), given])).toBeUndefined();
    expect(onlyOwn([twin(), record(13, { capabilities: READER })])).toBeUndefined();
    expect(onlyOwn([mayasRecord(), record(14, { capabilities: ALL })])).toBeUndefined();
  });

  it('the home is one’s own; what is shared stands below it with who shared it', async () => {
    const portal = new FakePortal(maya, [mayasRecord(), twin()], mayasReports());
    const { user } = show(portal.opened(), '/');
    const others = await screen.findByRole('region', { name: 'Shared with you' }, soon);
    expect(within(others).getAllByRole('link')).toHaveLength(1);
    expect(within(others).getByText('Shared by “Maya Demo”')).toBeTruthy();
    expect(within(others).queryByText('You manage this')).toBeNull();
    expect(screen.getByText('My records')).toBeTruthy();
    await user.click(within(others).getByRole('link'));
    expect(await screen.findByText('Shared by “Maya Demo”', {}, soon)).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Shared with you' })).toBeNull();
  });

  it('more than a few are one page away', async () => {
    const more = [12, 13, 14, 15].map((number) => record(number, { sharedBy: stranger }));
    const portal = new FakePortal(maya, [mayasRecord(), ...more], mayasReports());
    const { user } = show(portal.opened(), '/');
    await user.click(await screen.findByRole('link', { name: 'All 5 records' }, soon));
    await screen.findByRole('heading', { level: 1, name: 'Patients' }, soon);
    expect(screen.getByText('Patient 15 Demo')).toBeTruthy();
    expect(screen.getAllByText('Shared by “Maya Demo”')).toHaveLength(4);
  });

  it('who manages records of others is told just that', async () => {
    const managed = [20, 21].map((number) => record(number, { capabilities: ALL }));
    show(new FakePortal(maya, managed, []).opened(), '/');
    expect(await screen.findAllByText('You manage this', {}, soon)).toHaveLength(2);
    expect(screen.queryByText('My own')).toBeNull();
  });
});
