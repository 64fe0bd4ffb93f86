import { type KeyringId, type RemoteVault, type SealedPart, utf8 } from '@/crypto/index.ts';
import { openDatabase, type StoredUpload } from '../storage/database.ts';
import type { UploadPlan } from './uploadPlan.ts';

/** Uploads of one person that have begun on this device, written down so that they survive a reload. */
export class UploadJournal {
  readonly #vault: RemoteVault;
  readonly #owner: KeyringId;

  constructor(vault: RemoteVault, owner: KeyringId) {
    this.#vault = vault;
    this.#owner = owner;
  }

  async begin(
    upload: Omit<StoredUpload, 'owner' | 'sealedPlan' | 'sealed' | 'phase'>,
    plan: UploadPlan,
    sources: readonly Blob[],
  ): Promise<StoredUpload> {
    const { report } = upload;
    const stored: StoredUpload = {
      ...upload,
      owner: this.#owner,
      sealedPlan: await this.#vault.accounts.sealLocal(
        planName(report),
        utf8(JSON.stringify(plan)),
      ),
      sealed: new Map(),
      phase: 'running',
    };
    const database = await openDatabase();
    for (const [index, { isMadeHere }] of plan.files.entries()) {
      const source = sources[index];
      if (isMadeHere && source !== undefined) {
        const name = fileName(report, index);
        const bytes = new Uint8Array(await source.arrayBuffer());
        await database.put('uploadFiles', await this.#vault.accounts.sealLocal(name, bytes), name);
      }
    }
    await database.put('uploads', stored);
    return stored;
  }

  /** Those that still open; others are forgotten. */
  async all(): Promise<readonly { readonly stored: StoredUpload; readonly plan: UploadPlan }[]> {
    const own = await (await openDatabase()).getAllFromIndex('uploads', 'owner', this.#owner);
    const read = await Promise.all(
      own.map(async (stored) => {
        const plan = await this.#plan(stored);
        if (plan === undefined) {
          await this.remove(stored.report);
        }
        return plan === undefined ? [] : [{ stored, plan }];
      }),
    );
    return read.flat().sort((one, other) => one.stored.begun - other.stored.begun);
  }

  /** Files that were made here, by position. */
  async madeFiles(report: string, plan: UploadPlan): Promise<ReadonlyMap<number, Blob>> {
    const database = await openDatabase();
    const made = new Map<number, Blob>();
    for (const [index, { isMadeHere, mediaType }] of plan.files.entries()) {
      const name = fileName(report, index);
      const sealed = isMadeHere ? await database.get('uploadFiles', name) : undefined;
      if (sealed !== undefined) {
        const bytes = await this.#vault.accounts.openLocal(name, sealed);
        made.set(index, new Blob([bytes], { type: mediaType }));
      }
    }
    return made;
  }

  async sealed(report: string): Promise<ReadonlyMap<number, SealedPart>> {
    return (await (await openDatabase()).get('uploads', report))?.sealed ?? new Map();
  }

  async notePart(report: string, index: number, part: SealedPart) {
    await this.#change(report, (stored) => ({
      ...stored,
      sealed: new Map(stored.sealed).set(index, part),
    }));
  }

  notePhase(report: string, phase: StoredUpload['phase']): Promise<void> {
    return this.#change(report, (stored) => ({ ...stored, phase }));
  }

  async remove(report: string) {
    const database = await openDatabase();
    await database.delete('uploads', report);
    await this.removeFiles(report);
  }

  async removeFiles(report: string) {
    const range = IDBKeyRange.bound(`${report}/`, `${report}/~`);
    await (await openDatabase()).delete('uploadFiles', range);
  }

  async #change(report: string, change: (stored: StoredUpload) => StoredUpload) {
    const transaction = (await openDatabase()).transaction('uploads', 'readwrite');
    const stored = await transaction.store.get(report);
    if (stored !== undefined) {
      await transaction.store.put(change(stored));
    }
    await transaction.done;
  }

  async #plan({ report, sealedPlan }: StoredUpload): Promise<UploadPlan | undefined> {
    try {
      const bytes = await this.#vault.accounts.openLocal(planName(report), sealedPlan);
      return JSON.parse(new TextDecoder().decode(bytes)) as UploadPlan;
    } catch {
      return undefined;
    }
  }
}

/** Removes what is written down of uploads that are done; what is not done goes on another time. */
export async function forgetFinished(owner: KeyringId) {
  const transaction = (await openDatabase()).transaction('uploads', 'readwrite');
  for (const upload of await transaction.store.index('owner').getAll(owner)) {
    if (upload.phase === 'done') {
      await transaction.store.delete(upload.report);
    }
  }
  await transaction.done;
}

function planName(report: string): string {
  return `upload/${report}`;
}

function fileName(report: string, index: number): string {
  return `${report}/${index}`;
}
