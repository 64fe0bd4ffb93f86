import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../../src/features/activity/sentence.ts';
import type { ActivityEvent, ActivityKind } from '../../src/lib/portal.ts';
import { en } from '../../src/ui/texts/en/index.ts';
import { hi } from '../../src/ui/texts/hi/index.ts';
import { maya, party, radiologist, reportId, sectionId } from '../fakes/world.ts';

/** Each with words of its own; a kind that is added does not compile without its line. */
const OWN: Readonly<Record<ActivityKind, string>> = {
  created: 'created',
  uploaded: 'added',
  seen: 'saw the title of',
  opened: 'opened',
  corrected: 'corrected',
  deleted: 'deleted',
  'moved-away': 'moved',
  'moved-here': 'brought',
  shared: 'shared “MR head” with',
  unshared: 'stopped sharing',
  left: 'left',
  rotated: 'renewed the keys of',
  'profile-changed': 'changed the description of',
  closed: 'closed',
  refused: 'was refused',
};
const KINDS = Object.keys(OWN) as ActivityKind[];

function event(kind: ActivityKind): ActivityEvent {
  return {
    id: '1',
    time: new Date('2026-11-20T09:00:00Z'),
    kind,
    actor: radiologist,
    section: undefined,
    report: { id: reportId(1), title: 'MR head' },
    subject: maya,
    role: undefined,
    until: undefined,
    refused: undefined,
  };
}

describe('what happened to a record', () => {
  it.each(KINDS)('%s is told in its own words, and in no other kind’s', (kind) => {
    const sentence = sentenceOf(en, event(kind));
    expect(sentence).toContain(`Demo” ${OWN[kind]}`);
    for (const other of KINDS.filter((one) => one !== kind)) {
      expect(sentence).not.toContain(`Demo” ${OWN[other]}`);
    }
  });

  it.each([
    ['English', en, 'the section “the record”'],
    ['Hindi', hi, 'खंड “the record”'],
  ])('what somebody chose stands in quotation marks, in %s', (_, texts, section) => {
    const shared = {
      ...event('shared'),
      actor: party(7, { card: { name: texts.activity.you, specialty: undefined } }),
      report: undefined,
      section: { id: sectionId(1), name: 'the record”' },
      subject: party(8, { email: undefined, toldEmail: 'x@demo.invalid' }),
    };
    const sentence = sentenceOf(texts, shared);
    expect(sentence).toContain(`“${texts.activity.you}”`);
    expect(sentence).toContain(section);
    expect(sentence).toContain(texts.people.addressSaid('x@demo.invalid'));
    const titled = { ...event('opened'), report: { id: reportId(1), title: 'MR” with “all' } };
    expect(sentenceOf(texts, titled)).toContain('“MR with all”');
    const nameless = { ...shared, section: { id: sectionId(1), name: '\u200D' } };
    expect(sentenceOf(texts, nameless)).toContain(texts.activity.aSection);
  });

  it('whoever looks is “You” where a sentence begins, and “you” within it', () => {
    const shared = { ...event('shared'), subject: { ...maya, me: true } };
    expect(sentenceOf(en, shared)).toContain('shared “MR head” with you');
    const own = { ...event('shared'), actor: { ...maya, me: true }, subject: radiologist };
    expect(sentenceOf(en, own)).toContain('You shared “MR head” with “Dr. Lena Demo”');
  });

  it('what was refused is told in the catalogue’s words, or quoted', () => {
    for (const refused of ['constructor', '__proto__', 'you are safe”']) {
      const sentence = sentenceOf(en, { ...event('refused'), refused });
      expect(sentence).toContain(`was refused: “${refused.replace('”', '')}” · `);
    }
  });

  it.each([
    ['English', en],
    ['Hindi', hi],
  ])('no two kinds are told alike in %s', (_, texts) => {
    expect(new Set(KINDS.map((kind) => sentenceOf(texts, event(kind)))).size).toBe(KINDS.length);
  });
});
