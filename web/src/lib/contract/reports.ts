import type { PortalError } from './errors.ts';
import type { LongAction } from './feeds.ts';
import type { RecordId, ReportId, SectionId } from './ids.ts';
import type { Party } from './people.ts';
import type { Patient } from './records.ts';

/** A code of LOINC (types) or SNOMED CT (specialties), with the words its author chose. */
export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display: string | undefined;
}

export interface ReportFile {
  /** Position in the report. */
  readonly index: number;
  /** Relative, segments joined by `/`; safe to show, made safe again before saving. */
  readonly name: string;
  readonly mediaType: string;
  /** Bytes of plaintext. */
  readonly size: number;
  readonly role: 'content' | 'preview' | 'study';
}

/** What can be corrected of what a report says of itself. */
export interface Said {
  readonly title: string;
  readonly type: Coding | undefined;
  readonly specialty: Coding | undefined;
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** The patient’s name. */
  readonly subject: string | undefined;
}

/** That a report was corrected, proved by the signature of somebody who managed its section. */
export interface Corrected {
  /** Undefined where their history does not verify. */
  readonly by: Party | undefined;
  readonly at: Date;
  /** By the author’s signature. */
  readonly before: Said;
  readonly now: Said;
}

/** A report whose manifest, signatures and author's authority have been verified. */
export interface ReportSummary {
  readonly state: 'verified';
  readonly id: ReportId;
  readonly record: RecordId;
  readonly section: SectionId;
  readonly sectionName: string;
  readonly patient: Patient | undefined;
  readonly title: string;
  readonly type: Coding | undefined;
  readonly specialty: Coding | undefined;
  /** Day of the examination, `YYYY-MM-DD`; where the author gave none, the day it was added. */
  readonly date: string;
  /** When the author signed it. */
  readonly signed: Date;
  readonly author: Party;
  /** The name that the author gave in the manifest; not proved by anybody. */
  readonly authorName: string | undefined;
  /** How many files, previews not counted. */
  readonly fileCount: number;
  /** Of these files, the first eight; the first is that of the first file. */
  readonly mediaTypes: readonly string[];
  /**
   * The time of a change that its author did not know when they signed, and should have: somebody who
   * had been removed may be able to open it.
   */
  readonly unawareSince: Date | undefined;
  /** Title, type, specialty and date are those of a later correction. */
  readonly corrected: Corrected | undefined;
  /** Bytes of plaintext, all files together. */
  readonly size: number;
  readonly replaces: ReportId | undefined;
  readonly replacedBy: ReportId | undefined;
  /** Came after a first visit, never opened on this device, and not uploaded by this session. */
  readonly isNew: boolean;
  /** May this session share or delete it? */
  readonly manageable: boolean;
}

/** Who deleted a report, proved by their signature. */
export interface Deletion {
  readonly by: Party;
  readonly at: Date;
}

/** A report that does not verify, or that the service withholds. Nothing of it is shown. */
export interface BrokenReport {
  readonly state: 'broken';
  readonly id: ReportId;
  readonly record: RecordId;
  readonly section: SectionId;
  /** The service's word. */
  readonly created: Date;
  readonly problem: PortalError;
}

export type ReportEntry = ReportSummary | BrokenReport;

/** How soon bytes are wanted: `now` overtakes everything that is only wanted `ahead`. */
export type Urgency = 'now' | 'ahead';

/**
 * Opens one report's files. Every byte that it gives is the one that the author signed; a read that meets a
 * changed or missing byte rejects with `tampered` or `truncated` and gives nothing of that piece.
 * Close it when the page is left.
 */
export interface ReportReader {
  readonly report: ReportSummary;
  readonly files: readonly ReportFile[];

  /** Bytes `offset` to `offset + length` of a file, cut at its end. */
  read(file: number, offset: number, length: number, urgency?: Urgency): Promise<Uint8Array>;

  /** A whole file. For files that fit in memory. */
  whole(
    file: number,
    options?: LongAction & { urgency?: Urgency },
  ): Promise<Uint8Array<ArrayBuffer>>;

  /** A whole file as a stream in order. */
  stream(file: number, options?: LongAction): ReadableStream<Uint8Array>;

  /**
   * An address of our own origin that answers byte ranges of the file, opened on the way by the
   * service worker, for `<video>` and `<audio>`. Undefined where there is no service worker (a first
   * visit with reload held down, a private window): the page then takes {@link whole}.
   */
  mediaAddress(file: number): Promise<string | undefined>;

  /**
   * Calls the listener when bytes behind a media address do not verify, because a media element
   * would only stall.
   */
  onMediaFailure(listener: (file: number, problem: PortalError) => void): () => void;

  /**
   * Saves a file to disk under that name, which the page has made safe. Where the browser lets us,
   * straight to a file of the user's choice; nothing is left behind when it fails.
   */
  save(file: number, name: string, options?: LongAction): Promise<void>;

  /** Saves several files as one ZIP archive under that name; otherwise as {@link save}. */
  saveArchive(
    name: string,
    files: readonly { readonly file: number; readonly path: string }[],
    options?: LongAction,
  ): Promise<void>;

  close(): void;
}
