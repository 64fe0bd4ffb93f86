// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { PortalError } from '../../src/lib/portal.ts';
import { en } from '../../src/ui/texts/en/index.ts';
import { offer, sharer } from '../fakes/fakeOffers.ts';
import { FakePortal } from '../fakes/fakePortal.ts';
import { department, maya, mayasRecord, mayasReports, party, radiologist } from '../fakes/world.ts';
import { show, tidyBetweenTests } from './show.tsx';

const soon = { timeout: 20_000 };
const patient = () => new FakePortal(maya, [mayasRecord()], mayasReports()).opened();
const button = (name: string | RegExp) => screen.findByRole('button', { name }, soon);
const part = (name: string) => screen.findByRole('region', { name }, soon);

describe('What others share', () => {
  tidyBetweenTests();

  it('is one line that names nobody, on the way to one question per person', async () => {
    const portal = patient();
    portal.session.offers.offer(
      sharer(radiologist, [
        offer(70),
        offer(71, { kind: 'department', name: 'Radiology, Demo Hospital' }),
      ]),
      sharer(party(66), [offer(72)], 4_000),
    );
    const { user } = show(portal, '/');
    const line = await screen.findByText(/2 people share something with you/, {}, soon);
    expect(line.textContent).not.toContain('Lena');
    expect(await screen.findByText('CT thorax with contrast', {}, soon)).toBeTruthy();
    await user.click(await screen.findByRole('link', { name: 'Look at it' }));
    const known = await part('Shared with you by “Dr. Lena Demo”');
    expect(within(known).getByText(/The department “Radiology, Demo Hospital”/)).toBeTruthy();
    expect(within(known).getAllByRole('button', { name: /^Accept/ })).toHaveLength(1);
    const many = await part('Shared with you by person66@demo.invalid');
    expect(within(many).getAllByRole('listitem')).toHaveLength(2);
    expect(within(many).getByText('and 4000 more')).toBeTruthy();
  });

  it('says who signs in with which address, as the service’s word and never as a name', async () => {
    const portal = patient();
    const known = { email: undefined, toldEmail: 'lena@demo.invalid' };
    const card = (name: string) => ({ name, specialty: undefined });
    portal.session.offers.offer(
      sharer(party(66, { email: undefined, toldEmail: 'doctor@demo.invalid' }), [offer(70)]),
      sharer(party(67, { ...known, card: card('Lena Demo') }), [offer(71)]),
      sharer(party(68, { ...known, card: card('doctor＠demo.invalid') }), [offer(72)]),
      sharer(party(69, { email: undefined }), [offer(73)]),
    );
    show(portal, '/offers');
    const nameless = await part('Shared with you by doctor@demo.invalid (says the service)');
    expect(within(nameless).getByText(en.people.onlyAddress)).toBeTruthy();
    const named = await part('Shared with you by “Lena Demo”');
    expect(within(named).getByText(en.people.signsInAs('lena@demo.invalid'))).toBeTruthy();
    const imitating = await part('Shared with you by lena@demo.invalid (says the service)');
    expect(within(imitating).getByText(en.people.onlyAddress)).toBeTruthy();
    expect(await part(`Shared with you by ${en.people.unnamed}`)).toBeTruthy();
    expect(document.body.textContent).not.toContain('doctor＠demo.invalid');
  });

  it('counts people beyond those that are shown', async () => {
    const portal = patient();
    portal.session.offers.offer(sharer(radiologist, [offer(70)]));
    portal.session.offers.more = 12;
    show(portal, '/offers');
    expect(await screen.findByText(/^12 more people wait/, {}, soon)).toBeTruthy();
  });

  it('is accepted with one button, and the person can be blocked later', async () => {
    const portal = patient();
    portal.session.offers.offer(sharer(radiologist, [offer(70)]));
    const { user } = show(portal, '/offers');
    await user.click(await button('Accept what “Dr. Lena Demo” shares'));
    expect(
      await screen.findByText(/^Accepted\. What “Dr. Lena Demo” shares/, {}, soon),
    ).toBeTruthy();
    const accepted = await part('Comes in by itself');
    expect(portal.session.offers.settled.accepted).toEqual([radiologist]);
    expect(screen.queryByRole('region', { name: /^Shared with you by/ })).toBeNull();
    await user.click(within(accepted).getByRole('button', { name: 'Block “Dr. Lena Demo”' }));
    expect(await part('Blocked')).toBeTruthy();
    expect(portal.session.offers.settled.blocked).toEqual([radiologist]);
  });

  it('is declined, and asked about again where the person wants that', async () => {
    const portal = patient();
    portal.session.offers.offer(sharer(radiologist, [offer(70), offer(71)]));
    const { user } = show(portal, '/offers');
    await user.click(await button('Decline what “Dr. Lena Demo” shares'));
    const declined = await part('Declined');
    expect(within(declined).getByText('2 declined')).toBeTruthy();
    await user.click(
      within(declined).getByRole('button', {
        name: 'Ask me again about what “Dr. Lena Demo” shares',
      }),
    );
    await waitFor(() => {
      expect(screen.queryByRole('region', { name: 'Declined' })).toBeNull();
    });
    expect(portal.session.offers.settled.declined).toEqual([]);
  });

  it('of somebody who is blocked asks nothing, until they are unblocked', async () => {
    const portal = patient();
    portal.session.offers.offer(sharer(radiologist, [offer(70)]));
    const { user } = show(portal, '/offers');
    await user.click(await button('Block “Dr. Lena Demo”'));
    await user.click(
      within(await part('Blocked')).getByRole('button', { name: 'Unblock “Dr. Lena Demo”' }),
    );
    await waitFor(() => {
      expect(portal.session.offers.settled.blocked).toEqual([]);
    });
  });

  it('can be answered by keyboard alone', async () => {
    const portal = patient();
    portal.session.offers.offer(sharer(radiologist, [offer(70)]));
    const { user } = show(portal, '/offers');
    const accept = await button('Accept what “Dr. Lena Demo” shares');
    for (let tabs = 0; tabs < 40 && document.activeElement !== accept; tabs++) {
      await user.tab();
    }
    expect(document.activeElement).toBe(accept);
    await user.keyboard('{Enter}');
    expect(await part('Comes in by itself')).toBeTruthy();
  });

  it('and does not verify can’t be accepted, and stops nothing beside it', async () => {
    const portal = patient();
    portal.session.offers.offer(
      sharer(party(66), [
        offer(72, { refusal: 'bad-signature', role: undefined, since: undefined }),
      ]),
      sharer(radiologist, [offer(70)]),
    );
    show(portal, '/offers');
    const junk = await part('Shared with you by person66@demo.invalid');
    expect(within(junk).getByText(/history does not verify/)).toBeTruthy();
    expect(within(junk).queryByRole('button', { name: /^Accept/ })).toBeNull();
    expect(within(junk).getByRole('button', { name: /^Block/ })).toBeTruthy();
    expect(await button('Accept what “Dr. Lena Demo” shares')).toBeTruthy();
  });

  it('and too much to decline says to block instead', async () => {
    const portal = patient();
    portal.session.offers.offer(sharer(radiologist, [offer(70)], 20_000));
    portal.session.offers.decline = () => Promise.reject(new PortalError('too-many-decisions'));
    const { user } = show(portal, '/offers');
    await user.click(await button('Decline what “Dr. Lena Demo” shares'));
    expect((await screen.findByRole('alert', {}, soon)).textContent).toContain('Block the person');
  });

  it('and whose report is opened by its address is not shown, and says where to decide', async () => {
    const portal = patient();
    const [first] = mayasReports();
    portal.session.refusals.set(first?.id ?? fail(), new PortalError('not-accepted'));
    show(portal, `/reports/${first?.id ?? ''}`);
    const alert = await screen.findByRole('alert', {}, soon);
    expect(alert.textContent).toContain('you have not accepted it');
    expect(within(alert).getByRole('link', { name: 'Look at it' })).toBeTruthy();
  });

  it('to a group one belongs to is given up with one question', async () => {
    const portal = patient();
    portal.session.offers.settled = { ...portal.session.offers.settled, groups: [department] };
    const { user } = show(portal, '/offers');
    await user.click(await button('Leave “Cardiology, Demo Hospital”'));
    const question = await screen.findByRole('dialog', { name: /^Leave “Cardiology/ }, soon);
    expect(question.textContent).toContain('Only somebody who manages the group');
    await user.click(within(question).getByRole('button', { name: 'Leave' }));
    expect(await screen.findByText('You have left.', {}, soon)).toBeTruthy();
    expect(portal.session.sharing.left).toEqual([department.keyring]);
  });

  it('is asked about in Hindi too', async () => {
    localStorage.setItem('medseal-language', 'hi');
    const portal = patient();
    portal.session.offers.offer(sharer(radiologist, [offer(70)]));
    show(portal, '/offers');
    expect(await part('“Dr. Lena Demo” ने आपके साथ साझा किया')).toBeTruthy();
  });
});

function fail(): never {
  throw new Error('there is a first report');
}
