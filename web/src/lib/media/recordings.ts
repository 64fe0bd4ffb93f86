/**
 * The media types under which bytes of a report may reach a player, and how our own code tells them
 * from the bytes. What the author declared is never asked, but for whether a container that holds both
 * is a film or a sound.
 */
export const RECORDING_TYPES = [
  'video/mp4',
  'video/webm',
  'video/ogg',
  'audio/mp4',
  'audio/webm',
  'audio/ogg',
  'audio/wav',
  'audio/flac',
  'audio/mpeg',
] as const;

export type RecordingType = (typeof RECORDING_TYPES)[number];

/** So many bytes from the start of a file are enough for {@link recordingType}. */
export const RECORDING_HEAD = 64;

const BRANDS_OF_PICTURES = /^(?:avi[fs]|mif1|msf1|hei[cfmsx]|hev[cx])$/u;

/** Undefined where the bytes are no recording that browsers play. */
export function recordingType(head: Uint8Array, declared: string): RecordingType | undefined {
  const audioSaid = /^audio\//iu.test(declared);
  if (has(head, 'ftyp', 4)) {
    const brand = latin(head, 8, 12);
    if (BRANDS_OF_PICTURES.test(brand)) {
      return undefined;
    }
    return brand === 'M4A ' || audioSaid ? 'audio/mp4' : 'video/mp4';
  }
  if (has(head, '\x1a\x45\xdf\xa3')) {
    return audioSaid ? 'audio/webm' : 'video/webm';
  }
  if (has(head, 'OggS')) {
    return has(head, 'theora', 29) || !audioSaid ? 'video/ogg' : 'audio/ogg';
  }
  if (has(head, 'RIFF') && has(head, 'WAVE', 8)) {
    return 'audio/wav';
  }
  if (has(head, 'fLaC')) {
    return 'audio/flac';
  }
  return has(head, 'ID3') || (audioSaid && isMpegFrame(head)) ? 'audio/mpeg' : undefined;
}

/** A frame header is short; it counts only where the author says audio too. */
function isMpegFrame(head: Uint8Array): boolean {
  return head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0;
}

function has(bytes: Uint8Array, text: string, at = 0): boolean {
  return bytes.length >= at + text.length && latin(bytes, at, at + text.length) === text;
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
