import { decodeGb18030 } from './gb18030.ts';

/**
 * Character sets by their number in the terms of Specific Character Set (PS3.3 section C.12.1.1.2), and
 * the codes of ISO 2022 that designate them.
 */

/** What a byte above 7f, or a pair of bytes, stands for. */
export type CodeSet = Single | Pairs;

interface Single {
  readonly kind: 'single';
  /** For the bytes 80 to ff. */
  readonly letters: readonly string[];
}

interface Pairs {
  readonly kind: 'pairs';
  /** Of two bytes from 21 to 7e. */
  readonly letter: (first: number, second: number) => string;
}

/** Stands for what a set cannot decode. */
export const NO_LETTER = '\ufffd';

/** What programs write where they say Latin 1; engines differ in what they have under its label. */
const LATIN_1 = 'windows-1252';
const WINDOWS_CONTROLS = '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ';
/** Labels of the Encoding Standard. What they have for 80 to 9f is in no set of DICOM. */
const SINGLE: readonly (readonly [number: string, label: string, final: string])[] = [
  ['100', LATIN_1, 'A'],
  ['101', 'iso-8859-2', 'B'],
  ['109', 'iso-8859-3', 'C'],
  ['110', 'iso-8859-4', 'D'],
  ['144', 'iso-8859-5', 'L'],
  ['127', 'iso-8859-6', 'G'],
  ['126', 'iso-8859-7', 'F'],
  ['138', 'iso-8859-8', 'H'],
  ['148', 'windows-1254', 'M'],
  ['166', 'windows-874', 'T'],
  ['203', 'iso-8859-15', 'b'],
];
/** Names of ISO 8859 parts, which some devices write in place of a term. */
const PARTS: ReadonlyMap<string, string> = new Map([
  ['1', '100'],
  ['2', '101'],
  ['3', '109'],
  ['4', '110'],
  ['5', '144'],
  ['6', '127'],
  ['7', '126'],
  ['8', '138'],
  ['9', '148'],
  ['11', '166'],
  ['15', '203'],
]);
const UTF_8 = new TextDecoder('utf-8', { ignoreBOM: true });
/** Decoded as a whole; their bytes above 7f are no code of ISO 2022. */
const WHOLE: ReadonlyMap<string, (bytes: Uint8Array) => string> = new Map([
  ['192', (bytes: Uint8Array) => UTF_8.decode(bytes)],
  ['GB18030', decodeGb18030],
  ['GBK', decodeGb18030],
]);

/** The number of a set, however its term is written: `iso_ir 100`, `ISO-2022-IR-100`; '' for ASCII. */
export function numberOf(term: string): string {
  const plain = term.toUpperCase().replaceAll(/[^A-Z0-9]/gu, '');
  const number = /^(?:ISO|ISO2022)?IR(\d+)$/u.exec(plain)?.[1];
  const part = /^(?:ISO|LATIN)?8859(\d{1,2})$/u.exec(plain)?.[1];
  if (plain === '' || number === '6') {
    return '';
  }
  return number ?? PARTS.get(part ?? '') ?? (plain === 'UTF8' ? '192' : plain);
}

/** What decodes a text in that set as a whole. */
export function wholeDecoder(number: string): ((bytes: Uint8Array) => string) | undefined {
  return WHOLE.get(number);
}

const made = new Map<string, CodeSet>();

/** What bytes above 7f are in a set; undefined where they are nothing there. */
export function upperSet(number: string): CodeSet | undefined {
  let set = made.get(number);
  if (set === undefined) {
    const label = SINGLE.find(([each]) => each === number)?.[1];
    set =
      label !== undefined
        ? { kind: 'single', letters: letters(label) }
        : number === '13'
          ? { kind: 'single', letters: KATAKANA }
          : number === '149'
            ? korean()
            : number === '58'
              ? pairs('gb18030')
              : undefined;
    if (set !== undefined) {
      made.set(number, set);
    }
  }
  return set;
}

/** Which set an escape sequence designates for bytes above 7f, by its final and what stands before. */
export function designatedUpper(between: string, final: string): CodeSet | undefined {
  switch (between) {
    case '-':
      return upperSet(SINGLE.find(([, , each]) => each === final)?.[0] ?? 'none');
    case ')':
      return final === 'I' ? upperSet('13') : undefined;
    case '$)':
      return final === 'C' ? upperSet('149') : final === 'A' ? upperSet('58') : undefined;
    default:
      return undefined;
  }
}

/** Which set of pairs it designates for bytes below 80; `ascii` for single ones. */
export function designatedLower(between: string, final: string): Pairs | 'ascii' | undefined {
  switch (between) {
    case '(':
      return final === 'B' || final === 'J' ? 'ascii' : undefined;
    case '$':
      return final === 'B' || final === '@' ? JIS_X_0208 : undefined;
    case '$(':
      return final === 'D' ? JIS_X_0212 : undefined;
    default:
      return undefined;
  }
}

function letters(label: string): string[] {
  const decoder = new TextDecoder(label);
  return Array.from({ length: 128 }, (_, index) => {
    const byte = 0x80 + index;
    if (label === LATIN_1) {
      return WINDOWS_CONTROLS[index] ?? String.fromCharCode(byte);
    }
    // What Windows has for these is nothing in a set of DICOM.
    return byte < 0xa0 ? NO_LETTER : known(decoder.decode(Uint8Array.of(byte)));
  });
}

/** Some engines stand in letters for private use, or control characters, for what is none. */
function known(letter: string): string {
  return letter < '\u00a0' || /\p{Co}/u.test(letter) || [...letter].length !== 1
    ? NO_LETTER
    : letter;
}

const KATAKANA = Array.from({ length: 128 }, (_, index) =>
  index > 0x20 && index < 0x60 ? String.fromCharCode(0xff40 + index) : NO_LETTER,
);

/** Letters that the Encoding Standard takes from Windows, and the set's own. */
const JAPANESE: ReadonlyMap<string, string> = new Map([
  ['\uff5e', '\u301c'],
  ['\u2225', '\u2016'],
  ['\uff0d', '\u2212'],
  ['\uffe0', '\u00a2'],
  ['\uffe1', '\u00a3'],
  ['\uffe2', '\u00ac'],
]);

function pairs(label: string, before: readonly number[] = []): Pairs {
  const decoder = new TextDecoder(label);
  return {
    kind: 'pairs',
    letter: (first, second) => {
      const code = Uint8Array.of(...before, first | 0x80, second | 0x80);
      return known(decoder.decode(code));
    },
  };
}

/** @param isRow whether the set has letters that begin with that byte; vendors have more */
function japanese(before: readonly number[], isRow: (row: number) => boolean): Pairs {
  const { letter } = pairs('euc-jp', before);
  return {
    kind: 'pairs',
    letter: (first, second) => {
      const one = isRow(first - 0x20) ? letter(first, second) : NO_LETTER;
      return JAPANESE.get(one) ?? one;
    },
  };
}

function korean(): Pairs {
  const { letter } = pairs('euc-kr');
  return {
    kind: 'pairs',
    // The sign of the Korean post was added later than most tables were made.
    letter: (first, second) => (first === 0x22 && second === 0x68 ? '㉾' : letter(first, second)),
  };
}

const JIS_X_0208 = japanese([], (row) => row < 9 || (row > 15 && row < 85));
const JIS_X_0212 = japanese([0x8f], (row) => row < 78);
