import type { DicomObject } from '../parsing/objects.ts';

/**
 * Whether a file says the same as its author's index: everything that the viewer shows, sorts,
 * measures or draws by.
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
  return JSON.stringify([facts, content]);
}
