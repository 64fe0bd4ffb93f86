import { readCompanion } from '../parsing/companions.ts';
import { readFacts } from '../parsing/facts.ts';
import { readImage } from '../parsing/imageFacts.ts';
import { inflateRaw } from '@/lib/dicom/inflate.ts';
import type { DicomObject } from '../parsing/objects.ts';
import { DicomError } from '../parsing/problems.ts';
import {
  BOUNDS,
  DESCRIBED,
  type Description,
  type Instance,
  isPlain,
  NAME_GROUPS,
  type Representation,
  fragmentsIn,
} from './attributes.ts';
import { IndexedValues } from './indexedValues.ts';

/** Preamble, mark and the least that stands before a value. */
const FIRST_PIXEL = 132 + 8;
const TAGS = [...DESCRIBED.keys()];
/** What a page keeps for an image, apart from its texts. */
const WEIGHT = 1_024;

/** A file that an index may speak of. */
export interface IndexedFile {
  readonly index: number;
  readonly size: number;
}

/** What an index says of one file. */
export interface Indexed {
  readonly file: number;
  readonly pixels: Instance['pixels'];
  readonly frames: Instance['frames'];
  /** The image, as the author says that it is; undefined where only the file can tell. */
  readonly object: DicomObject | undefined;
}

/**
 * Opens an index as it stands in the pack (spec/bodies.md section 7). Throws {@link DicomError} only:
 * an index of which anything is not as it must be is none.
 */
export async function openIndex(
  deflated: Uint8Array,
  files: readonly IndexedFile[],
): Promise<Indexed[]> {
  if (deflated.length > BOUNDS.deflatedBytes) {
    throw new DicomError('too-big');
  }
  const text = await inflateRaw(deflated, BOUNDS.textBytes, false);
  return readIndex(text, files).map(({ file, pixels, frames, dicom }) => ({
    file,
    pixels,
    frames,
    object: dicom === undefined ? undefined : objectOf(dicom),
  }));
}

/** Reads and checks the text of an index. */
export function readIndex(bytes: Uint8Array, files: readonly IndexedFile[]): Instance[] {
  const index = canonical(bytes);
  const { v, instances } = members(index, ['v', 'instances']);
  if (v !== 1 || !Array.isArray(instances) || instances.length === 0) {
    throw malformed();
  }
  const sizes = new Map(files.map((file) => [file.index, file.size]));
  let before = -1;
  let fragments = 0;
  return (instances as unknown[]).map((each) => {
    const instance = readInstance(each);
    if (instance.file <= before || instance.size !== sizes.get(instance.file)) {
      throw malformed();
    }
    before = instance.file;
    fragments += fragmentsIn(instance);
    if (fragments > BOUNDS.fragmentsInAll) {
      throw malformed();
    }
    checkPlace(instance);
    return instance;
  });
}

/**
 * JSON that is written in the one way in which it is: with that, nothing stands in it twice, no number
 * is written in two ways, and nothing follows.
 */
function canonical(bytes: Uint8Array): unknown {
  let value: unknown;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (error) {
    throw new DicomError('malformed', error);
  }
  if (JSON.stringify(value) !== text) {
    throw malformed();
  }
  return value;
}

function readInstance(value: unknown): Instance {
  const { file, size, pixels, frames, dicom } = members(
    value,
    ['file', 'size', 'pixels'],
    ['frames', 'dicom'],
  );
  const place = numbers(pixels);
  const [offset, length] = place;
  if (offset === undefined || length === undefined || place.length !== 2) {
    throw malformed();
  }
  if (frames !== undefined && (!Array.isArray(frames) || frames.length === 0)) {
    throw malformed();
  }
  return {
    file: whole(file),
    size: whole(size),
    pixels: [offset, length],
    ...(frames === undefined ? {} : { frames: (frames as unknown[]).map(numbers) }),
    ...(dicom === undefined ? {} : { dicom: readDescription(dicom) }),
  };
}

/** Everything lies in the file, and fragments one behind the other, none left out. */
function checkPlace({ size, pixels: [offset, length], frames }: Instance): void {
  const end = offset + length;
  if (offset < FIRST_PIXEL || offset > BOUNDS.headerBytes || end > size) {
    throw malformed();
  }
  if (frames === undefined) {
    return;
  }
  const fragments = frames.flat();
  let at = fragments[0] ?? 0;
  // Before the first one stand the table's item, with what is in it, and its own beginning.
  let fits = at >= offset + 16 && fragments.length <= 2 * BOUNDS.fragments;
  for (let index = 0; index < fragments.length; index += 2) {
    fits &&= fragments[index] === at;
    at += (fragments[index + 1] ?? 0) + 8;
  }
  if (!fits || at !== end || frames.some((frame) => frame.length === 0 || frame.length % 2 === 1)) {
    throw malformed();
  }
}

function readDescription(value: unknown): Description {
  for (const [tag, attribute] of Object.entries(members(value, [], TAGS))) {
    const vr = DESCRIBED.get(tag);
    const { vr: named, Value: values } = members(attribute, ['vr', 'Value']);
    if (
      vr === undefined ||
      named !== vr ||
      !Array.isArray(values) ||
      values.length === 0 ||
      values.length > BOUNDS.values
    ) {
      throw malformed();
    }
    (values as unknown[]).forEach((each) => {
      checkValue(each, vr);
    });
  }
  return value as Description;
}

function checkValue(value: unknown, vr: Representation): void {
  if (vr === 'US') {
    if (whole(value) > 0xffff) {
      throw malformed();
    }
  } else if (vr === 'PN' && value !== null) {
    const groups = Object.values(members(value, [], NAME_GROUPS));
    if (groups.length === 0) {
      throw malformed();
    }
    groups.forEach(checkText);
  } else if (value !== null) {
    checkText(value);
  }
}

function checkText(value: unknown): void {
  const fits =
    typeof value === 'string' &&
    value !== '' &&
    value.length <= BOUNDS.valueBytes &&
    isPlain(value);
  if (!fits) {
    throw malformed();
  }
}

function objectOf(description: Description): DicomObject | undefined {
  const values = new IndexedValues(description);
  if (readCompanion(values) !== undefined) {
    return undefined;
  }
  try {
    return {
      facts: readFacts(values, values.transferSyntax),
      content: readImage(values),
      weight: WEIGHT + 2 * JSON.stringify(description).length,
      held: 0,
      isAnnounced: true,
    };
  } catch (error) {
    if (error instanceof DicomError) {
      return undefined; // such a picture cannot be shown; its file says why
    }
    throw error;
  }
}

/** An object that has these members, perhaps those, no others, and all in this order. */
function members(
  value: unknown,
  required: readonly string[],
  optional: readonly string[] = [],
): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformed();
  }
  const names = Object.keys(value);
  const known = [...required, ...optional.filter((name) => names.includes(name))];
  if (names.join() !== known.join()) {
    throw malformed();
  }
  return value as Readonly<Record<string, unknown>>;
}

function numbers(value: unknown): number[] {
  if (!Array.isArray(value)) {
    throw malformed();
  }
  return value.map(whole);
}

function whole(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw malformed();
  }
  return value;
}

function malformed(): DicomError {
  return new DicomError('malformed');
}
