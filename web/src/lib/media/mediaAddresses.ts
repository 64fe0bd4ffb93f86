import { randomBytes, toHex } from '@/crypto/index.ts';
import { PortalError } from '../contract/errors.ts';
import { openDatabase, type StoredMedia } from '../storage/database.ts';
import { type Claim, isMediaFailure, MEDIA_PREFIX, MEDIA_WORKER } from './mediaProtocol.ts';

const CONTROL_WITHIN = 5_000;
const OLD = 24 * 60 * 60_000;

type FailureListener = (address: string, problem: PortalError) => void;

/** Hands out addresses whose bytes the service worker opens on the way. */
export class MediaAddresses {
  readonly #listeners = new Set<FailureListener>();
  #controlled: Promise<boolean> | undefined;

  constructor() {
    workers()?.addEventListener('message', (event: MessageEvent<unknown>) => {
      const { data } = event;
      if (isMediaFailure(data)) {
        const problem = new PortalError(data.code);
        this.#listeners.forEach((listener) => {
          listener(data.address, problem);
        });
      }
    });
  }

  /** Undefined where no service worker answers for this page. */
  async add(file: Omit<StoredMedia, 'id' | 'added'>): Promise<string | undefined> {
    this.#controlled ??= control();
    if (!(await this.#controlled)) {
      this.#controlled = undefined;
      return undefined;
    }
    const id = toHex(randomBytes(16));
    await (await openDatabase()).put('media', { ...file, id, added: Date.now() });
    return MEDIA_PREFIX + id;
  }

  async remove(address: string) {
    await (await openDatabase()).delete('media', address.slice(MEDIA_PREFIX.length));
  }

  onFailure(listener: FailureListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}

/** Wipes every key that the service worker could open something with. */
export async function forgetMedia() {
  await (await openDatabase()).clear('media');
}

/** Wipes keys that a page left behind when it was closed. */
export async function forgetOldMedia() {
  const database = await openDatabase();
  for (const { id, added } of await database.getAll('media')) {
    if (added + OLD < Date.now()) {
      await database.delete('media', id);
    }
  }
}

/** Browsers leave it out where the page is not secure, and in some private windows. */
function workers(): ServiceWorkerContainer | undefined {
  return (navigator as { readonly serviceWorker?: ServiceWorkerContainer }).serviceWorker;
}

/** Waits until the service worker answers for this page; false where it does not in time. */
async function control(): Promise<boolean> {
  const container = workers();
  if (container === undefined) {
    return false;
  }
  const changed = new Promise<void>((resolve) => {
    container.addEventListener(
      'controllerchange',
      () => {
        resolve();
      },
      { once: true },
    );
  });
  try {
    await container.register(MEDIA_WORKER, { scope: '/', updateViaCache: 'none' });
    const { active } = await container.ready;
    if (container.controller === null) {
      const claim: Claim = { kind: 'claim' };
      active?.postMessage(claim);
      await Promise.race([changed, new Promise((resolve) => setTimeout(resolve, CONTROL_WITHIN))]);
    }
    return isControlled(container);
  } catch {
    return false;
  }
}

function isControlled({ controller }: ServiceWorkerContainer): boolean {
  return controller !== null;
}
