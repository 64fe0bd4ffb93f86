import type { ReportEntry, ReportSummary } from '@/lib/portal.ts';
import { specialtyName, typeName } from '@/ui/codings.ts';
import type { Formats } from '@/ui/formats.ts';
import { nameOf } from '@/ui/people/person.ts';
import type { Texts } from '@/ui/texts/texts.ts';

/** What the list is narrowed to; an empty string is no limit. */
export interface Filters {
  readonly words: string;
  /** A LOINC code. */
  readonly type: string;
  /** A SNOMED CT code. */
  readonly specialty: string;
  /** `YYYY-MM-DD`, inclusive. */
  readonly from: string;
  readonly to: string;
}

export const NO_FILTERS: Filters = { words: '', type: '', specialty: '', from: '', to: '' };

/** Text without case and accents, so that `munoz` finds `Muñoz`. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Script=Latin}\p{M}+/gu, (letter) => letter.charAt(0))
    .toLowerCase();
}

/** Finds reports by what is written about them; what it has read of a report it remembers. */
export class Search {
  readonly #texts: Texts;
  readonly #formats: Formats;
  readonly #read = new WeakMap<ReportSummary, string>();

  constructor(texts: Texts, formats: Formats) {
    this.#texts = texts;
    this.#formats = formats;
  }

  /** Those that match every word and every filter, in the same order. */
  narrow(entries: readonly ReportEntry[], filters: Filters): readonly ReportEntry[] {
    const words = folded(filters.words)
      .split(/\s+/)
      .filter((word) => word !== '');
    const unlimited = { ...filters, words: '' };
    if (words.length === 0 && isUnlimited(unlimited)) {
      return entries;
    }
    return entries.filter(
      (entry) =>
        entry.state === 'verified' &&
        within(entry, unlimited) &&
        words.every((word) => this.#text(entry).includes(word)),
    );
  }

  #text(report: ReportSummary): string {
    let text = this.#read.get(report);
    if (text === undefined) {
      text = folded(
        [
          report.title,
          report.type === undefined ? '' : typeName(this.#texts, report.type),
          report.type?.display ?? '',
          report.specialty === undefined ? '' : specialtyName(this.#texts, report.specialty),
          report.specialty?.display ?? '',
          report.date,
          this.#formats.date(report.date),
          nameOf(this.#texts, report.author),
          report.author.email ?? report.author.toldEmail ?? '',
          report.authorName ?? '',
          report.patient?.name ?? '',
          ...(report.patient?.identifiers.map((identifier) => identifier.value) ?? []),
          report.sectionName,
        ].join('\n'),
      );
      this.#read.set(report, text);
    }
    return text;
  }
}

export function isUnlimited(filters: Filters): boolean {
  return Object.values(filters).every((value) => value === '');
}

function within(report: ReportSummary, filters: Filters): boolean {
  return (
    (filters.type === '' || report.type?.code === filters.type) &&
    (filters.specialty === '' || report.specialty?.code === filters.specialty) &&
    (filters.from === '' || report.date >= filters.from) &&
    (filters.to === '' || report.date <= filters.to)
  );
}

/** The types or specialties that occur, for a select, in the order of their names. */
export function occurring(
  entries: readonly ReportEntry[],
  kind: 'type' | 'specialty',
  texts: Texts,
): { value: string; label: string }[] {
  const names = new Map<string, string>();
  for (const entry of entries) {
    const coding = entry.state === 'verified' ? entry[kind] : undefined;
    if (coding !== undefined && !names.has(coding.code)) {
      names.set(
        coding.code,
        kind === 'type' ? typeName(texts, coding) : specialtyName(texts, coding),
      );
    }
  }
  return [...names]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
