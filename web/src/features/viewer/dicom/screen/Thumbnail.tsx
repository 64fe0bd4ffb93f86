import { useEffect, useRef } from 'react';
import type { Study } from '../loading/study.ts';
import type { Slice } from '../series/series.ts';
import { decoded, imageIdOf, startCornerstone } from './cornerstone.ts';
import { drawThumbnail } from './thumbnail.ts';

const PIXELS = 160;

/** A small picture of a slice. Drawn when it can be; its place is there before. */
export default function Thumbnail({
  slice,
  study,
}: {
  readonly slice: Slice;
  readonly study: Study;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  // While a series grows its middle moves; a thumbnail that is there already is good enough.
  const drawn = useRef<string>(undefined);
  const series = slice.facts.seriesUid || `${slice.file}`;
  useEffect(() => {
    let gone = false;
    const isGone = () => gone;
    const draw = async () => {
      await startCornerstone();
      const image = await decoded(imageIdOf(slice, study.library));
      if (!isGone() && canvas.current !== null) {
        drawThumbnail(image, canvas.current);
        drawn.current = series;
      }
    };
    if (drawn.current !== series) {
      // What cannot be drawn says why when it is opened.
      draw().catch(() => undefined);
    }
    return () => {
      gone = true;
    };
  }, [slice, study, series]);
  return <canvas ref={canvas} width={PIXELS} height={PIXELS} />;
}
