import { describe, expect, it } from 'vitest';
import { chosenName } from '@/ui/people/chosenName.ts';
import { instituteName } from '@/ui/people/institute.ts';
import { nameOf } from '@/ui/people/person.ts';
import { en } from '@/ui/texts/en/index.ts';

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
  ])('stays as it is: %s', (name) => {
    expect(chosenName(name)).toBe(name);
  });

  it.each(['"', "'", '’', '”', '“', '»', '「', '`', '″', '״', 'ʺ', '\uFF02', '❞', '\u02DD'])(
    'cannot end its quotation with %s',
    (mark) => {
      expect(honest).toBe('“Demo Hospital” (demo.example)');
      const name = `Demo Hospital${mark} (demo.example)`;
      expect(instituteName(en, name, undefined)).toBe(
        'Unverified institute “Demo Hospital (demo.example)”',
      );
      expect(nameOf(en, { ...person, card: { name: honest, specialty: undefined } })).toBe(
        'Demo Hospital (demo.example)',
      );
    },
  );

  it('hides nothing and imitates no column', () => {
    expect(chosenName('Rao   \u202Eowner\u2800\u3164x\n')).toBe('Rao owner x');
  });
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
