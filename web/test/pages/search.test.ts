import { describe, expect, it } from 'vitest';
import { folded, NO_FILTERS, occurring, Search } from '../../src/features/records/search.ts';
import { PortalError, type ReportEntry } from '../../src/lib/portal.ts';
import type { Formats } from '../../src/ui/formats.ts';
import { en } from '../../src/ui/texts/en/index.ts';
import { radiologist, recordId, report, reportId, sectionId } from '../fakes/world.ts';

const formats = { date: (day: string | Date) => `day ${String(day)}` } as Formats;
const ct = report(1, {
  title: 'CT thorax',
  type: { system: 'http://loinc.org', code: '18748-4', display: undefined },
  specialty: { system: 'http://snomed.info/sct', code: '394914008', display: undefined },
  date: '2026-11-20',
  author: radiologist,
});
const letter = report(2, {
  title: 'Überweisung Muñoz',
  date: '2026-03-01',
  patient: { name: 'Ravi Demo', birthDate: undefined, identifiers: [] },
});
const broken: ReportEntry = {
  state: 'broken',
  id: reportId(3),
  record: recordId(10),
  section: sectionId(1),
  created: new Date('2026-01-01'),
  problem: new PortalError('tampered'),
};
const all: readonly ReportEntry[] = [ct, letter, broken];
const search = new Search(en, formats);
const found = (filters: Partial<typeof NO_FILTERS>) =>
  search.narrow(all, { ...NO_FILTERS, ...filters });

describe('searching reports', () => {
  it.each([
    ['the title', 'thorax'],
    ['the type in words', 'imaging'],
    ['the specialty in words', 'radiol'],
    ['the day', '2026-11-20'],
    ['the author’s confirmed name', 'lena'],
    ['several words in any order', 'lena thorax'],
    ['another case', 'THORAX'],
  ])('finds by %s', (_what, words) => {
    expect(found({ words })).toEqual([ct]);
  });

  it('finds by the patient', () => {
    expect(found({ words: 'ravi' })).toEqual([letter]);
  });

  it('finds without accents', () => {
    expect(found({ words: 'munoz uberweisung' })).toEqual([letter]);
  });

  it('wants every word', () => {
    expect(found({ words: 'thorax ravi' })).toEqual([]);
  });

  it('shows everything, broken reports too, where nothing is asked', () => {
    expect(found({})).toBe(all);
  });

  it('never finds a report that does not verify', () => {
    expect(found({ words: 'tampered' })).toEqual([]);
  });

  it('keeps the signs of scripts that are not Latin', () => {
    expect(folded('हिन्दी')).toBe('हिन्दी'.normalize('NFKD'));
  });
});

describe('filters', () => {
  it('narrow by specialty', () => {
    expect(found({ specialty: '394914008' })).toEqual([ct]);
  });

  it('narrow by type', () => {
    expect(found({ type: '47045-0' })).toEqual([letter]);
  });

  it('narrow by day, both ends included', () => {
    expect(found({ from: '2026-03-01', to: '2026-03-01' })).toEqual([letter]);
    expect(found({ from: '2026-03-02', to: '2026-11-19' })).toEqual([]);
  });

  it('offer what occurs, once, in the order of the words', () => {
    expect(occurring([ct, letter, ct, broken], 'type', en).map(({ label }) => label)).toEqual([
      'Diagnostic imaging study',
      'Study report',
    ]);
  });
});
