import type { DicomObject } from '../parsing/objects.ts';

/**
 * Whether a file says the same as its author's index, in everything that an index can say. What it
 * cannot say, how to display the pixels, is taken from the file alone.
 */
export function agree(announced: DicomObject, own: DicomObject): boolean {
  return (
    own.content.kind === 'image' &&
    own.content.pixels.palette === undefined &&
    said(announced) === said(own)
  );
}

/** Both were made by the same functions, so that their members stand in the same order. */
function said({ facts, content }: DicomObject): string {
  const described = content.kind === 'image' ? { ...content, display: undefined } : content;
  return JSON.stringify([facts, described]);
}
