import { PortalError } from '../contract/errors.ts';
import { blobAddress } from '../media/blobAddress.ts';

interface SaveHandle {
  createWritable(): Promise<WritableStream<Uint8Array>>;
  remove?(): Promise<void>;
}

interface WithPicker {
  showSaveFilePicker?(options: { readonly suggestedName: string }): Promise<SaveHandle>;
}

/** So long a browser may take to begin with a download. */
const KEPT_FOR = 60_000;
/** So many bytes wait in memory before the browser is handed them. */
const GATHERED = 8 * 1024 * 1024;

/**
 * Writes a stream into a file of the user's choice. Where the browser has no such thing, the bytes are
 * gathered first and then downloaded: nothing is saved before all of it has been verified.
 */
export async function saveStream(
  name: string,
  size: number,
  open: () => ReadableStream<Uint8Array>,
): Promise<void> {
  const picker = (globalThis as WithPicker).showSaveFilePicker?.bind(globalThis);
  const handle =
    picker === undefined ? undefined : await pick(() => picker({ suggestedName: name }));
  if (handle === undefined) {
    await download(name, size, open());
    return;
  }
  try {
    await open().pipeTo(await handle.createWritable());
  } catch (failure) {
    await handle.remove?.().catch(() => undefined);
    throw failure;
  }
}

/** Undefined where the browser does not let us choose here. */
async function pick(ask: () => Promise<SaveHandle>): Promise<SaveHandle | undefined> {
  try {
    return await ask();
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') {
      throw new PortalError('aborted', { cause: failure });
    }
    return undefined;
  }
}

async function download(name: string, size: number, stream: ReadableStream<Uint8Array>) {
  const blob = await gather(stream);
  if (blob.size !== size) {
    throw new PortalError('truncated');
  }
  const address = blobAddress(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, KEPT_FOR);
}

/** As a blob, whose pieces the browser may keep on disk. Its type is none that a browser opens. */
async function gather(stream: ReadableStream<Uint8Array>): Promise<Blob> {
  const kept: Blob[] = [];
  let fresh: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return new Blob([...kept, ...fresh], { type: 'application/octet-stream' });
    }
    fresh.push(value as Uint8Array<ArrayBuffer>);
    bytes += value.length;
    if (bytes >= GATHERED) {
      kept.push(new Blob(fresh));
      fresh = [];
      bytes = 0;
    }
  }
}
