import { placeOf } from '@/lib/dicom/header.ts';
import { readPart10 } from '@/lib/dicom/part10.ts';
import { BOUNDS, type Instance, fragmentsIn } from './attributes.ts';
import { Describer } from './describe.ts';

/** Bytes read from the beginning of a file, one after the other until its pixels begin. */
const BEGINNINGS = [64 * 1024, 1024 * 1024, BOUNDS.headerBytes + 12];
const AT_ONCE = 8;
const UID = /^\d+(?:\.\d+)+$/u;
const EXPLICIT_BIG = '1.2.840.10008.1.2.2';
/** Films, and what is deflated: where their pixels lie says nothing. */
const OTHERS = /^1\.2\.840\.10008\.1\.2\.(?:4\.(?:10\d|95)|1\.99)$/u;
const PIXEL_DATA = 0x7fe0_0010;
const ITEM = 0xe000fffe;
const END = 0xe0ddfffe;

/** A file of a report that may be an image. */
export interface Source {
  /** Its position in the report. */
  readonly file: number;
  readonly source: Blob;
}

/**
 * The study index of a report's files, deflated as it stands in the pack (spec/bodies.md section 7).
 * Reads headers only, and of images in fragments where each fragment begins. Undefined if none of
 * the files is an image, or it would be longer than an index may be.
 */
export async function makeIndex(
  sources: readonly Source[],
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const text = await indexText(sources);
  if (text === undefined) {
    return undefined;
  }
  const deflated = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(deflated).arrayBuffer());
  return bytes.length > BOUNDS.deflatedBytes ? undefined : bytes;
}

/** The text of an index, before it is deflated. */
export async function indexText(
  sources: readonly Source[],
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const instances: string[] = [];
  let fragments = 0;
  for (let from = 0; from < sources.length; from += AT_ONCE) {
    const some = await Promise.all(sources.slice(from, from + AT_ONCE).map(instanceOf));
    for (const instance of some) {
      if (instance !== undefined) {
        instances.push(JSON.stringify(instance));
        fragments += fragmentsIn(instance);
      }
    }
  }
  const text = new TextEncoder().encode(`{"v":1,"instances":[${instances.join(',')}]}`);
  const fits = text.length <= BOUNDS.textBytes && fragments <= BOUNDS.fragmentsInAll;
  return instances.length > 0 && fits ? text : undefined;
}

async function instanceOf({ file, source }: Source): Promise<Instance | undefined> {
  for (const length of BEGINNINGS) {
    const bytes = new Uint8Array(await source.slice(0, length).arrayBuffer());
    if (String.fromCharCode(...bytes.subarray(128, 132)) !== 'DICM') {
      return undefined;
    }
    const part10 = await readPart10(bytes).catch(() => undefined);
    const pixels = part10?.data.elements['x7fe00010'];
    if (part10 !== undefined && pixels !== undefined) {
      const { transferSyntax } = part10;
      const describer = new Describer(part10.data, transferSyntax);
      const { frames } = describer;
      if (
        !part10.isAsSaid ||
        placeOf(PIXEL_DATA, bytes) !== pixels.dataOffset ||
        pixels.dataOffset > BOUNDS.headerBytes ||
        !UID.test(transferSyntax) ||
        transferSyntax === EXPLICIT_BIG ||
        OTHERS.test(transferSyntax) ||
        frames === undefined ||
        !describer.isPicture
      ) {
        return undefined;
      }
      const place =
        pixels.hadUndefinedLength === true
          ? await fragmentsOf(source, pixels.dataOffset, frames)
          : pixels.length <= source.size - pixels.dataOffset
            ? { pixels: [pixels.dataOffset, pixels.length] as const }
            : undefined;
      const dicom = describer.describe();
      return place === undefined
        ? undefined
        : { file, size: source.size, ...place, ...(dicom === undefined ? {} : { dicom }) };
    }
    if (source.size <= length) {
      return undefined;
    }
  }
  return undefined;
}

/** Undefined where the file does not hold what it announces, or which frame is where is in doubt. */
async function fragmentsOf(
  source: Blob,
  start: number,
  frames: number,
): Promise<Pick<Instance, 'pixels' | 'frames'> | undefined> {
  const fragments: number[][] = [];
  const heads = new Window(source);
  let at = start;
  for (let table = true; ; table = false) {
    const head = await heads.at(at);
    if (head === undefined) {
      return undefined;
    }
    const tag = head.getUint32(0, true);
    const length = head.getUint32(4, true);
    if (tag === END && !table) {
      const each = framesOf(fragments, frames);
      return each && { pixels: [start, at + 8 - start], frames: each };
    }
    if (tag !== ITEM || length > source.size - at - 8 || fragments.length === BOUNDS.fragments) {
      return undefined;
    }
    if (!table) {
      fragments.push([at + 8, length]);
    }
    at += 8 + length;
  }
}

/** All of them are the only frame, or each is one. */
function framesOf(fragments: readonly number[][], frames: number) {
  if (frames === 1 && fragments.length > 0) {
    return [fragments.flat()];
  }
  return fragments.length === frames ? fragments : undefined;
}

/** Eight bytes anywhere in a file; small fragments are read many at once. */
class Window {
  static readonly #BYTES = 64 * 1024;
  readonly #source: Blob;
  #from = 0;
  #bytes = new Uint8Array();

  constructor(source: Blob) {
    this.#source = source;
  }

  async at(offset: number): Promise<DataView | undefined> {
    if (offset < this.#from || offset + 8 > this.#from + this.#bytes.length) {
      const piece = this.#source.slice(offset, offset + Window.#BYTES);
      this.#bytes = new Uint8Array(await piece.arrayBuffer());
      this.#from = offset;
    }
    return this.#bytes.length < offset - this.#from + 8
      ? undefined
      : new DataView(this.#bytes.buffer, offset - this.#from, 8);
  }
}
