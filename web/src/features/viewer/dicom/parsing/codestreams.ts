export interface ClaimedSize {
  readonly rows: number;
  readonly columns: number;
}

/** The size that a JPEG, JPEG-LS or JPEG 2000 codestream claims; undefined for anything else. */
export function claimedSize(frame: Uint8Array): ClaimedSize | undefined {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.length);
  if (frame.length < 32) {
    return undefined;
  }
  if (view.getUint32(0) === 0xff4fff51) {
    return {
      columns: view.getUint32(8) - view.getUint32(16),
      rows: view.getUint32(12) - view.getUint32(20),
    };
  }
  return view.getUint16(0) === 0xffd8 ? jpegSize(view) : undefined;
}

function jpegSize(view: DataView): ClaimedSize | undefined {
  let at = 2;
  while (at + 9 <= view.byteLength) {
    const marker = view.getUint16(at);
    const fill = marker === 0xffff;
    if (fill) {
      at += 1;
      continue;
    }
    if (isFrameHeader(marker)) {
      const rows = view.getUint16(at + 5);
      // JPEG-LS and JPEG may leave the number of rows to be told later.
      return rows === 0 ? undefined : { rows, columns: view.getUint16(at + 7) };
    }
    if (marker < 0xff01 || marker === 0xffda || marker === 0xffd9) {
      return undefined;
    }
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

function isFrameHeader(marker: number): boolean {
  const jpegLs = marker === 0xfff7;
  const tables = marker === 0xffc4 || marker === 0xffc8 || marker === 0xffcc;
  return jpegLs || (marker >= 0xffc0 && marker <= 0xffcf && !tables);
}

/**
 * A JPEG codestream without what cameras and programs put into it: an orientation (Exif) or a colour
 * profile, by which a browser would turn or change the picture, and DICOM does not.
 */
export function withoutMetadata(jpeg: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.length);
  const kept = [jpeg.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= jpeg.length && view.getUint16(at) > 0xff00 && view.getUint16(at) !== 0xffda) {
    const marker = view.getUint16(at);
    const end = marker === 0xffff ? at + 1 : at + 2 + view.getUint16(at + 2);
    // JFIF and Adobe's segment say what the colours are.
    const isMetadata = marker > 0xffe0 && marker <= 0xffef && marker !== 0xffee;
    if (!isMetadata) {
      kept.push(jpeg.subarray(at, end));
    }
    at = end;
  }
  kept.push(jpeg.subarray(at));
  const plain = new Uint8Array(kept.reduce((sum, { length }) => sum + length, 0));
  let to = 0;
  for (const part of kept) {
    plain.set(part, to);
    to += part.length;
  }
  return plain;
}

/** A JPEG 2000 codestream whose decoder gives red, green and blue, whatever was given to its encoder. */
export function hasColourTransform(frame: Uint8Array): boolean {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.length);
  if (frame.length < 4 || view.getUint16(0) !== 0xff4f) {
    return false;
  }
  // The main header ends with the first tile.
  for (let at = 2; at + 9 <= frame.length && view.getUint16(at) !== 0xff90;) {
    if (view.getUint16(at) === 0xff52) {
      return view.getUint8(at + 8) === 1;
    }
    at += 2 + view.getUint16(at + 2);
  }
  return false;
}
