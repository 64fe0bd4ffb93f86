import type { Feed } from './feeds.ts';
import type { PortalError } from './errors.ts';
import type { RecordId, ReportId, SectionId, UploadId } from './ids.ts';
import type { Coding } from './reports.ts';

export interface NewFile {
  /** Relative path, segments joined by `/`. */
  readonly name: string;
  readonly mediaType: string;
  readonly role: 'content' | 'preview' | 'study';
  readonly source: Blob;
}

/** A report to upload. Files are stored in this order, which is the order of viewing. */
export interface NewReport {
  readonly record: RecordId;
  readonly section: SectionId;
  readonly title: string;
  readonly type: Coding | undefined;
  readonly specialty: Coding | undefined;
  /** Day of the examination, `YYYY-MM-DD`; undefined where nobody said it. */
  readonly date: string | undefined;
  readonly replaces?: ReportId;
  readonly files: readonly NewFile[];
}

/**
 * An upload of this device.
 *
 * - `waiting`: behind others. `running`. `paused`: by the user.
 * - `offline`: goes on by itself when the network is back.
 * - `needs-files`: after a reload the browser has let go of the files; resume it with them.
 * - `done`: stored durably; `report` is its id. `failed`: see `problem`; resuming tries again.
 */
export interface Upload {
  readonly id: UploadId;
  readonly record: RecordId;
  readonly title: string;
  readonly files: number;
  readonly phase: 'waiting' | 'running' | 'paused' | 'offline' | 'needs-files' | 'done' | 'failed';
  readonly totalBytes: number;
  /** Stored durably. Never goes back. */
  readonly doneBytes: number;
  /** Over the last seconds; undefined until it is known. */
  readonly bytesPerSecond: number | undefined;
  readonly problem: PortalError | undefined;
  readonly report: ReportId | undefined;
}

export interface Uploads {
  /** Newest first; finished ones until dismissed. */
  readonly feed: Feed<Upload>;

  /** Begins one upload. Resolves when it is written down and would survive a reload. */
  start(report: NewReport): Promise<UploadId>;

  pause(upload: UploadId): void;

  /**
   * Goes on where it stopped. With the files chosen again after `needs-files`; files that are not
   * the same reject with `file-changed`.
   */
  resume(upload: UploadId, files?: readonly File[]): Promise<void>;

  /** Gives up: removes it here and from the service. */
  cancel(upload: UploadId): Promise<void>;

  /** Takes a finished one off the list. */
  dismiss(upload: UploadId): void;
}
