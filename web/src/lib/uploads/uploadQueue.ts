import { BodyLayout } from '@/crypto/index.ts';
import type { Feed } from '../contract/feeds.ts';
import type { UploadId } from '../contract/ids.ts';
import type { NewReport, Upload, Uploads } from '../contract/uploads.ts';
import { PortalError } from '../contract/errors.ts';
import { asPortal, hasCode, toPortalError } from '../errors/portalErrors.ts';
import { LiveFeed } from '../feeds/liveFeed.ts';
import { ids } from '../ids.ts';
import type { SignedIn } from '../session/signedIn.ts';
import { UploadItem } from './uploadItem.ts';
import { UploadJournal } from './uploadJournal.ts';
import { matchFiles, planOf } from './uploadPlan.ts';
import { UploadRun } from './uploadRun.ts';

const AT_ONCE = 2;
const SHOW_EVERY = 250;

/** Files that the user has given to this page, by report: they outlive a lock, not a reload. */
export type UploadSources = Map<string, readonly Blob[]>;

/** Uploads of this device: a few at a time, each going on where it stopped. */
export class UploadQueue implements Uploads {
  readonly #me: SignedIn;
  readonly #journal: UploadJournal;
  readonly #sources: UploadSources;
  readonly #onDone: (report: string) => Promise<void>;
  readonly #items = new Map<string, UploadItem>();
  readonly #feed: LiveFeed<Upload>;
  #shown: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  /** @param onDone called when a report is there for others to see */
  constructor(me: SignedIn, sources: UploadSources, onDone: (report: string) => Promise<void>) {
    this.#me = me;
    this.#journal = new UploadJournal(me.vault, me.keyring);
    this.#sources = sources;
    this.#onDone = onDone;
    this.#feed = new LiveFeed<Upload>(() => undefined);
  }

  get feed(): Feed<Upload> {
    return this.#feed;
  }

  /** Finds what an earlier visit has begun, and goes on with what can go on. */
  async restore() {
    for (const { stored, plan } of await this.#journal.all()) {
      if (stored.moving !== undefined) {
        continue; // whoever moves the report again goes on with it
      }
      const item = new UploadItem(stored, plan);
      let sources = this.#sources.get(stored.report);
      if (sources === undefined && plan.files.every(({ isMadeHere }) => isMadeHere)) {
        const made = await this.#journal.madeFiles(stored.report, plan);
        sources = made.size === plan.files.length ? matchFiles(plan, [], made) : undefined;
      }
      item.restored(sources);
      this.#items.set(stored.report, item);
    }
    this.#show();
    this.#next();
  }

  start(report: NewReport): Promise<UploadId> {
    return asPortal(async () => {
      const plan = planOf(report);
      const sources = report.files.map(({ source }) => source);
      const begun = await this.#me.vault.uploads.begin(sources);
      const stored = await this.#journal.begin(
        {
          ...begun,
          record: ids.toKeyring(report.record),
          section: ids.toKeyring(report.section),
          begun: Date.now(),
        },
        plan,
        sources,
      );
      this.#sources.set(stored.report, sources);
      const item = new UploadItem(stored, plan);
      item.restored(sources);
      this.#items.set(stored.report, item);
      this.#show();
      this.#next();
      return stored.report as string as UploadId;
    });
  }

  pause(upload: UploadId) {
    const item = this.#items.get(upload);
    if (item?.pause() === true) {
      void this.#journal.notePhase(upload, 'paused');
      this.#show();
      this.#next();
    }
  }

  resume(upload: UploadId, files?: readonly File[]): Promise<void> {
    return asPortal(async () => {
      const item = this.#require(upload);
      if (item.phase === 'needs-files' || files !== undefined) {
        const made = await this.#journal.madeFiles(upload, item.plan);
        const sources = matchFiles(item.plan, files ?? [], made);
        this.#sources.set(upload, sources);
        item.sources = sources;
      }
      item.resume();
      await this.#journal.notePhase(upload, 'running');
      this.#show();
      this.#next();
    });
  }

  cancel(upload: UploadId): Promise<void> {
    return asPortal(async () => {
      const item = this.#require(upload);
      item.stop();
      try {
        await this.#me.connection.delete(`/reports/${upload}`);
      } catch (failure) {
        if (!hasCode(failure, 'not-found', 'gone')) {
          throw failure;
        }
      }
      await this.#remove(upload);
    });
  }

  dismiss(upload: UploadId) {
    if (this.#items.get(upload)?.phase === 'done') {
      void this.#remove(upload);
    }
  }

  /** Stops everything; what is written down goes on next time. */
  close() {
    this.#isClosed = true;
    clearTimeout(this.#shown);
    this.#items.forEach((item) => {
      item.stop();
    });
  }

  async #remove(report: string) {
    this.#items.delete(report);
    this.#sources.delete(report);
    await this.#journal.remove(report);
    this.#show();
    this.#next();
  }

  #require(upload: UploadId): UploadItem {
    const item = this.#items.get(upload);
    if (item === undefined) {
      throw new PortalError('not-found');
    }
    return item;
  }

  #next() {
    const items = [...this.#items.values()];
    let running = items.filter(({ isRunning, phase }) => isRunning && phase !== 'paused').length;
    for (const item of items) {
      if (!this.#isClosed && running < AT_ONCE && item.phase === 'waiting' && !item.isRunning) {
        running++;
        void this.#run(item);
      }
    }
  }

  async #run(item: UploadItem) {
    const { report } = item.stored;
    const signal = item.begin();
    try {
      // Another tab of the same person may be at it.
      await navigator.locks.request(`medseal/upload/${report}`, { signal }, async () => {
        const run = new UploadRun(
          this.#me,
          this.#journal,
          { ...item.stored, sealed: await this.#journal.sealed(report) },
          item.plan,
          item.sources ?? [],
          item.observer(new BodyLayout(item.stored.size), () => {
            this.#showSoon();
          }),
          signal,
        );
        await run.run();
        await this.#journal.notePhase(report, 'done');
        await this.#journal.removeFiles(report);
      });
      item.finished();
      this.#sources.delete(report);
      await this.#onDone(report).catch(() => undefined);
    } catch (failure) {
      const problem = toPortalError(failure);
      if (!signal.aborted && !this.#isClosed && problem.code !== 'locked') {
        item.failed(problem);
        await this.#journal.notePhase(report, 'failed').catch(() => undefined);
      }
    } finally {
      item.ended();
    }
    if (!this.#isClosed) {
      this.#show();
      this.#next();
    }
  }

  #showSoon() {
    this.#shown ??= setTimeout(() => {
      this.#shown = undefined;
      this.#show();
    }, SHOW_EVERY);
  }

  #show() {
    if (!this.#isClosed) {
      const items = [...this.#items.values()].map((item) => item.view()).reverse();
      this.#feed.set({ items, phase: 'complete' });
      if (items.some(({ phase }) => phase === 'running')) {
        this.#showSoon();
      }
    }
  }
}
