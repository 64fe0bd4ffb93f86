import {
  BodyLayout,
  type Bytes,
  type Capability,
  type Contents,
  contentsSize,
  type FhirDocument,
  type KeyringId,
  PackReader,
  PartHashes,
  type ReportId,
} from '@/crypto/index.ts';
import { answers } from '../api/shapes.ts';
import { PortalError } from '../contract/errors.ts';
import type { LongAction } from '../contract/feeds.ts';
import type { ReportReader } from '../contract/reports.ts';
import { type DicomHeader, lookForDicom } from '../dicom/header.ts';
import { type NamedPatient, patientsIn } from '../dicom/patients.ts';
import { hasCode } from '../errors/portalErrors.ts';
import type { SignedIn } from '../session/signedIn.ts';
import type { StoredUpload } from '../storage/database.ts';
import { UploadJournal } from '../uploads/uploadJournal.ts';
import type { UploadPlan } from '../uploads/uploadPlan.ts';
import { type MovedParts, UploadRun } from '../uploads/uploadRun.ts';
import { bodySource, hashListSource } from './bodySource.ts';
import { movedDocument } from './documents.ts';
import type { Opened } from './reportOpener.ts';

/** What moving takes of the session. */
export interface Mover {
  /** Verifies a report anew; rejects where it does not. */
  open(report: ReportId): Promise<Opened>;
  /** What lies in a report that was verified. */
  contents(report: ReportId): Promise<{ readonly contents: Contents; readonly key: CryptoKey }>;
}

/** A report that is open where it lies. */
interface Lying {
  readonly opened: Extract<Opened, { manifest: unknown }>;
  readonly contents: Contents;
  /** Reads of all its files, one behind the other, nothing that is not verified. */
  readonly read: (offset: number, length: number) => Promise<Bytes>;
}

/** Where a report goes. */
export interface Destination {
  readonly record: KeyringId;
  readonly section: KeyringId;
  /** Whether this person may open it there. */
  readonly opens: boolean;
}

/**
 * Takes a report from where it was filed by mistake to where it belongs (docs/adr/0038): it is added there
 * anew, read back, and only then deleted where it lay. What was interrupted goes on without a second copy.
 *
 * @returns where it is now
 */
export class Moves {
  readonly #me: SignedIn;
  readonly #mover: Mover;
  readonly #journal: UploadJournal;

  constructor(me: SignedIn, mover: Mover) {
    this.#me = me;
    this.#mover = mover;
    this.#journal = new UploadJournal(me.vault, me.keyring);
  }

  async move(
    report: ReportId,
    to: Destination,
    { onProgress, signal = new AbortController().signal }: LongAction = {},
  ): Promise<ReportId> {
    // Another tab of the same person may be at it.
    return navigator.locks.request(`medseal/move/${report}`, { signal }, async () => {
      const ended = await this.#endedBefore(report, signal);
      if (typeof ended === 'string') {
        return ended;
      }
      const lying = ended;
      const { section } = lying.opened.answer;
      if (section === to.section) {
        throw new PortalError('invalid-change');
      }
      const arrived = await this.#arrived(report, to.section);
      const stored = arrived ?? (await this.#send(lying, to, onProgress, signal));
      if (to.opens) {
        await this.#readWhole(stored.report, signal);
      } else if ((await this.#journal.sealed(stored.report)).size !== stored.parts) {
        throw new PortalError('upload-incomplete'); // the service says that it has more than it was sent
      }
      await this.#leave(section, stored);
      await this.#journal.remove(stored.report);
      return stored.report;
    });
  }

  /** What lies there; or where it is now, where nothing was missing of an earlier attempt but the answer. */
  async #endedBefore(report: ReportId, signal: AbortSignal): Promise<Lying | ReportId> {
    try {
      return await this.#lying(report, signal);
    } catch (failure) {
      if (failure instanceof PortalError && failure.deletion?.by.me === true) {
        for (const stored of await this.#copies(report)) {
          if (await this.#isComplete(`/reports/${stored.report}`)) {
            await this.#journal.remove(stored.report);
            return stored.report;
          }
        }
      }
      throw failure;
    }
  }

  /** What an earlier attempt has brought there; what it had only begun is given up. */
  async #arrived(report: ReportId, section: KeyringId): Promise<StoredUpload | undefined> {
    for (const stored of await this.#copies(report)) {
      const path = `/reports/${stored.report}`;
      if (await this.#isComplete(path)) {
        if (stored.section !== section) {
          throw new PortalError('moved-elsewhere');
        }
        return stored;
      }
      await this.#giveUp(stored.report);
    }
    return undefined;
  }

  /** What earlier attempts have begun of it elsewhere. */
  async #copies(report: ReportId): Promise<readonly StoredUpload[]> {
    const all = await this.#journal.all();
    return all.map(({ stored }) => stored).filter(({ moving }) => moving?.report === report);
  }

  async #giveUp(upload: ReportId) {
    try {
      await this.#me.connection.delete(`/reports/${upload}`);
    } catch (failure) {
      if (!hasCode(failure, 'not-found', 'gone')) {
        throw failure;
      }
    }
    await this.#journal.remove(upload);
  }

  async #isComplete(path: string): Promise<boolean> {
    try {
      return (await this.#me.connection.get(`${path}/parts`, answers.parts)).complete;
    } catch (failure) {
      if (hasCode(failure, 'not-found', 'gone')) {
        return false;
      }
      throw failure;
    }
  }

  async #open(report: ReportId): Promise<Lying['opened']> {
    const opened = await this.#mover.open(report);
    if ('code' in opened) {
      throw new PortalError(opened.code);
    }
    return opened;
  }

  async #lying(report: ReportId, signal: AbortSignal): Promise<Lying> {
    const opened = await this.#open(report);
    const { contents, key } = await this.#mover.contents(report);
    const layout = new BodyLayout(contentsSize(contents));
    const { connection } = this.#me;
    const lists = hashListSource(connection, report, signal);
    const hashes = new PartHashes(layout, { first: 0, hashes: contents.parts }, lists);
    const source = bodySource(connection, report, signal);
    const pack = new PackReader(key, report, layout, hashes, source);
    return { opened, contents, read: (offset, length) => pack.read(offset, length) };
  }

  /** Part by part; each byte is compared with what was signed. */
  async #readWhole(report: ReportId, signal: AbortSignal) {
    const { contents, read } = await this.#lying(report, signal);
    const layout = new BodyLayout(contentsSize(contents));
    for (let index = 0; index < layout.parts; index++) {
      const { offset, size } = layout.part(index);
      await read(offset, size);
    }
  }

  async #send(
    lying: Lying,
    to: Destination,
    onProgress: LongAction['onProgress'],
    signal: AbortSignal,
  ): Promise<StoredUpload> {
    const { contents, opened } = lying;
    const sizes = contents.files.map(({ size }) => size);
    const begun = await this.#me.vault.uploads.begin({ sizes });
    const plan = planOf(contents);
    const stored = await this.#journal.begin(
      {
        ...begun,
        record: to.record,
        section: to.section,
        begun: Date.now(),
        moving: { report: contents.report, corrections: opened.corrected?.number ?? 0 },
      },
      plan,
      [],
    );
    const layout = new BodyLayout(begun.size);
    let done = 0;
    const observer = {
      onSent: () => undefined,
      onStored: () => {
        done++;
        onProgress?.(done / layout.parts);
      },
      onOffline: () => undefined,
      turn: () => Promise.resolve(),
    };
    const parts = this.#parts(lying, to, sizes, layout);
    try {
      await new UploadRun(this.#me, this.#journal, stored, plan, parts, observer, signal).run();
    } catch (failure) {
      if (hasCode(failure, 'gone', 'not-found', 'deleted', 'corrected-meanwhile')) {
        await this.#giveUp(stored.report);
      }
      throw failure;
    }
    return stored;
  }

  #parts(
    { opened, contents, read }: Lying,
    to: Destination,
    sizes: readonly number[],
    layout: BodyLayout,
  ): MovedParts {
    const shown: FhirDocument = opened.corrected?.document ?? opened.manifest.document;
    const isKept = opened.answer.record === to.record;
    return {
      sizes,
      part: (index) => {
        const { offset, size } = layout.part(index);
        return read(offset, size);
      },
      document: async (author, subject) => {
        // What was deleted or corrected meanwhile is not added.
        const now = await this.#open(contents.report);
        if (now.corrected?.number !== opened.corrected?.number) {
          throw new PortalError('corrected-meanwhile');
        }
        return movedDocument(shown, opened.manifest.time, author, subject, isKept);
      },
    };
  }

  async #leave(section: KeyringId, { moving }: StoredUpload) {
    if (moving === undefined) {
      throw new Error('this is no move');
    }
    const { changes, vault } = this.#me;
    const left = await changes.commit([section], () =>
      vault.sharing.leaveReport(section, moving.report, moving.corrections),
    );
    switch (left) {
      case 'moved':
        return;
      case 'corrected':
        throw new PortalError('corrected-in-both');
      case 'deleted':
        throw new PortalError('moved-elsewhere');
    }
  }
}

/** Whether this person may open what is in that section of a record. */
export function opensIn(
  record:
    | {
        readonly sections: readonly {
          readonly id: KeyringId;
          readonly capabilities: readonly Capability[];
        }[];
      }
    | undefined,
  section: KeyringId,
): boolean {
  const found = record?.sections.find(({ id }) => id === section);
  return found?.capabilities.includes('open') ?? false;
}

/** Whom the DICOM headers of a report's files name, each once. */
export async function patientsInside(reader: ReportReader): Promise<readonly NamedPatient[]> {
  const found: { readonly dicom: DicomHeader | undefined }[] = [];
  try {
    for (const { index, mediaType, size } of reader.files) {
      if (mediaType === 'application/dicom') {
        const slice = (from: number, to: number) => ({
          arrayBuffer: async () => (await reader.read(index, from, to - from)).slice().buffer,
        });
        const look = await lookForDicom({ size, slice });
        found.push({ dicom: look.kind === 'dicom' ? look.header : undefined });
      }
    }
  } finally {
    reader.close();
  }
  return patientsIn(found);
}

function planOf({ files }: Contents): UploadPlan {
  return {
    title: '',
    type: undefined,
    specialty: undefined,
    date: undefined,
    replaces: undefined,
    files: files.map(({ name, mediaType, role, size }) => ({
      name,
      mediaType,
      role,
      size,
      isMadeHere: false,
    })),
  };
}
