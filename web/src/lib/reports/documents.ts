import {
  type Corrected,
  type FhirDocument,
  isDate,
  type KeyringId,
  type Manifest,
  reportId,
} from '@/crypto/index.ts';
import type { ReportId } from '@/crypto/index.ts';
import type { Coding } from '../contract/reports.ts';

const REPORT_SYSTEM = 'urn:medseal:report';

/** What can be corrected. */
export interface Said {
  readonly title: string;
  readonly type: Coding | undefined;
  readonly specialty: Coding | undefined;
  readonly date: string;
  readonly subject: string | undefined;
}

/** What a report says of itself, from its verified manifest and the newest correction. */
export interface ReportContent extends Said {
  /** In milliseconds since 1970. */
  readonly signed: number;
  readonly author: KeyringId;
  readonly authorName: string | undefined;
  /** How many, previews not counted. */
  readonly fileCount: number;
  /** Of these files; the first eight. */
  readonly mediaTypes: readonly string[];
  readonly size: number;
  /** The time of a statement that its author did not know, in milliseconds since 1970. */
  readonly unawareSince: number | undefined;
  readonly replaces: ReportId | undefined;
  /** Who corrected it, when (in milliseconds since 1970), and what its author had said. */
  readonly corrected:
    { readonly by: KeyringId; readonly at: number; readonly before: Said } | undefined;
  /** How often. */
  readonly corrections: number;
}

/** What there is to tell of a report that is about to be signed. */
export interface Description {
  readonly title: string;
  readonly type: Coding | undefined;
  readonly specialty: Coding | undefined;
  readonly date: string | undefined;
  readonly author: string | undefined;
  readonly subject: string | undefined;
  readonly replaces: string | undefined;
}

/** A FHIR R4 `DocumentReference`, without `resourceType` and `date`. */
export function documentOf(of: Description): FhirDocument {
  const context = {
    ...(of.date === undefined ? {} : { period: { start: of.date } }),
    ...(of.specialty === undefined ? {} : { practiceSetting: concept(of.specialty) }),
  };
  return {
    status: 'current',
    ...(of.type === undefined ? {} : { type: concept(of.type) }),
    ...(of.subject === undefined ? {} : { subject: { display: of.subject } }),
    ...(of.author === undefined ? {} : { author: [{ display: of.author }] }),
    ...(of.replaces === undefined
      ? {}
      : {
          relatesTo: [
            {
              code: 'replaces',
              target: { identifier: { system: REPORT_SYSTEM, value: of.replaces } },
            },
          ],
        }),
    description: of.title,
    ...(Object.keys(context).length === 0 ? {} : { context }),
  };
}

/**
 * What a report says of itself in another place: what it shows and when, in the words of now. Nothing
 * else is carried, since it may name the patient, or reports, of the place that it leaves. Where it says
 * no day, it is of the day on which it was signed, and stays so.
 *
 * @param signed when it was signed where it lay
 * @param subject whose record it comes to
 * @param kept the same record: its patient and relations stay
 */
export function movedDocument(
  shown: FhirDocument,
  signed: number,
  author: string | undefined,
  subject: string | undefined,
  kept: boolean,
): FhirDocument {
  const context = {
    period: { start: said(shown, signed).date },
    ...only(shown['context'], ['practiceSetting']),
    ...(dayOf(shown) === undefined ? {} : only(shown['context'], ['period'])),
  };
  const patient = kept ? text(at(shown, 'subject', 'display')) : subject;
  return {
    status: 'current',
    ...only(shown, ['type', 'category', 'description', ...(kept ? ['relatesTo'] : [])]),
    ...(patient === undefined ? {} : { subject: { display: patient } }),
    ...(author === undefined ? {} : { author: [{ display: author }] }),
    context,
  };
}

function only(foreign: unknown, names: readonly string[]): Readonly<Record<string, unknown>> {
  const found = names.map((name) => [name, at(foreign, name)] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== undefined));
}

/** What a list reads of a manifest. */
interface Described extends Pick<Manifest, 'document' | 'time' | 'body'> {
  readonly author: Pick<Manifest['author'], 'keyring' | 'name'>;
  readonly contents: Pick<Manifest['contents'], 'files' | 'mediaTypes'>;
  readonly corrected?: Corrected | undefined;
}

/** Reads the parts that are shown. The document is foreign: what has another form is left out. */
export function contentOf(
  { document, author, time, contents, body, corrected }: Described,
  unawareSince: number | undefined,
): ReportContent {
  const name = author.name === undefined ? '' : line(author.name);
  return {
    ...said(corrected?.document ?? document, time),
    signed: time,
    author: author.keyring,
    authorName: name === '' ? undefined : name,
    fileCount: contents.files,
    mediaTypes: contents.mediaTypes,
    unawareSince,
    size: body.size,
    replaces: replacedReport((corrected?.document ?? document)['relatesTo']),
    corrected:
      corrected === undefined
        ? undefined
        : { by: corrected.keyring, at: corrected.time, before: said(document, time) },
    corrections: corrected?.number ?? 0,
  };
}

function dayOf(document: FhirDocument): string | undefined {
  const start = text(at(document, 'context', 'period', 'start'))?.slice(0, 10);
  return start !== undefined && isDate(start) ? start : undefined;
}

function said(document: FhirDocument, time: number): Said {
  return {
    title: text(document['description']) ?? '',
    type: coding(document['type']),
    specialty: coding(at(document, 'context', 'practiceSetting')),
    date: dayOf(document) ?? localDay(new Date(time)),
    subject: text(at(document, 'subject', 'display')),
  };
}

/** Who is named with it. */
export function peopleOf({ author, corrected }: ReportContent): readonly KeyringId[] {
  return corrected === undefined ? [author] : [author, corrected.by];
}

/** One line of text that can be shown without steering whoever reads it. */
export function line(foreign: string): string {
  return foreign.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').trim();
}

function localDay(time: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

function concept({ system, code, display }: Coding) {
  return {
    coding: [{ system, code, ...(display === undefined ? {} : { display }) }],
  };
}

function coding(foreign: unknown): Coding | undefined {
  const first = at(foreign, 'coding', '0');
  const code = text(at(first, 'code'));
  return code === undefined
    ? undefined
    : { system: text(at(first, 'system')) ?? '', code, display: text(at(first, 'display')) };
}

function replacedReport(relations: unknown): ReportId | undefined {
  for (const relation of Array.isArray(relations) ? (relations as readonly unknown[]) : []) {
    const id = text(at(relation, 'target', 'identifier', 'value'));
    if (text(at(relation, 'code')) === 'replaces' && id !== undefined) {
      try {
        return reportId(id);
      } catch {
        return undefined;
      }
    }
  }
  return undefined;
}

function at(foreign: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (node, name) =>
      typeof node === 'object' && node !== null && Object.hasOwn(node, name)
        ? (node as Readonly<Record<string, unknown>>)[name]
        : undefined,
    foreign,
  );
}

function text(foreign: unknown): string | undefined {
  const clean = typeof foreign === 'string' ? line(foreign) : '';
  return clean === '' ? undefined : clean;
}
