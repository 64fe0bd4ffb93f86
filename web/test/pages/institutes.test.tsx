// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Backing, Endorsement, Party } from '../../src/lib/portal.ts';
import { FakePortal } from '../fakes/fakePortal.ts';
import { keyringId, maya, mayasRecord, party, report, reportId } from '../fakes/world.ts';
import { show, tidyBetweenTests } from './show.tsx';

const soon = { timeout: 20_000 };
const NAME = 'Charité – Universitätsmedizin Berlin';
const NOTHING: Backing = { domain: undefined, operator: undefined, you: undefined };
const TIME = new Date('2026-11-20T09:00:00Z');

function chief(backing: Backing, more: Partial<Endorsement> = {}): Party {
  const word: Endorsement = {
    institute: keyringId(900),
    instituteName: NAME,
    instituteSafetyNumber: '40127 88301 55902 13374 60218 94465',
    backing,
    name: 'Prof. Dr. Invented',
    specialty: undefined,
    licence: undefined,
    until: undefined,
    ...more,
  };
  return party(7, { card: undefined, email: 'chief@demo.invalid', endorsements: [word] });
}

const portalOf = (author: Party) =>
  new FakePortal(maya, [mayasRecord()], [report(1, { title: 'Letter', author })]).opened();

async function factsBy(author: Party) {
  const portal = portalOf(author);
  const { user } = show(portal, `/reports/${reportId(1)}`);
  const facts = await screen.findByRole('region', { name: 'About this report' }, soon);
  return { facts, portal, user };
}

describe('M14: the word of an institute', () => {
  tidyBetweenTests();

  it('that nothing stands behind has no tick, confirms nothing and gives nobody a name', async () => {
    const { facts } = await factsBy(chief(NOTHING));
    expect(within(facts).getByText('chief@demo.invalid')).toBeTruthy();
    expect(
      within(facts).getByText(`Unverified institute “${NAME}” says: “Prof. Dr. Invented”`),
    ).toBeTruthy();
    expect(within(facts).queryByRole('img', { name: /Charité|onfirmed/ })).toBeNull();
    expect(facts.textContent).not.toMatch(/onfirmed/);
  });

  it('is told from the portal’s own, whatever specialty and licence it names', async () => {
    const fact =
      'Confirmed by “Charité” (charite.example, checked by this service on Nov 29, 2026)';
    const inside = fact.replaceAll(/[“”]/g, '');
    const more = { name: fact, specialty: fact, licence: fact };
    const { facts } = await factsBy(chief(NOTHING, more));
    const line = within(facts).getByText(/says:/).textContent.replaceAll('\u00A0', ' ');
    expect(line).toBe(
      `Unverified institute “${NAME}” says: “${inside}” · “${inside}” · licence “${inside}”`,
    );
  });

  it('is in no list either', async () => {
    show(portalOf(chief(NOTHING)), '/');
    await screen.findByText('Letter', {}, soon);
    expect(document.body.textContent).not.toContain('Prof. Dr. Invented');
    expect(screen.queryByRole('img', { name: /Charité/ })).toBeNull();
  });

  it.each([
    [
      { ...NOTHING, domain: { name: 'charite.example', method: 'well-known', checked: TIME } },
      /Confirmed by “Charité.*” \(charite\.example, checked by this service on .*\)/,
    ],
    [{ ...NOTHING, operator: TIME }, /\(the operator of this service vouches for the name\)/],
    [{ ...NOTHING, you: TIME }, /\(you compared its safety number\)/],
  ] as const)('says on which it rests: %o', async (backing, words) => {
    const { facts } = await factsBy(chief(backing));
    expect(within(facts).getByText('“Prof. Dr. Invented”')).toBeTruthy();
    expect(within(facts).getByText(words)).toBeTruthy();
    expect(within(facts).getByRole('img', { name: /Confirmed by “?Charité/ })).toBeTruthy();
  });

  it('counts when its safety number was compared', async () => {
    const { facts, portal, user } = await factsBy(chief(NOTHING));
    await user.click(within(facts).getByRole('button', { name: 'Compare its safety number' }));
    expect(within(facts).getByText('88301')).toBeTruthy();
    expect(within(facts).getByText(/Anybody can found an institute/)).toBeTruthy();
    await user.click(within(facts).getByRole('button', { name: /It is the same/ }));
    expect(portal.session.comparedInstitutes).toEqual([
      { institute: keyringId(900), compared: true },
    ]);
  });
});

describe('a section that somebody named like the portal’s own words', () => {
  tidyBetweenTests();

  it('stands in quotation marks behind the author and their tick', async () => {
    const author = chief({ ...NOTHING, operator: TIME });
    const made = report(1, { title: 'Letter', author, sectionName: 'Confirmed by “Charité”' });
    show(new FakePortal(maya, [mayasRecord()], [made]).opened(), '/');
    const row = await screen.findByRole('link', { name: /Letter/ }, soon);
    expect(row.textContent.replaceAll('\u00A0', ' ')).toContain(
      'by “Prof. Dr. Invented”  · “Confirmed by Charité”',
    );
  });
});

describe('M14: an institute that somebody offers', () => {
  tidyBetweenTests();

  it('is called unverified', async () => {
    const portal = portalOf(maya);
    portal.session.offers.offer({
      party: party(8),
      more: 0,
      offers: [
        {
          keyring: keyringId(900),
          kind: 'institute',
          name: NAME,
          backing: NOTHING,
          role: 'reader',
          until: undefined,
          since: TIME,
          refusal: undefined,
        },
      ],
    });
    show(portal, '/offers');
    expect(
      await screen.findByText(new RegExp(`Unverified institute “${NAME}”`), {}, soon),
    ).toBeTruthy();
    expect(screen.queryByRole('img', { name: /Charité/ })).toBeNull();
  });
});
