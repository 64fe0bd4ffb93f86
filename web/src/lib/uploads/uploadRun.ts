import { BodyLayout, type NextPart, type PartDigests, type Sha256 } from '@/crypto/index.ts';
import { isTemporary } from '../api/connection.ts';
import { answers, type PartsAnswer, sealedKeyOut } from '../api/shapes.ts';
import * as wire from '../api/wire.ts';
import { PortalError } from '../contract/errors.ts';
import { hasCode, throwIfAborted, toPortalError } from '../errors/portalErrors.ts';
import { documentOf } from '../reports/documents.ts';
import type { SignedIn } from '../session/signedIn.ts';
import type { StoredUpload } from '../storage/database.ts';
import { sendPart } from './partSender.ts';
import type { UploadJournal } from './uploadJournal.ts';
import type { UploadPlan } from './uploadPlan.ts';

const IN_FLIGHT = 3;
const PASSES = 3;
const COMPLETIONS = 8;
/** spec/bodies.md section 4. */
const MOST_AUTHOR_NAME = 200;
const LONGEST_PAUSE = 15_000;

/** What becomes of a run, as it happens. */
export interface RunObserver {
  onSent(bytes: number): void;
  /** A part is stored durably. */
  onStored(index: number): void;
  onOffline(isOffline: boolean): void;
  /** Resolves when the next part may be taken. */
  turn(): Promise<void>;
}

/** One upload from announcement to completion; every step may have been made before. */
export class UploadRun {
  readonly #me: SignedIn;
  readonly #journal: UploadJournal;
  readonly #upload: StoredUpload;
  readonly #plan: UploadPlan;
  readonly #sources: readonly Blob[];
  readonly #observer: RunObserver;
  readonly #signal: AbortSignal;
  readonly #digests: Map<number, PartDigests>;
  readonly #layout: BodyLayout;

  constructor(
    me: SignedIn,
    journal: UploadJournal,
    upload: StoredUpload,
    plan: UploadPlan,
    sources: readonly Blob[],
    observer: RunObserver,
    signal: AbortSignal,
  ) {
    this.#me = me;
    this.#journal = journal;
    this.#upload = upload;
    this.#plan = plan;
    this.#sources = sources;
    this.#observer = observer;
    this.#signal = signal;
    this.#digests = new Map(upload.digests);
    this.#layout = new BodyLayout(upload.size);
  }

  async run(): Promise<void> {
    const { report, section, bodyBytes, key } = this.#upload;
    const { vault, connection } = this.#me;
    const announced = await this.#patiently(() =>
      connection.post('/reports', { report, section, bodyBytes }, answers.parts, {
        mayRepeat: true,
        signal: this.#signal,
      }),
    );
    if (announced.complete) {
      return;
    }
    try {
      let held = announced;
      for (let pass = 0; pass < PASSES; pass++) {
        await vault.uploads.resume(report, key, this.#sources);
        await this.#sendAll(byIndex(held));
        held = await this.#patiently(() =>
          connection.get(`/reports/${report}/parts`, answers.parts, { signal: this.#signal }),
        );
        const parts = this.#inOrder(byIndex(held));
        if (parts !== undefined) {
          await this.#complete(parts);
          return;
        }
      }
      throw new PortalError('upload-incomplete');
    } finally {
      await vault.uploads.forget(report);
    }
  }

  /** Reads everything in order, and sends the parts that the service does not hold as they are. */
  async #sendAll(held: ReadonlyMap<number, Sha256>) {
    const sending = new Set<Promise<void>>();
    let failure: PortalError | undefined;
    const send = (part: NextPart) => {
      const sent = this.#send(part)
        .catch((reason: unknown) => {
          failure ??= toPortalError(reason);
        })
        .finally(() => sending.delete(sent));
      sending.add(sent);
    };
    try {
      for (let index = 0; index < this.#layout.parts && failure === undefined; index++) {
        while (sending.size >= IN_FLIGHT) {
          await Promise.race(sending);
        }
        await this.#observer.turn();
        throwIfAborted(this.#signal);
        const part = await this.#next(index, held.get(index));
        if (part.sealed === undefined) {
          this.#observer.onStored(index);
        } else {
          send(part);
        }
      }
    } finally {
      await Promise.all(sending);
    }
    if (failure !== undefined) {
      throw failure;
    }
  }

  async #next(index: number, held: Sha256 | undefined): Promise<NextPart> {
    const known = this.#digests.get(index);
    const isStored = known !== undefined && known.ciphertext === held;
    const part = await this.#me.vault.uploads.nextPart(
      this.#upload.report,
      isStored ? known : undefined,
    );
    if (part?.index !== index) {
      throw new Error('parts come in order');
    }
    this.#requireSame(part);
    return part;
  }

  /** A part that was sealed before must have the same content now. */
  #requireSame({ index, plaintext }: NextPart) {
    const known = this.#digests.get(index);
    if (known !== undefined && known.plaintext !== plaintext) {
      throw new PortalError('file-changed');
    }
  }

  async #send(part: NextPart) {
    const { sealed, index, ciphertext } = part;
    if (sealed === undefined) {
      throw new Error('there is nothing to send');
    }
    const { report } = this.#upload;
    const { connection } = this.#me;
    const onSent = (bytes: number) => {
      this.#observer.onSent(bytes);
    };
    await this.#patiently(() =>
      sendPart(connection, report, index, sealed, ciphertext, onSent, this.#signal),
    );
    this.#digests.set(index, part);
    await this.#journal.notePart(report, index, part);
    this.#observer.onStored(index);
  }

  /** Digests of all parts; undefined where the service does not hold exactly those that were sent. */
  #inOrder(held: ReadonlyMap<number, Sha256>): readonly Sha256[] | undefined {
    const parts = Array.from({ length: this.#layout.parts }, (_, index) => {
      const sent = this.#digests.get(index)?.ciphertext;
      return sent === held.get(index) ? sent : undefined;
    });
    const known = parts.filter((part) => part !== undefined);
    return known.length === parts.length ? known : undefined;
  }

  async #complete(parts: readonly Sha256[]) {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#patiently(() => this.#completeOnce(parts));
        return;
      } catch (failure) {
        if (hasCode(failure, 'already-complete')) {
          return; // an answer to an earlier attempt was lost
        }
        const isMoved = hasCode(failure, 'stale-seal', 'head-moved', 'stale-generation');
        if (!isMoved || attempt === COMPLETIONS) {
          throw failure;
        }
      }
    }
  }

  async #completeOnce(parts: readonly Sha256[]) {
    const { vault, changes, connection, chains } = this.#me;
    const { report, section } = this.#upload;
    await changes.commit([section], () => vault.uploads.prepare(section));
    const view = await chains.view(section);
    const authorName = (await this.#me.ownName())?.slice(0, MOST_AUTHOR_NAME);
    const { manifest, envelopes } = await vault.uploads.complete(
      report,
      {
        section,
        files: this.#plan.files,
        ...(authorName === undefined ? {} : { authorName }),
        document: documentOf({
          ...this.#plan,
          author: authorName,
          subject: view.names.patient?.name,
        }),
      },
      parts,
    );
    const body = {
      manifest: wire.base64Url(manifest),
      envelopes: envelopes.map(sealedKeyOut),
    };
    await connection.post(`/reports/${report}/complete`, body, wire.nothing, {
      mayRepeat: true,
      signal: this.#signal,
    });
  }

  /** Waits for the network and the service to come back, as long as it takes. */
  async #patiently<T>(action: () => Promise<T>): Promise<T> {
    for (let pause = 1_000; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      try {
        const value = await action();
        this.#observer.onOffline(false);
        return value;
      } catch (failure) {
        const problem = toPortalError(failure);
        const isBusy = problem.code === 'too-many-requests';
        if (!isTemporary(problem) && !isBusy) {
          throw problem;
        }
        this.#observer.onOffline(!isBusy);
        await untilOnline((problem.retryAfterSeconds ?? 0) * 1_000 + pause, this.#signal);
      }
    }
  }
}

function byIndex({ parts }: PartsAnswer): ReadonlyMap<number, Sha256> {
  return new Map(parts.map(({ index, sha256 }) => [index, sha256]));
}

/** Resolves after that time, or when the network is back; rejects when aborted. */
function untilOnline(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject: (failure: PortalError) => void) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      signal.removeEventListener('abort', abort);
    };
    const done = () => {
      end();
      resolve();
    };
    const abort = () => {
      end();
      reject(new PortalError('aborted'));
    };
    const timer = setTimeout(done, millis);
    window.addEventListener('online', done);
    signal.addEventListener('abort', abort);
    if (signal.aborted) {
      abort();
    }
  });
}
