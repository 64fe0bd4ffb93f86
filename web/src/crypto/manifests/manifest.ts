import type { Instant, KeyringId, ReportId, Sha256, StatementHash } from '../ids/ids.ts';
import type { Hop } from '../statements/statement.ts';
import type { KeyCommitment } from './keyCommitment.ts';

/** Who added a report. */
export interface Author {
  readonly keyring: KeyringId;
  /** Whose keys verify the manifest. */
  readonly generation: number;
  /** Of the author's chain as the author knew it. */
  readonly head: StatementHash;
  /** For display until the author's card is known; never proof of anything. */
  readonly name?: string;
}

/** What a file is for. */
export type FileRole = 'content' | 'preview' | 'study';

/** One file of a report. */
export interface ManifestFile {
  /** Relative, with `/` between segments. */
  readonly name: string;
  /** Type and subtype, without parameters. */
  readonly mediaType: string;
  /** In the pack, in bytes. */
  readonly offset: number;
  /** In bytes. */
  readonly size: number;
  readonly role: FileRole;
}

/** The stored body. */
export interface Body {
  /** Of the pack, in bytes. */
  readonly size: number;
}

/** What a manifest says of the report's contents: enough to verify them, and what lists show. */
export interface ContentsSummary {
  /** Of the sealed contents. */
  readonly sha256: Sha256;
  /** Of the sealed contents, in bytes. */
  readonly size: number;
  /** How many have the role `content`. */
  readonly files: number;
  /** Of these files, in the order in which they first appear; the first eight. */
  readonly mediaTypes: readonly string[];
}

/** A FHIR R4 `DocumentReference` as it was signed; foreign content, to be read with care. */
export type FhirDocument = Readonly<Record<string, unknown>>;

/**
 * What a report is (spec/bodies.md section 4): what lists show, and what its contents, key and body are
 * verified with. One that was parsed has passed every check of its
 * own content; whether the author had the authority is the chains' to say.
 */
export interface Manifest {
  readonly report: ReportId;
  readonly record: KeyringId;
  readonly section: KeyringId;
  readonly author: Author;
  /** Memberships used, from the author to the section; ends with the section. */
  readonly via: readonly Hop[];
  readonly time: Instant;
  readonly document: FhirDocument;
  readonly keyCommitment: KeyCommitment;
  readonly body: Body;
  /** Of what is sealed apart, and only fetched when the report is opened. */
  readonly contents: ContentsSummary;
}
