import { checkClaim, frameBytes, holdsMore } from '../parsing/frames.ts';
import type { DicomObject, Facts, ImageContent } from '../parsing/objects.ts';
import { EXPLICIT_BIG } from '@/lib/dicom/syntax.ts';
import { DicomError } from '../parsing/problems.ts';
import type { Indexed } from '../study/readIndex.ts';

const ITEM = 0xe000fffe;
const ITEM_HEAD = 8;

type Read = (offset: number, length: number) => Promise<Uint8Array>;

/** The frames of a file of which only the header was read, each in a range of its own. */
export class RangedFrames {
  readonly #image: ImageContent;
  readonly #offset: number;
  /** Of each frame offset and length of each fragment; undefined where they follow one another. */
  readonly #frames: Indexed['frames'];

  private constructor(image: ImageContent, offset: number, frames: Indexed['frames']) {
    this.#image = image;
    this.#offset = offset;
    this.#frames = frames;
  }

  /**
   * By the file's own header, and where its pixels are in fragments by the index, which has to begin
   * where the header ends. Undefined where only the whole file tells, for instance where it may hold
   * more frames than it says.
   */
  static of(
    { content, facts, stored }: DicomObject,
    size: number,
    indexed: Indexed | undefined,
  ): RangedFrames | undefined {
    if (content.kind !== 'image' || stored === undefined) {
      return undefined;
    }
    const { offset, length } = stored;
    if (length !== undefined) {
      if (!hasPlainFrames(content, facts)) {
        return undefined;
      }
      const each = frameBytes(content.pixels);
      const all = each * content.frames;
      return all <= length && offset + all <= size && !holdsMore(8 * each, length, content.frames)
        ? new RangedFrames(content, offset, undefined)
        : undefined;
    }
    const isSaid = indexed?.frames?.length === content.frames && indexed.pixels[0] === offset;
    // The only frame, in many fragments, may be many frames.
    return isSaid && (content.frames > 1 || indexed.frames[0]?.length === 2)
      ? new RangedFrames(content, offset, indexed.frames)
      : undefined;
  }

  /** A frame's bytes, as they are stored. */
  async frame(index: number, read: Read): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#frames === undefined) {
      const length = frameBytes(this.#image.pixels);
      const bytes = await read(this.#offset + index * length, length);
      return wanted(bytes, index < this.#image.frames ? length : -1);
    }
    const fragments = this.#frames[index] ?? [];
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < fragments.length; at += 2) {
      pieces.push(await fragment(read, fragments[at] ?? 0, fragments[at + 1] ?? 0));
    }
    const frame = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of pieces) {
      frame.set(piece, at);
      at += piece.length;
    }
    checkClaim(frame, this.#image.pixels);
    return frame;
  }
}

/** Frames that begin with a byte, are as long as they say, and are stored in our order. */
function hasPlainFrames({ pixels }: ImageContent, { transferSyntax }: Facts): boolean {
  return (
    pixels.bitsAllocated > 1 &&
    !pixels.photometricInterpretation.endsWith('_422') &&
    transferSyntax !== EXPLICIT_BIG
  );
}

/** A fragment, whose item in the file has to say the same of it as the index. */
async function fragment(read: Read, offset: number, length: number): Promise<Uint8Array> {
  const bytes = await read(offset - ITEM_HEAD, ITEM_HEAD + length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (
    bytes.length !== ITEM_HEAD + length ||
    view.getUint32(0, true) !== ITEM ||
    view.getUint32(4, true) !== length
  ) {
    throw new DicomError('contradicted');
  }
  return bytes.subarray(ITEM_HEAD);
}

function wanted(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  if (bytes.length !== length) {
    throw new DicomError('cut-off');
  }
  return new Uint8Array(bytes);
}
