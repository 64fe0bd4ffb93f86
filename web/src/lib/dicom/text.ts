import {
  type CodeSet,
  designatedLower,
  designatedUpper,
  NO_LETTER,
  numberOf,
  upperSet,
  wholeDecoder,
} from './characterSets.ts';

const ESCAPE = 0x1b;
/** Behind these the first set of the file is in force again (PS3.5 section 6.1.2.5.3). */
const LINE_ENDS = new Set([0x09, 0x0a, 0x0c, 0x0d]);
/** What stands in escape sequences for bytes above 7f, and for those below. */
const UPPER = new Set(['-', ')', '$-', '$)']);
const LOWER = new Set(['(', '$', '$(']);
const BACKSLASH = 0x5c;
const NAME_ENDS = new Set([0x5e, 0x3d]);

/**
 * Texts in the file's own character set (PS3.3 section C.12.1.1.2, PS3.5 section 6.1.2). What a set
 * cannot decode becomes a replacement character. A file that names no set is read as UTF-8 where it is
 * that, else as Windows 1252.
 */
export class DicomText {
  readonly #whole: ((bytes: Uint8Array) => string) | undefined;
  /** For bytes above 7f, before anything else is designated. */
  readonly #upper: CodeSet | undefined;
  readonly #isGuessed: boolean;

  /** By the value of Specific Character Set. */
  constructor(characterSets: string | undefined) {
    const numbers = (characterSets ?? '').split('\\').map(numberOf);
    this.#whole = numbers.map(wholeDecoder).find((decoder) => decoder !== undefined);
    this.#upper = numbers.map(upperSet).find((set) => set !== undefined);
    this.#isGuessed =
      this.#upper === undefined && !numbers.some((number) => number === '87' || number === '159');
  }

  /** @param isName of a person: its groups and components end what was designated in them */
  decode(bytes: Uint8Array, isName = false): string {
    const isPlain = !bytes.includes(ESCAPE);
    if (isPlain && isAscii(bytes)) {
      return ASCII.decode(bytes);
    }
    if (this.#whole !== undefined) {
      return withoutMark(this.#whole(bytes));
    }
    if (this.#isGuessed && isPlain) {
      const text = strictly(bytes);
      if (text !== undefined) {
        return withoutMark(text);
      }
    }
    return this.#extended(bytes, isName);
  }

  /** With code extensions. */
  #extended(bytes: Uint8Array, isName: boolean): string {
    const initial = this.#upper ?? (this.#isGuessed ? upperSet('100') : undefined);
    if (initial?.kind === 'single' && !bytes.includes(ESCAPE)) {
      return singly(bytes, initial.letters);
    }
    let lower: ReturnType<typeof designatedLower> = 'ascii';
    let upper = initial;
    const text: string[] = [];
    const reset = () => {
      lower = 'ascii';
      upper = initial;
    };
    let at = 0;
    while (at < bytes.length) {
      const byte = bytes[at] ?? 0;
      const next = bytes[at + 1] ?? 0;
      at += 1;
      if (byte === ESCAPE) {
        const { between, final, end } = sequence(bytes, at);
        at = end;
        if (UPPER.has(between)) {
          upper = designatedUpper(between, final);
        } else if (LOWER.has(between)) {
          lower = designatedLower(between, final);
        }
      } else if (byte <= 0x20 || byte === 0x7f) {
        text.push(String.fromCharCode(byte));
        if (LINE_ENDS.has(byte)) {
          reset();
        }
      } else if (byte > 0x7f && upper?.kind === 'single') {
        text.push(upper.letters[byte - 0x80] ?? NO_LETTER);
      } else if (byte < 0x7f && lower === 'ascii') {
        text.push(String.fromCharCode(byte));
        if (byte === BACKSLASH || (isName && NAME_ENDS.has(byte))) {
          reset();
        }
      } else {
        const set: CodeSet | undefined =
          byte > 0x7f ? upper : lower === 'ascii' ? undefined : lower;
        const isPair = isCode(byte) && isCode(next) && byte > 0x7f === next > 0x7f;
        if (set?.kind === 'pairs' && isPair) {
          text.push(set.letter(byte & 0x7f, next & 0x7f));
          at += 1;
        } else {
          text.push(NO_LETTER);
        }
      }
    }
    return text.join('');
  }
}

const ASCII = new TextDecoder();
const STRICT = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

/** As UTF-8; undefined where it is none. */
function strictly(bytes: Uint8Array): string | undefined {
  try {
    return STRICT.decode(bytes);
  } catch {
    return undefined;
  }
}

function singly(bytes: Uint8Array, letters: readonly string[]): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    text += byte < 0x80 ? String.fromCharCode(byte) : (letters[byte - 0x80] ?? NO_LETTER);
  }
  return text;
}

/** An escape sequence behind its first byte: bytes between, and one final byte. */
function sequence(bytes: Uint8Array, start: number) {
  let end = start;
  while (((bytes[end] ?? 0) & 0xf0) === 0x20) {
    end += 1;
  }
  return {
    between: latin(bytes.subarray(start, Math.min(end, start + 3))),
    final: latin(bytes.subarray(end, end + 1)),
    end: end + 1,
  };
}

/** One of two bytes that stand for a letter. */
function isCode(byte: number): boolean {
  return (byte & 0x7f) > 0x20 && (byte & 0x7f) < 0x7f;
}

function isAscii(bytes: Uint8Array): boolean {
  let all = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    all |= bytes[at] ?? 0;
  }
  return all < 0x80;
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
