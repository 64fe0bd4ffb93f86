import { describe, expect, it } from 'vitest';
import type { IndexedPart, KeyringId } from '@/crypto/index.ts';
import { keyringId, reportId } from '@/crypto/ids/ids.ts';
import { type KeptBook, RecordBook } from '@/lib/records/recordBook.ts';
import type { SignedIn } from '@/lib/session/signedIn.ts';

const id = (digit: string) => keyringId(digit.repeat(64));
const [anna, annas, bob, bobs, single, waiting] = ['1', '2', '3', '4', '5', '6'].map(id) as [
  KeyringId,
  KeyringId,
  KeyringId,
  KeyringId,
  KeyringId,
  KeyringId,
];
const shared = reportId('a'.repeat(32));
const other = reportId('b'.repeat(32));

function part(
  keyring: KeyringId,
  kind: IndexedPart['kind'],
  name: string | undefined,
  more: Partial<IndexedPart> = {},
) {
  return {
    keyring,
    kind,
    seq: 0,
    head: 'f'.repeat(64),
    closed: false,
    takesPart: true,
    capabilities: ['open'],
    soleOwner: false,
    through: [],
    names: name === undefined ? {} : { patient: { name } },
    ...more,
  };
}

/** Somebody who reads Anna's record, and one report of Bob's; another share of his waits. */
function book(): RecordBook {
  const me = { keyring: id('9'), decisions: { decisions: {} } } as unknown as SignedIn;
  const records = new RecordBook(me);
  records.restore({
    shelf: {
      records: [
        {
          record: anna,
          closed: false,
          parts: [part(anna, 'record', 'Invented Anna'), part(annas, 'section', 'Invented Anna')],
        },
        {
          record: bob,
          closed: false,
          parts: [
            part(single, 'share', 'Invented Bob', { section: bobs, report: shared }),
            part(waiting, 'share', undefined, { takesPart: false }),
          ],
        },
      ],
      again: [],
      since: 1,
    },
    ground: '',
    wholeAt: 1,
  } as unknown as KeptBook);
  return records;
}

describe('M2: shares of a report that the service names', () => {
  const records = book();
  const place = { record: bob, section: bobs, report: shared, shares: [single] };

  it('count where they are of that report in that section', () => {
    expect(records.sharesOf(place)).toEqual([single]);
    expect(records.patientOf(place)?.name).toBe('Invented Bob');
  });

  it.each([
    ['records', { ...place, shares: [anna] }],
    ['sections', { ...place, shares: [annas] }],
    ['of another report', { ...place, report: other }],
    ['in another section', { ...place, section: annas }],
    ['of another record', { ...place, record: anna }],
    ['that wait', { ...place, shares: [waiting] }],
    ['of nobody', { ...place, shares: [id('7')] }],
  ])('and not where they are %s, whose name is nobody else’s', (_, told) => {
    expect(records.sharesOf(told)).toEqual([]);
    expect(records.patientOf(told)).toBeUndefined();
  });

  it('and a section is one of its record', () => {
    expect(records.isSection(anna, annas)).toBe(true);
    expect(records.isSection(bob, annas)).toBe(false);
    expect(records.isSection(anna, anna)).toBe(false);
    expect(records.isSection(bob, single)).toBe(false);
  });
});
