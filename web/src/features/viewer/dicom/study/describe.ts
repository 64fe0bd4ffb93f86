import type { DataSet } from 'dicom-parser';
import {
  BOUNDS,
  DESCRIBED,
  type Description,
  isPlain,
  NAME_GROUPS,
  type Representation,
  TRANSFER_SYNTAX,
  type Value,
} from './attributes.ts';

/** What has these is no picture: an embedded document, a waveform, a structured report. */
const NO_PICTURE = ['0040A040', '0040A730', '00420011', '54000100'];
/** What has these is not said by its attributes alone: regions, concepts, functional groups. */
const NOT_FLAT = ['00186011', '0040A043', '52009229', '52009230'];
const SEGMENTATION = '1.2.840.10008.5.1.4.1.1.66.4';

/** Encodings that every reader decodes alike; the single bytes 80 to 9f are in none of them. */
const SETS: ReadonlyMap<string, string> = new Map([
  ['', 'ascii'],
  ['ISO_IR 6', 'ascii'],
  ['ISO_IR 100', 'iso-8859-1'],
  ['ISO_IR 101', 'iso-8859-2'],
  ['ISO_IR 144', 'iso-8859-5'],
  ['ISO_IR 148', 'iso-8859-9'],
  ['ISO_IR 192', 'utf-8'],
]);
/** Only texts are in the character set of the file. */
const TEXTS: ReadonlySet<Representation> = new Set<Representation>(['LO', 'PN', 'SH', 'ST']);

/** Describes what stands before an image's pixels (spec/bodies.md section 7). */
export class Describer {
  readonly #data: DataSet;
  readonly #transferSyntax: string;

  constructor(data: DataSet, transferSyntax: string) {
    this.#data = data;
    this.#transferSyntax = transferSyntax;
  }

  /** Whether it is a picture at all, whose elements stand as they have to. */
  get isPicture(): boolean {
    let before = { tag: '', at: 0 };
    for (const [tag, { dataOffset: at }] of Object.entries(this.#data.elements)) {
      if (tag <= before.tag || at <= before.at) {
        return false;
      }
      before = { tag, at };
    }
    return !this.#has(NO_PICTURE) && this.#ascii('00080016') !== SEGMENTATION;
  }

  /** How many frames it says that it has; undefined if that is no plain number. */
  get frames(): number | undefined {
    const text = this.#ascii('00280008');
    return text === '' ? 1 : /^\d{1,6}$/u.test(text ?? '') ? Math.max(1, Number(text)) : undefined;
  }

  /**
   * The description; undefined where the attributes of an index do not say everything, or there is
   * doubt about what they say.
   */
  describe(): Description | undefined {
    const set = SETS.get(this.#ascii('00080005') ?? 'none');
    if (
      this.#has([...NOT_FLAT, TRANSFER_SYNTAX]) ||
      this.frames !== 1 ||
      this.#ascii('00280004') === 'PALETTE COLOR' ||
      set === undefined
    ) {
      return undefined;
    }
    const description: Record<string, Description[string]> = {};
    for (const [tag, vr] of DESCRIBED) {
      const values =
        tag === TRANSFER_SYNTAX
          ? [this.#transferSyntax]
          : this.#values(tag, vr, TEXTS.has(vr) ? set : 'ascii');
      if (values === undefined || values.length > BOUNDS.values) {
        return undefined;
      }
      if (values.length > 0) {
        description[tag] = { vr, Value: values };
      }
    }
    return description;
  }

  /** None where there is no value; undefined where there is doubt about it. */
  #values(tag: string, vr: Representation, set: string): Value[] | undefined {
    const bytes = this.#bytes(tag);
    if (vr === 'US') {
      const [low, high] = bytes ?? [];
      return low !== undefined && high !== undefined && bytes?.length === 2
        ? [low | (high << 8)]
        : bytes?.length === 0
          ? []
          : undefined;
    }
    const text = bytes === undefined ? undefined : textOf(bytes, set);
    if (text === undefined || text === '') {
      return text === undefined ? undefined : [];
    }
    const parts = vr === 'ST' ? [text] : text.split('\\');
    if (vr !== 'PN') {
      return parts.map((part) => (part === '' ? null : part));
    }
    const names = parts.map((part) => (part === '' ? null : nameOf(part)));
    return names.some((name) => name === undefined) ? undefined : (names as Value[]);
  }

  #has(tags: readonly string[]): boolean {
    return tags.some((tag) => this.#element(tag) !== undefined);
  }

  /** Empty text where it is not there; undefined where there is doubt. */
  #ascii(tag: string): string | undefined {
    const bytes = this.#bytes(tag);
    return bytes === undefined ? undefined : textOf(bytes, 'ascii');
  }

  /** No bytes where it is not there; undefined where it is longer than a value of an index. */
  #bytes(tag: string): Uint8Array | undefined {
    const element = this.#element(tag);
    if (element === undefined) {
      return new Uint8Array();
    }
    const end = element.dataOffset + element.length;
    return element.hadUndefinedLength === true || element.length > BOUNDS.valueBytes
      ? undefined
      : this.#data.byteArray.subarray(element.dataOffset, end);
  }

  #element(tag: string) {
    return this.#data.elements[`x${tag.toLowerCase()}`];
  }
}

/** Without padding; undefined where there is doubt about what it says. */
function textOf(bytes: Uint8Array, set: string): string | undefined {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) {
    end -= 1;
  }
  while (end > 0 && bytes[end - 1] === 0x20) {
    end -= 1;
  }
  let start = 0;
  while (start < end && bytes[start] === 0x20) {
    start += 1;
  }
  const value = bytes.subarray(start, end);
  if (set === 'ascii' ? value.some((byte) => byte > 0x7e) : set !== 'utf-8' && hasC1(value)) {
    return undefined;
  }
  try {
    const encoding = set === 'ascii' ? 'utf-8' : set;
    const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(value);
    return isPlain(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

function hasC1(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte >= 0x80 && byte <= 0x9f);
}

function nameOf(text: string): Value | undefined {
  const groups = text.split('=');
  const name: Partial<Record<string, string>> = {};
  groups.forEach((group, index) => {
    const key = NAME_GROUPS[index];
    if (key !== undefined && group !== '') {
      name[key] = group;
    }
  });
  return groups.length > NAME_GROUPS.length || Object.keys(name).length === 0 ? undefined : name;
}
