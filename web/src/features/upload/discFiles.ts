const MARKS = new Set(['dicomdir', 'autorun.inf']);
const PROGRAMS = new Set([
  ...['exe', 'dll', 'com', 'msi', 'cab', 'sys', 'ocx', 'bat', 'cmd', 'ps1', 'vbs', 'sh', 'so'],
  ...['dylib', 'jar', 'class', 'app'],
]);
const PAGES = new Set(['html', 'htm', 'xhtml', 'css', 'js', 'xsl', 'xslt']);
const SETTINGS = new Set([
  ...['inf', 'ini', 'cfg', 'conf', 'config', 'manifest', 'reg', 'lnk', 'url', 'ico', 'cur'],
]);
const TO_READ_FIRST =
  /^(?:readme|read_me|read me|liesmich|lisezmoi|leeme|leggimi|licen[cs]e|lizenz|copying|copyright|notice|changelog)[^.]*(?:\.(?:txt|md|rtf|pdf))?$/u;
const THUMBNAILS = 'thumb';

/**
 * Tells what on a CD or DVD belongs to the disc and not to the patient: the index, what starts by
 * itself, viewers with all that lies in their folders, web pages, what has to be read first,
 * thumbnails. Only what is no DICOM is judged: a disc's images are never its own.
 */
export class DiscFiles {
  readonly #roots = new Set<string>();
  readonly #viewers = new Set<string>();

  /** @param paths of everything that was chosen, segments joined by `/` */
  constructor(paths: readonly string[]) {
    for (const path of paths) {
      const name = nameOf(path);
      if (MARKS.has(name)) {
        this.#roots.add(folderOf(path));
      }
      if (PROGRAMS.has(extensionOf(name)) || PAGES.has(extensionOf(name))) {
        this.#viewers.add(folderOf(path));
      }
    }
    for (const root of this.#roots) {
      this.#viewers.delete(root);
    }
  }

  /** Whether a file is a disc's index, which is DICOM itself. */
  static isIndex(path: string): boolean {
    return nameOf(path) === 'dicomdir';
  }

  /** Whether a file that is no DICOM belongs to a disc. */
  isOwn(path: string): boolean {
    let isInViewer = false;
    for (let folder = path; folder !== '';) {
      folder = folderOf(folder);
      isInViewer ||= this.#viewers.has(folder);
      if (this.#roots.has(folder)) {
        return isInViewer || isOwnByName(folder === '' ? path : path.slice(folder.length + 1));
      }
    }
    return false;
  }
}

function isOwnByName(inDisc: string): boolean {
  const name = nameOf(inDisc);
  const extension = extensionOf(name);
  return (
    MARKS.has(name) ||
    PROGRAMS.has(extension) ||
    PAGES.has(extension) ||
    SETTINGS.has(extension) ||
    TO_READ_FIRST.test(name) ||
    inDisc.split('/').some((segment) => segment.toLowerCase().startsWith(THUMBNAILS))
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}

/** Empty for the uppermost one. */
function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
