import { ObjectLibrary, type Stored } from '../loading/objectLibrary.ts';
import { Parser } from '../parsing/parser.ts';
import { DicomError } from '../parsing/problems.ts';
import { seriesOf } from '../series/series.ts';
import { decoded, imageIdOf, startCornerstone } from './cornerstone.ts';
import { drawThumbnail, extentOf } from './thumbnail.ts';

/** The middle frame of an object, in the window that it was made for. */
export async function pictureOfObject(file: Blob, longestSide: number): Promise<OffscreenCanvas> {
  const parser = new Parser();
  const library = new ObjectLibrary(onlyFile(file), parser);
  try {
    const [series] = seriesOf(new Map([[0, await library.open(0, 'now')]]));
    const slice = series?.kind === 'stack' ? series.slices[series.slices.length >> 1] : undefined;
    if (slice === undefined) {
      throw new DicomError('undecodable');
    }
    await startCornerstone();
    const image = await decoded(imageIdOf(slice, library));
    const [wide, tall] = extentOf(image);
    const scale = longestSide / Math.max(wide, tall);
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(wide * scale)),
      Math.max(1, Math.round(tall * scale)),
    );
    drawThumbnail(image, canvas);
    return canvas;
  } finally {
    library.close();
    parser.close();
  }
}

function onlyFile(file: Blob): Stored {
  const bytes = async (part: Blob) => new Uint8Array(await part.arrayBuffer());
  return {
    files: [{ index: 0, size: file.size }],
    read: (_, offset, length) => bytes(file.slice(offset, offset + length)),
    whole: () => bytes(file),
  };
}
