const DECODER = new TextDecoder('gb18030', { fatal: true, ignoreBOM: true });
const NO_LETTER = '\ufffd';

/**
 * A text in GB 18030, or in GBK, which is part of it. Engines differ in what is no letter; here a byte
 * below 80 is never swallowed, so that what ends a name's component ends it.
 */
export function decodeGb18030(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) {
      text += String.fromCharCode(byte);
      at += 1;
      continue;
    }
    const length = lengthAt(bytes, at);
    const letter = length === undefined ? NO_LETTER : letterOf(bytes.subarray(at, at + length));
    text += letter;
    at += length === undefined || (letter === NO_LETTER && isAscii(bytes[at + 1])) ? 1 : length;
  }
  return text;
}

/** Of a letter's code; undefined where none begins. */
function lengthAt(bytes: Uint8Array, at: number): number | undefined {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(at, at + 4);
  if (first < 0x81 || first > 0xfe) {
    return undefined;
  }
  if (isDigit(second)) {
    return third > 0x80 && third < 0xff && isDigit(fourth) ? 4 : undefined;
  }
  return second > 0x3f && second < 0xff && second !== 0x7f ? 2 : undefined;
}

function letterOf(code: Uint8Array): string {
  try {
    const letter = DECODER.decode(code);
    return [...letter].length === 1 ? letter : NO_LETTER;
  } catch {
    return NO_LETTER;
  }
}

function isDigit(byte: number): boolean {
  return byte > 0x2f && byte < 0x3a;
}

function isAscii(byte: number | undefined): boolean {
  return byte !== undefined && byte < 0x80;
}
