import type { Instant, KeyringId, ReportId, Sha256, StatementHash } from '../ids/ids.ts';
import type { Hop } from '../statements/statement.ts';

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
export type FileRole = 'content' | 'preview';

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
  readonly sha256: Sha256;
  readonly role: FileRole;
}

/** The stored body. */
export interface Body {
  /** Of the pack, in bytes. */
  readonly size: number;
  /** SHA-256 of each part's ciphertext. */
  readonly parts: readonly { readonly sha256: Sha256 }[];
}

/** A FHIR R4 `DocumentReference` as it was signed; foreign content, to be read with care. */
export type FhirDocument = Readonly<Record<string, unknown>>;

/**
 * What a report holds (spec/bodies.md section 4). One that was parsed has passed every check of its
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
  /** In the order of the pack; at least one. */
  readonly files: readonly ManifestFile[];
  readonly body: Body;
}
