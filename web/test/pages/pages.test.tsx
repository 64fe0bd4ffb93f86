// @vitest-environment happy-dom
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { type Capability, PortalError } from '../../src/lib/portal.ts';
import { FakePortal, CODE, PASSWORD } from '../fakes/fakePortal.ts';
import {
  maya,
  mayasRecord,
  mayasReports,
  radiologist,
  READER,
  record,
  recordId,
  reportId,
  section,
} from '../fakes/world.ts';
import { show, tidyBetweenTests } from './show.tsx';

const patient = () => new FakePortal(maya, [mayasRecord()], mayasReports());
const soon = { timeout: 20_000 };
const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name }, soon);
const button = (name: string | RegExp) => screen.findByRole('button', { name }, soon);

describe('coming in', () => {
  tidyBetweenTests();

  it('a visitor of any page logs in first and lands where they wanted to go', async () => {
    const { user, router } = show(patient(), '/reports');
    await heading('Log in');
    await user.type(screen.getByLabelText('E-mail'), 'maya@demo.invalid');
    await user.type(screen.getByLabelText('Password'), PASSWORD);
    await user.click(await button('Log in'));
    await heading('All reports');
    expect(router.state.location.pathname).toBe('/reports');
  });

  it('a wrong password is said in words, and nothing else', async () => {
    const { user } = show(patient(), '/login');
    await user.type(await screen.findByLabelText('E-mail', {}, soon), 'maya@demo.invalid');
    await user.type(screen.getByLabelText('Password'), 'not this one');
    await user.click(await button('Log in'));
    const alert = await screen.findByRole('alert', {}, soon);
    expect(alert.textContent).toContain('do not match');
  });

  it('a session that ended says so', async () => {
    const portal = patient();
    portal.set({ kind: 'out', ended: 'session-expired' });
    show(portal, '/');
    expect(await screen.findByText(/Your session has ended/, {}, soon)).toBeTruthy();
  });

  it('what happened to the account meanwhile is told after the log-in, and can be put away', async () => {
    const portal = patient();
    portal.session.news = [
      {
        time: new Date('2026-11-20T09:00:00Z'),
        kind: 'log-in-failed',
        way: 'password',
        origin: '192.0.2.7',
        client: 'curl',
        count: 12,
      },
    ];
    const { user } = show(portal.opened(), '/');
    const told = await screen.findByText(/12 log-ins with the password failed/, {}, soon);
    expect(told.textContent).toContain('192.0.2.7');
    expect(screen.getByRole('link', { name: /If that was not you/ })).toBeTruthy();
    await user.click(await button('Close'));
    expect(screen.queryByText(/12 log-ins/)).toBeNull();
  });

  it('a locked portal shows no page until it is unlocked', async () => {
    const portal = patient().opened();
    const { user } = show(portal, '/');
    await heading('Maya Demo');
    await user.click(await button('Lock'));
    await heading('Locked');
    expect(screen.queryByText('CT thorax with contrast')).toBeNull();
    await user.type(screen.getByLabelText('Password'), PASSWORD);
    await user.click(await button('Unlock'));
    await heading('Maya Demo');
  });

  it('sign-up makes a record for a patient, and goes on only when the code was asked back', async () => {
    const portal = new FakePortal(maya, [mayasRecord()], []);
    const { user } = show(portal, '/signup');
    await user.type(await screen.findByLabelText('E-mail', {}, soon), 'maya@demo.invalid');
    await user.type(screen.getByLabelText(/Your name/), 'Maya Demo');
    await user.click(await button('Next'));
    await user.type(screen.getByLabelText('Password'), 'short');
    await user.click(await button('Create account'));
    expect(portal.signedUp).toBeUndefined();
    await user.clear(screen.getByLabelText('Password'));
    await user.type(screen.getByLabelText('Password'), '1234567890');
    expect(await screen.findAllByText(/^Too easy to guess/, {}, soon)).toHaveLength(1);
    await user.click(await button('Create account'));
    expect(portal.signedUp).toBeUndefined();
    await user.clear(screen.getByLabelText('Password'));
    await user.type(screen.getByLabelText('Password'), 'short and then some more');
    await screen.findByText('Hard to guess', {}, soon);
    await user.click(await button('Create account'));
    await heading('Your recovery sheet');
    expect(portal.signedUp).toEqual({
      email: 'maya@demo.invalid',
      wayIn: { kind: 'password', password: 'short and then some more' },
      record: { patient: { name: 'Maya Demo' }, sections: ['General'] },
    });
    expect(screen.getByRole('img', { name: /QR code/ })).toBeTruthy();
    expect(screen.getByText(window.location.origin)).toBeTruthy();
    await user.click(await button('I have it safe'));
    const field = screen.getByLabelText('Recovery code');
    await user.type(field, CODE.slice(0, -1));
    await user.click(await button('Go on'));
    expect(await screen.findByText(/typing error/, {}, soon)).toBeTruthy();
    await user.clear(field);
    await user.type(field, CODE.toLowerCase().replaceAll('-', ' '));
    await user.click(await button('Go on'));
    await heading('Maya Demo');
  });

  it('a browser without passkeys offers none', async () => {
    const portal = new FakePortal(maya, [], []);
    portal.passkeys = false;
    const { user } = show(portal, '/signup');
    await user.type(await screen.findByLabelText('E-mail', {}, soon), 'maya@demo.invalid');
    await user.type(screen.getByLabelText(/Your name/), 'Maya Demo');
    await user.click(await button('Next'));
    const choice = await screen.findByRole('radio', { name: /passkey/ });
    await waitFor(() => {
      expect((choice as HTMLInputElement).disabled).toBe(true);
    });
  });
});

describe('records', () => {
  tidyBetweenTests();

  it('a patient lands on their own timeline', async () => {
    show(patient().opened(), '/');
    await heading('Maya Demo');
    expect(await screen.findByText('CT thorax with contrast', {}, soon)).toBeTruthy();
  });

  it('until it is known whose records there are, the navigation says neither', async () => {
    const portal = new FakePortal(maya, [], []).opened();
    portal.session.recordFeed.set({ items: [], phase: 'loading' });
    show(portal, '/');
    const navigation = await screen.findByRole('navigation', { name: 'Main navigation' }, soon);
    expect(within(navigation).getByRole('link', { name: 'Home' })).toBeTruthy();
    expect(within(navigation).queryByText('Patients')).toBeNull();
    portal.session.recordFeed.set({ items: [mayasRecord()], phase: 'loading' });
    expect(await within(navigation).findByText('My records', {}, soon)).toBeTruthy();
  });

  it('says before it locks itself', async () => {
    const portal = patient().opened();
    portal.activeUntil = Date.now() - (15 * 60_000 - 20_000);
    show(portal, '/');
    expect(await screen.findByText(/locks soon/, {}, soon)).toBeTruthy();
  });

  it('a doctor lands on patients, with what is new', async () => {
    const portal = new FakePortal(
      radiologist,
      [record(20, { newReports: 3 }), record(21)],
      [],
    ).opened();
    show(portal, '/');
    await heading('Patients');
    expect(await screen.findByText('3 new', {}, soon)).toBeTruthy();
  });

  it('a report that does not verify is marked and leads nowhere', async () => {
    show(patient().opened(), '/');
    const broken = await screen.findByRole('group', { name: /does not verify/ }, soon);
    expect(broken.textContent).toContain('Do not rely on it');
    expect(within(broken).queryByRole('link')).toBeNull();
  });

  it('search narrows the timeline as one types, and says how many are left', async () => {
    const { user } = show(patient().opened(), '/');
    await user.type(await screen.findByPlaceholderText(/Search title/, {}, soon), 'echo');
    expect(await screen.findByText('1 of 7 reports', {}, soon)).toBeTruthy();
    expect(screen.queryByText('Discharge letter')).toBeNull();
  });

  it('a section shows its own reports only', async () => {
    const { user } = show(patient().opened(), '/');
    await user.click(await button(/^Radiology/));
    await waitFor(() => {
      expect(screen.queryByText('Echocardiography')).toBeNull();
    });
    expect(screen.getByText('CT thorax with contrast')).toBeTruthy();
  });

  it('a reader sees neither sharing nor activity nor adding', async () => {
    const portal = new FakePortal(
      radiologist,
      [record(10, { sections: [], capabilities: READER }), record(11)],
      mayasReports(),
    ).opened();
    show(portal, `/records/${recordId(10)}`);
    await heading('Patient 10 Demo');
    expect(screen.queryByRole('button', { name: 'Share' })).toBeNull();
    expect(screen.queryByRole('link', { name: 'Activity' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Add reports' })).toBeNull();
  });

  it('who may only add is not told that there are no reports', async () => {
    const adding: ReadonlySet<Capability> = new Set(['add'] as const);
    const laboratory = section(1_000, recordId(10), 'Laboratory', adding);
    const portal = new FakePortal(
      radiologist,
      [record(10, { sections: [laboratory], capabilities: new Set(), reports: 0 }), record(11)],
      [],
    ).opened();
    const { user } = show(portal, '/');
    const card = await screen.findByRole('link', { name: /Patient 10 Demo/ }, soon);
    expect(card.textContent).toContain('You may add reports here, not read them');
    expect(card.textContent).not.toContain('no reports');
    await user.click(card);
    expect(
      await screen.findByText('You may add reports here, not read them', {}, soon),
    ).toBeTruthy();
    expect(screen.queryByText('No reports here yet')).toBeNull();
    expect(screen.getByRole('button', { name: 'Laboratory' })).toBeTruthy();
  });

  it('of many patients some are in the page, and it is said that more are being read', async () => {
    const ends: (() => void)[] = [];
    vi.stubGlobal(
      'IntersectionObserver',
      class {
        constructor(seen: (entries: { isIntersecting: boolean }[]) => void) {
          ends.push(() => {
            seen([{ isIntersecting: true }]);
          });
        }
        observe() {
          // the test says when the end comes near
        }
        disconnect() {
          // nothing to end
        }
      },
    );
    const many = Array.from({ length: 150 }, (_, index) =>
      record(index + 10, { capabilities: READER }),
    );
    const portal = new FakePortal(radiologist, many, []).opened();
    portal.session.recordFeed.set({ items: many, phase: 'loading', isPartial: true });
    const { user } = show(portal, '/');
    expect(
      await screen.findByText(/^150 so far: others are still being read/, {}, soon),
    ).toBeTruthy();
    const cards = () => screen.getAllByRole('link', { name: /Patient \d+ Demo/ });
    expect(cards()).toHaveLength(60);
    act(() => ends.at(-1)?.());
    await waitFor(() => {
      expect(cards()).toHaveLength(120);
    });
    await user.type(screen.getByRole('searchbox'), 'Patient 149');
    await waitFor(() => {
      expect(cards()).toHaveLength(1);
    });
    act(() => {
      portal.session.recordFeed.set({ items: many, phase: 'complete', isPartial: false });
    });
    expect(screen.queryByText(/so far: others/)).toBeNull();
  });

  it('an empty account says what to do next', async () => {
    show(new FakePortal(radiologist, [], []).opened(), '/');
    expect(await screen.findByText(/give your e-mail address to a patient/, {}, soon)).toBeTruthy();
  });
});

describe('a report', () => {
  tidyBetweenTests();

  it('shows author, endorsement, signature and who can see it', async () => {
    show(patient().opened(), `/reports/${reportId(1)}`);
    const facts = await screen.findByRole('region', { name: 'About this report' }, soon);
    expect(within(facts).getByText(/Confirmed by “Demo Hospital/)).toBeTruthy();
    expect(within(facts).getByText('Verified')).toBeTruthy();
    expect(await within(facts).findByText('“Cardiology, Demo Hospital”')).toBeTruthy();
  });

  it('says of one whose author did not know of a change that it is so, and shows it', async () => {
    const portal = patient().opened();
    portal.session.reportFeed.change((items) =>
      items.map((one) =>
        one.id === reportId(1) && one.state === 'verified'
          ? { ...one, unawareSince: new Date('2026-11-20T08:00:00Z') }
          : one,
      ),
    );
    show(portal, `/reports/${reportId(1)}`);
    const facts = await screen.findByRole('region', { name: 'About this report' }, soon);
    const alert = within(facts).getByRole('alert');
    expect(alert.textContent).toContain('Sealed without knowing of newer changes');
    expect(alert.textContent).toContain('2026');
    expect(within(facts).getByText('Verified')).toBeTruthy();
  });

  it.each([
    ['tampered', 'was changed after it was sealed'],
    ['bad-signature', 'A signature is wrong'],
    ['not-found', 'not shared with you'],
  ] as const)('that is %s shows the reason and nothing else', async (code, words) => {
    const portal = patient().opened();
    portal.session.refusals.set(reportId(1), new PortalError(code));
    show(portal, `/reports/${reportId(1)}`);
    const alert = await screen.findByRole('alert', {}, soon);
    expect(alert.textContent).toContain(words);
    expect(screen.queryByText('CT thorax with contrast')).toBeNull();
  });

  it('is saved under a safe name', async () => {
    const portal = patient().opened();
    const { user } = show(portal, `/reports/${reportId(4)}`);
    await user.click(await button('Download “letter.pdf”'));
    expect(portal.session.saved).toEqual(['letter.pdf']);
  });

  it('is deleted only after a confirmation', async () => {
    const portal = patient().opened();
    const { user } = show(portal, `/reports/${reportId(4)}`);
    await user.click(await button('More actions'));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete', hidden: true }, soon));
    expect(portal.session.deleted).toEqual([]);
    const dialog = await screen.findByRole('dialog', { name: 'Delete this report?' }, soon);
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }));
    await waitFor(() => {
      expect(portal.session.deleted).toEqual([reportId(4)]);
    });
  });
});

describe('language and help', () => {
  tidyBetweenTests();

  it('Hindi is kept on the device and named on the document', async () => {
    const { user } = show(patient(), '/login');
    await user.click(await screen.findByText('हिन्दी', {}, soon));
    await heading('लॉग इन');
    const eye = screen.getByRole('button', { name: 'पासवर्ड दिखाएँ या छिपाएँ' });
    expect(eye.tabIndex).toBe(0);
    expect(document.documentElement.lang).toBe('hi');
    expect(localStorage.getItem('medseal-language')).toBe('hi');
  });

  it('the question mark lists the shortcuts, and they can be switched off', async () => {
    const { user } = show(patient().opened(), '/account');
    await heading('Account');
    await user.keyboard('?');
    const dialog = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' }, soon);
    await user.click(within(dialog).getByRole('switch'));
    await user.click(within(dialog).getByRole('button', { name: 'Close' }));
    await user.keyboard('gr');
    expect(screen.queryByRole('heading', { level: 1, name: 'All reports' })).toBeNull();
  });

  it('goes to a page by its keys', async () => {
    const { user } = show(patient().opened(), '/account');
    await heading('Account');
    await user.keyboard('gr');
    await heading('All reports');
  });
});
