/** A file that somebody chose or dropped, with its path below what was chosen. */
export interface ChosenFile {
  readonly file: File;
  /** Segments joined by `/`. */
  readonly path: string;
}

/** The files of an input, with the folders they lie in. */
export function fromInput(files: Iterable<File>): ChosenFile[] {
  // Empty for a file that was chosen by itself; absent in browsers that know no folders.
  return [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}

/**
 * Everything that was dropped, folders walked to their end. Must be called while the drop event is
 * being handled, because the browser forgets the entries afterwards.
 */
export function fromDrop(transfer: DataTransfer): Promise<ChosenFile[]> {
  const entries: FileSystemEntry[] = [];
  const plain: File[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') {
      continue;
    }
    const entry = item.webkitGetAsEntry();
    const file = item.getAsFile();
    if (entry !== null) {
      entries.push(entry);
    } else if (file !== null) {
      plain.push(file);
    }
  }
  return walk(entries, '').then((found) => [...found, ...fromInput(plain)]);
}

async function walk(entries: readonly FileSystemEntry[], above: string): Promise<ChosenFile[]> {
  const found: ChosenFile[] = [];
  for (const entry of entries) {
    const path = above === '' ? entry.name : `${above}/${entry.name}`;
    if (isFile(entry)) {
      const file = await new Promise<File>((resolve, reject) => {
        entry.file(resolve, reject);
      });
      found.push({ file, path });
    } else if (isDirectory(entry)) {
      found.push(...(await walk(await children(entry), path)));
    }
  }
  return found;
}

/** The reader gives at most a hundred entries a call, and none at the end. */
async function children(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) {
      return all;
    }
    all.push(...some);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
