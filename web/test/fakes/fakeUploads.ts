import type { NewReport, ReportId, Upload, UploadId, Uploads } from '../../src/lib/portal.ts';
import { FakeFeed } from './feed.ts';

/** Uploads in memory; nothing moves unless a test moves it. */
export class FakeUploads implements Uploads {
  readonly feed = new FakeFeed<Upload>([]);
  readonly started: NewReport[] = [];
  readonly resumed: (readonly File[] | undefined)[] = [];

  start(report: NewReport): Promise<UploadId> {
    this.started.push(report);
    const id = `u${this.started.length}` as UploadId;
    this.put({
      id,
      record: report.record,
      title: report.title,
      files: report.files.length,
      phase: 'running',
      totalBytes: report.files.reduce((sum, file) => sum + file.source.size, 0),
      doneBytes: 0,
      bytesPerSecond: undefined,
      problem: undefined,
      report: undefined,
    });
    return Promise.resolve(id);
  }

  put(upload: Upload) {
    this.feed.change((items) => [upload, ...items.filter((one) => one.id !== upload.id)]);
  }

  alter(id: UploadId, change: Partial<Upload>) {
    this.feed.change((items) => items.map((one) => (one.id === id ? { ...one, ...change } : one)));
  }

  pause = (id: UploadId) => {
    this.alter(id, { phase: 'paused', bytesPerSecond: undefined });
  };

  resume(id: UploadId, files?: readonly File[]): Promise<void> {
    this.resumed.push(files);
    this.alter(id, { phase: 'running' });
    return Promise.resolve();
  }

  cancel = (id: UploadId) => {
    this.feed.change((items) => items.filter((one) => one.id !== id));
    return Promise.resolve();
  };

  dismiss = (id: UploadId) => {
    this.feed.change((items) => items.filter((one) => one.id !== id));
  };

  /** As when everything is stored. */
  finish(id: UploadId, report: ReportId) {
    this.alter(id, { phase: 'done', report });
  }
}
