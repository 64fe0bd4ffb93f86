import { describe, expect, it } from 'vitest';
import { chosenName } from '@/ui/people/chosenName.ts';
import { instituteName } from '@/ui/people/institute.ts';
import {
  nameOf,
  speakerOf,
  spokenName,
  spokenNameOrYou,
  verifiedWord,
  type Person,
} from '@/ui/people/person.ts';
import { en } from '@/ui/texts/en/index.ts';
import { hi } from '@/ui/texts/hi/index.ts';

const verified = {
  domain: { name: 'demo.example', checked: new Date() },
  operator: undefined,
  you: undefined,
};
const honest = instituteName(en, 'Demo Hospital', verified);

describe('a name that somebody chose', () => {
  it.each([
    'Charité – Universitätsmedizin Berlin',
    "St. Mary's Hospital",
    'राव अस्पताल',
    'نمی\u200Cدانم',
    '山田病院',
    'Zoe\u0308',
    'র\u200D\u09CD\u09AFাচেল',
    'ರ\u200D\u0CCD\u0CAFಾಂಕ್',
  ])('stays as it is: %s', (name) => {
    expect(chosenName(name)).toBe(name);
  });

  it.each([
    ...['"', "'", '’', '”', '“', '»', '「', '`', '″', '״', 'ʺ', '\uFF02', '❞', '\u02DD'],
    ...['\u0384', '\u0374', '\u05F2', '\u1CD3', '\u144A', '\u16CC'],
  ])('cannot end its quotation with %s', (mark) => {
    expect(honest).toBe('“Demo Hospital” (demo.example)');
    const name = `Demo Hospital${mark} (demo.example)`;
    expect(instituteName(en, name, undefined)).toBe(
      'Unverified institute “Demo Hospital (demo.example)”',
    );
    expect(spokenName(en, called(name))).toBe('“Demo Hospital (demo.example)”');
    expect(nameOf(en, called(name))).toBe('“Demo Hospital (demo.example)”');
  });

  it('stands in quotation marks whatever an institute’s name rests on', () => {
    for (const backing of [
      { ...verified, domain: undefined, operator: new Date() },
      { ...verified, domain: undefined, you: new Date() },
    ]) {
      expect(instituteName(en, honest, backing)).toBe('“Demo Hospital (demo.example)”');
    }
  });

  it('hides nothing and imitates no column', () => {
    expect(chosenName('Rao   \u202Eowner\u2800\u3164x\n')).toBe('Rao owner x');
    expect(chosenName('\u200D \u200C')).toBe('');
  });
});

describe('the name of a person', () => {
  it('is never a verified institute’s word that shows nothing or could be an address', () => {
    for (const word of ['rao@demo.invalid', 'rao＠demo.invalid', '\u3164', '\u202E', '✔']) {
      const said = { ...called('Dr. Rao'), endorsements: [saidOf(word)] };
      expect(nameOf(en, said)).toBe('“Dr. Rao”');
      expect(verifiedWord(said)).toBeUndefined();
      expect(speakerOf([saidOf(word), saidOf('Dr. A. Rao')])?.name).toBe('Dr. A. Rao');
    }
    const said = { ...called('x'), endorsements: [saidOf('Dr.\u202E “Rao”')] };
    expect(nameOf(en, said)).toBe('“Dr. Rao”');
    expect(spokenName(en, said)).toBe('“Dr. Rao”');
  });

  it.each([
    ['English', en],
    ['Hindi', hi],
  ])('imitates no word and no mark of the portal, in %s', (_, texts) => {
    const you = called(texts.common.you);
    expect(spokenNameOrYou(texts, you)).toBe(`“${texts.common.you}”`);
    expect(spokenNameOrYou(texts, { ...you, me: true })).toBe(texts.common.you);
    for (const name of [texts.common.you, texts.people.unnamed, texts.people.kinds.link]) {
      expect(nameOf(texts, { ...called(name), email: 'rao@demo.invalid' })).toBe(`“${name}”`);
    }
  });

  it.each([
    ...['You', 'Y\u200Dou', 'Y\u043Eu', '\uFF39\uFF4F\uFF55', 'Y\u034Fou', 'Y\u200Cou'],
    ...['आप', 'आ\u200Dप', 'आप\u200C', 'אבג verified by charite.de', 'Confirmed by Charité'],
    ...['\u{10102} Dr. Ada, confirmed by Charité', 'You” (demo.example) “'],
  ])('stands in quotation marks wherever somebody is named: %s', (name) => {
    for (const texts of [en, hi]) {
      for (const kind of ['person', 'department', 'service', 'link'] as const) {
        const shown = nameOf(texts, { ...called(name), kind, email: 'rao@demo.invalid' });
        expect(shown).toMatch(/^“[^“”]+”$/u);
        expect(spokenName(texts, { ...called(name), kind })).toBe(shown);
      }
    }
  });

  it.each(['✔️ ✅', '√', '\u{10102}', '〽', '⸙', '⃝', '①', '☑\uFE0F', '⚕', '🅥', '★', '®'])(
    'bears no mark: %s',
    (mark) => {
      for (const name of [`Dr. Rao ${mark}`, `${mark} Dr. Rao`, `Dr. ${mark}${mark}Rao`]) {
        expect(nameOf(en, called(name))).toBe('“Dr. Rao”');
      }
      expect(nameOf(en, { ...called(mark), email: 'rao@demo.invalid' })).toBe('rao@demo.invalid');
    },
  );

  it.each([
    ...["Siobhán O'Brien-Nic (ENT)", 'Prof. Dr. med. Jürgen Müller, M.Sc.', 'Zoe\u0308 & Söhne'],
    ...[
      'डॉ॰ अनीता राव',
      'रा\u200Dव',
      '山田・太郎',
      'محمد، علي',
      'בן־גוריון',
      'Rao / Rao: 3b',
      'Müller–Lüdenscheidt',
    ],
  ])('keeps what belongs to names: %s', (name) => {
    expect(nameOf(en, called(name))).toBe(`“${name}”`);
  });

  it('is an address only as what it is: known, or the service’s word', () => {
    const told = { ...person, card: undefined, toldEmail: 'rao@demo.invalid' };
    expect(spokenName(en, told)).toBe('rao@demo.invalid (says the service)');
    expect(spokenName(hi, told)).toBe('rao@demo.invalid (सेवा के अनुसार)');
    expect(spokenName(en, { ...told, email: 'a@demo.invalid' })).toBe('a@demo.invalid');
    expect(spokenName(en, { ...told, ...called('Rao') })).toBe('“Rao”');
  });
});

const called = (name: string): Person => ({ ...person, card: { name, specialty: undefined } });

const saidOf = (name: string): Person['endorsements'][number] => ({
  instituteName: 'Demo Hospital',
  backing: verified,
  name,
  specialty: undefined,
  licence: undefined,
  until: undefined,
});

const person = {
  kind: 'person',
  email: undefined,
  toldEmail: undefined,
  endorsements: [],
  backing: undefined,
  safetyNumber: '',
  compared: false,
  me: false,
} as const;
