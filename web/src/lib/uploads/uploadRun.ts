import {
  BodyLayout,
  type Bytes,
  type FhirDocument,
  instantText,
  type NextPart,
  now,
  type SealedPart,
  type Sha256,
} from '@/crypto/index.ts';
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

type ToSend = Extract<NextPart, { state: 'sealed' }>;

/** What becomes of a run, as it happens. */
export interface RunObserver {
  onSent(bytes: number): void;
  /** A part is stored durably. */
  onStored(index: number): void;
  onOffline(isOffline: boolean): void;
  /** Resolves when the next part may be taken. */
  turn(): Promise<void>;
}

/** A report that is moved, in the place of files: its parts, read where it lies. */
export interface MovedParts {
  /** Of its files, in bytes. */
  readonly sizes: readonly number[];
  part(index: number): Promise<Bytes>;
  /** What it says of itself in its new place; asked right before completion. */
  document(author: string | undefined, subject: string | undefined): Promise<FhirDocument>;
}

/** One upload from announcement to completion; every step may have been made before. */
export class UploadRun {
  readonly #me: SignedIn;
  readonly #journal: UploadJournal;
  readonly #upload: StoredUpload;
  readonly #plan: UploadPlan;
  readonly #sources: readonly Blob[] | MovedParts;
  readonly #observer: RunObserver;
  readonly #signal: AbortSignal;
  readonly #sealed: Map<number, SealedPart>;
  readonly #layout: BodyLayout;

  constructor(
    me: SignedIn,
    journal: UploadJournal,
    upload: StoredUpload,
    plan: UploadPlan,
    sources: readonly Blob[] | MovedParts,
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
    this.#sealed = new Map(upload.sealed);
    this.#layout = new BodyLayout(upload.size);
  }

  async run(): Promise<void> {
    const { report, section, bodyBytes, key } = this.#upload;
    const { vault, connection } = this.#me;
    connection.requireClock();
    const announced = await this.#patiently(() => {
      const time = instantText(now());
      return connection.post('/reports', { report, section, bodyBytes, time }, answers.parts, {
        mayRepeat: true,
        signal: this.#signal,
      });
    });
    if (announced.complete) {
      return;
    }
    try {
      let held = announced;
      for (let pass = 0; pass < PASSES; pass++) {
        const { sizes } = this.#sources as Partial<MovedParts>;
        const files = sizes === undefined ? (this.#sources as readonly Blob[]) : { sizes };
        await vault.uploads.resume(report, key, files);
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
    const send = (part: ToSend) => {
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
        if (part.state === 'sealed') {
          send(part);
        } else {
          this.#observer.onStored(index);
        }
      }
    } finally {
      await Promise.all(sending);
    }
    if (failure !== undefined) {
      throw failure;
    }
  }

  async #next(
    index: number,
    held: Sha256 | undefined,
  ): Promise<Exclude<NextPart, { state: 'changed' }>> {
    const known = this.#sealed.get(index);
    const isHeld = known !== undefined && known.hash === held;
    const handed = 'part' in this.#sources ? await this.#sources.part(index) : undefined;
    const { uploads } = this.#me.vault;
    const part = await uploads.nextPart(this.#upload.report, known, isHeld, handed);
    if (part?.index !== index) {
      throw new Error('parts come in order');
    }
    if (part.state === 'changed') {
      throw new PortalError('file-changed');
    }
    return part;
  }

  async #send({ index, part, sealed }: ToSend) {
    const { report } = this.#upload;
    const { connection } = this.#me;
    const onSent = (bytes: number) => {
      this.#observer.onSent(bytes);
    };
    await this.#patiently(() =>
      sendPart(connection, report, index, sealed, part.hash, onSent, this.#signal),
    );
    this.#sealed.set(index, part);
    await this.#journal.notePart(report, index, part);
    this.#observer.onStored(index);
  }

  /** Hashes of all parts; undefined where the service does not hold exactly those that were sent. */
  #inOrder(held: ReadonlyMap<number, Sha256>): readonly Sha256[] | undefined {
    const parts = Array.from({ length: this.#layout.parts }, (_, index) => {
      const sent = this.#sealed.get(index)?.hash;
      return sent === held.get(index) ? sent : undefined;
    });
    const known = parts.filter((part) => part !== undefined);
    return known.length === parts.length ? known : undefined;
  }

  async #complete(parts: readonly Sha256[]) {
    const { report } = this.#upload;
    const contents = await this.#me.vault.uploads.contents(report, this.#plan.files, parts);
    await this.#patiently(() =>
      this.#me.connection.putOctets(`/reports/${report}/contents`, contents, {
        signal: this.#signal,
      }),
    );
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#patiently(() => this.#completeOnce());
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

  async #completeOnce() {
    const { vault, changes, connection, chains } = this.#me;
    const { report, section } = this.#upload;
    await changes.commit([section], () => vault.uploads.prepare(section));
    const view = await chains.view(section);
    const authorName = (await this.#me.ownName())?.slice(0, MOST_AUTHOR_NAME);
    const { time, manifest, envelopes } = await vault.uploads.complete(report, {
      section,
      files: this.#plan.files,
      ...(authorName === undefined ? {} : { authorName }),
      document: await this.#document(authorName, view.names.patient?.name),
    });
    const body = {
      time: instantText(time),
      manifest: wire.base64Url(manifest),
      envelopes: envelopes.map(sealedKeyOut),
      ...('part' in this.#sources ? { moved: true } : {}),
    };
    await connection.post(`/reports/${report}/complete`, body, wire.nothing, {
      mayRepeat: true,
      signal: this.#signal,
    });
  }

  #document(author: string | undefined, subject: string | undefined) {
    return 'part' in this.#sources
      ? this.#sources.document(author, subject)
      : documentOf({ ...this.#plan, author, subject });
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
  return new Map(parts.map(({ index, hash }) => [index, hash]));
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
