import { makeZip, predictLength } from 'client-zip';

/** A file of an archive; its bytes are asked for when its turn has come. */
export interface ArchivedFile {
  readonly path: string;
  readonly size: number;
  readonly modified: Date;
  readonly open: () => ReadableStream<Uint8Array>;
}

/** Bytes of the archive of these files. */
export function archiveSize(files: readonly ArchivedFile[]): number {
  return Number(predictLength(files.map(({ path, size }) => ({ name: path, size }))));
}

/**
 * An archive, file after file, stored as they are. It fails with what a file's stream fails with; an
 * archive that ends well holds every byte of every file.
 */
export function archiveStream(files: readonly ArchivedFile[]): ReadableStream<Uint8Array> {
  return makeZip(entries(files));
}

function* entries(files: readonly ArchivedFile[]) {
  for (const { path, size, modified, open } of files) {
    yield { name: path, size, lastModified: modified, input: open() };
  }
}
