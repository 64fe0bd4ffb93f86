import { BodyLayout } from '@/crypto/index.ts';
import type { PortalError } from '../contract/errors.ts';
import type { UploadId } from '../contract/ids.ts';
import type { Upload } from '../contract/uploads.ts';
import { ids } from '../ids.ts';
import type { StoredUpload } from '../storage/database.ts';
import { Rate } from './rate.ts';
import type { UploadPlan } from './uploadPlan.ts';
import type { RunObserver } from './uploadRun.ts';

/** One upload as it stands on this page. */
export class UploadItem {
  readonly stored: StoredUpload;
  readonly plan: UploadPlan;
  sources: readonly Blob[] | undefined;
  readonly #rate = new Rate();
  readonly #storedParts = new Set<number>();
  #phase: Upload['phase'] = 'waiting';
  #problem: PortalError | undefined;
  #doneBytes = 0;
  #running: AbortController | undefined;
  #gates: (() => void)[] = [];

  constructor(stored: StoredUpload, plan: UploadPlan) {
    this.stored = stored;
    this.plan = plan;
    const layout = new BodyLayout(stored.size);
    for (const index of stored.sealed.keys()) {
      this.#doneBytes += layout.part(index).size;
    }
  }

  get phase(): Upload['phase'] {
    return this.#phase;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Where it stands when it is found again. */
  restored(sources: readonly Blob[] | undefined) {
    this.sources = sources;
    const { phase, size } = this.stored;
    if (phase === 'done') {
      this.#phase = 'done';
      this.#doneBytes = size;
    } else if (sources === undefined) {
      this.#phase = 'needs-files';
    } else {
      this.#phase = phase === 'running' ? 'waiting' : 'paused';
    }
  }

  /** Whether there was anything to pause. */
  pause(): boolean {
    if (!['waiting', 'running', 'offline'].includes(this.#phase)) {
      return false;
    }
    this.#phase = 'paused';
    this.#rate.reset();
    return true;
  }

  resume() {
    if (this.#phase === 'done') {
      return;
    }
    this.#problem = undefined;
    this.#phase = this.isRunning ? 'running' : 'waiting';
    this.#openGates();
  }

  begin(): AbortSignal {
    this.#running = new AbortController();
    this.#phase = 'running';
    this.#rate.reset();
    return this.#running.signal;
  }

  finished() {
    this.#phase = 'done';
    this.#doneBytes = this.stored.size;
  }

  failed(problem: PortalError) {
    this.#phase = 'failed';
    this.#problem = problem;
  }

  ended() {
    this.#running = undefined;
  }

  stop() {
    this.#running?.abort();
    this.#openGates();
  }

  observer(layout: BodyLayout, onChange: () => void): RunObserver {
    return {
      onSent: (bytes) => {
        this.#rate.add(bytes, Date.now());
        onChange();
      },
      onStored: (index) => {
        if (!this.#storedParts.has(index)) {
          this.#storedParts.add(index);
          const done = [...this.#storedParts].reduce((sum, at) => sum + layout.part(at).size, 0);
          this.#doneBytes = Math.max(this.#doneBytes, done);
        }
        onChange();
      },
      onOffline: (isOffline) => {
        if (this.#phase === (isOffline ? 'running' : 'offline')) {
          this.#phase = isOffline ? 'offline' : 'running';
          this.#rate.reset();
          onChange();
        }
      },
      turn: () =>
        this.#phase === 'paused'
          ? new Promise<void>((resolve) => this.#gates.push(resolve))
          : Promise.resolve(),
    };
  }

  view(): Upload {
    const { report, record, size } = this.stored;
    const isMoving = this.#phase === 'running';
    return {
      id: report as string as UploadId,
      record: ids.record(record),
      title: this.plan.title,
      files: this.plan.files.length,
      phase: this.#phase,
      totalBytes: size,
      doneBytes: this.#doneBytes,
      bytesPerSecond: isMoving ? this.#rate.at(Date.now()) : undefined,
      problem: this.#phase === 'failed' ? this.#problem : undefined,
      report: this.#phase === 'done' ? ids.report(report) : undefined,
    };
  }

  #openGates() {
    const gates = this.#gates;
    this.#gates = [];
    gates.forEach((open) => {
      open();
    });
  }
}
