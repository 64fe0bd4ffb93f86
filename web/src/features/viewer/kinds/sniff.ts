import { recordingType } from '@/lib/media/recordings.ts';

/** How a file is shown. What its author says of it is only asked where the bytes leave it open. */
export type Kind =
  | { readonly kind: 'dicom' }
  | { readonly kind: 'image'; readonly mediaType: string }
  | { readonly kind: 'pdf' }
  | { readonly kind: 'video' | 'audio'; readonly mediaType: string }
  | { readonly kind: 'text'; readonly markup: boolean }
  | { readonly kind: 'unknown' };

/** So many bytes from the start of a file are enough for {@link sniff}. */
export const SNIFFED_BYTES = 4096;

const UNKNOWN: Kind = { kind: 'unknown' };

/** Judges a file by its first {@link SNIFFED_BYTES} bytes. */
export function sniff(head: Uint8Array, declared: string): Kind {
  if (has(head, 'DICM', 128) || isBareDicom(head)) {
    return { kind: 'dicom' };
  }
  return sniffImage(head) ?? sniffMedia(head, declared) ?? sniffDocument(head);
}

function sniffImage(head: Uint8Array): Kind | undefined {
  const image = (mediaType: string): Kind => ({ kind: 'image', mediaType });
  if (has(head, '\x89PNG\r\n\x1a\n')) {
    return image('image/png');
  }
  if (has(head, '\xff\xd8\xff')) {
    return image('image/jpeg');
  }
  if (has(head, 'GIF87a') || has(head, 'GIF89a')) {
    return image('image/gif');
  }
  if (has(head, 'RIFF') && has(head, 'WEBP', 8)) {
    return image('image/webp');
  }
  // "BM" alone begins many a text; the size of the second header tells them apart.
  if (has(head, 'BM') && [12, 40, 52, 56, 64, 108, 124].includes(head[14] ?? 0) && head[15] === 0) {
    return image('image/bmp');
  }
  if (has(head, 'ftyp', 4) && /^avi[fs]$/u.test(latin(head, 8, 12))) {
    return image('image/avif');
  }
  return undefined;
}

function sniffMedia(head: Uint8Array, declared: string): Kind | undefined {
  const mediaType = recordingType(head, declared);
  return mediaType === undefined
    ? undefined
    : { kind: mediaType.startsWith('audio/') ? 'audio' : 'video', mediaType };
}

function sniffDocument(head: Uint8Array): Kind {
  if (has(head, '%PDF-')) {
    return { kind: 'pdf' };
  }
  const text = textOf(head);
  return text === undefined ? UNKNOWN : { kind: 'text', markup: isMarkup(text) };
}

/** A data set without preamble: group 0008 first, with a plausible first element. */
function isBareDicom(head: Uint8Array): boolean {
  if (head.length < 16 || head[0] !== 0x08 || head[1] !== 0 || head[3] !== 0) {
    return false;
  }
  const explicit = /^(?:UL|UI|CS|DA|TM|DT|LO|SH)$/u.test(latin(head, 4, 6));
  const length = new DataView(head.buffer, head.byteOffset).getUint32(4, true);
  return explicit || length <= 64;
}

function isMarkup(text: string): boolean {
  return /<(?:!doctype|html|svg|script|body|head|iframe|img|a\s|\?xml|[a-z]+:[a-z]+)/iu.test(text);
}

/** The text, if these bytes are the beginning of one. */
function textOf(head: Uint8Array): string | undefined {
  const encoding = textEncoding(head);
  if (encoding === undefined) {
    return undefined;
  }
  const text = new TextDecoder(encoding).decode(head);
  return /[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]/u.test(text) ? undefined : text;
}

/** The encoding of a text that begins with these bytes; undefined if it is none. */
export function textEncoding(head: Uint8Array): string | undefined {
  if (has(head, '\xff\xfe')) {
    return 'utf-16le';
  }
  if (has(head, '\xfe\xff')) {
    return 'utf-16be';
  }
  if (head.includes(0)) {
    return undefined;
  }
  try {
    // A character may be cut at the end; as a stream that is no fault.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

function has(bytes: Uint8Array, text: string, at = 0): boolean {
  return bytes.length >= at + text.length && latin(bytes, at, at + text.length) === text;
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

/** Whether a file is worth asking the DICOM parser first: said so, named so, or without a type. */
export function mayBeDicom(name: string, mediaType: string): boolean {
  if (/^application\/dicom\b/iu.test(mediaType)) {
    return true;
  }
  const last = name.split('/').at(-1) ?? '';
  return (
    /\.(?:dcm|dicom|ima)$/iu.test(last) ||
    (mediaType === 'application/octet-stream' && !/\.[a-z]\w{0,4}$/iu.test(last))
  );
}
