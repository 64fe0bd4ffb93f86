import dicomParser, { type DataSet } from 'dicom-parser';
import { Budget } from './budget.ts';
import { LIMITS } from './limits.ts';
import { Values } from './values.ts';
import { personNames } from '@/lib/dicom/names.ts';
import { DicomText } from '@/lib/dicom/text.ts';

/** Reads values of a data set; throws for nothing that they contain but more than the budget. */
export class Elements extends Values {
  readonly #data: DataSet;
  readonly #texts: DicomText;
  /** Of the whole object. */
  readonly budget: Budget;

  constructor(data: DataSet, above?: DicomText, budget = new Budget()) {
    super();
    this.#data = data;
    this.budget = budget;
    // An item may have sets of its own (PS3.3 section C.12.1.1.2).
    const sets = this.bytes('x00080005')?.subarray(0, LIMITS.fact);
    this.#texts =
      sets === undefined
        ? (above ?? new DicomText(undefined))
        : new DicomText(String.fromCharCode(...sets));
  }

  override has(tag: string): boolean {
    return this.#data.elements[tag] !== undefined;
  }

  /** The value as text, several joined by `\`; empty if there is none. */
  override text(tag: string, most: number = LIMITS.text): string {
    return this.#decoded(tag, most, false);
  }

  override personNames(tag: string): readonly string[] {
    return personNames(this.#decoded(tag, LIMITS.fact, true));
  }

  #decoded(tag: string, most: number, isName: boolean): string {
    const bytes = this.bytes(tag)?.subarray(0, most);
    if (bytes === undefined) {
      return '';
    }
    this.budget.text(bytes.length);
    return this.#texts.decode(bytes, isName).replace(/\0+$/u, '').trim();
  }

  /** The first of binary 16-bit numbers (US, SS as unsigned). */
  override uint16(tag: string, index = 0): number | undefined {
    const bytes = this.bytes(tag);
    if (bytes === undefined || bytes.length < 2 * index + 2) {
      return undefined;
    }
    return this.#data.uint16(tag, index);
  }

  int32(tag: string, index = 0): number | undefined {
    return (this.bytes(tag)?.length ?? 0) < 4 * index + 4
      ? undefined
      : this.#data.int32(tag, index);
  }

  override uint32(tag: string, index = 0): number | undefined {
    return (this.bytes(tag)?.length ?? 0) < 4 * index + 4
      ? undefined
      : this.#data.uint32(tag, index);
  }

  override double(tag: string): number | undefined {
    return (this.bytes(tag)?.length ?? 0) < 8 ? undefined : this.#data.double(tag);
  }

  /** Numbers of four bytes each (FL). */
  floats(tag: string): number[] {
    const count = (this.bytes(tag)?.length ?? 0) >> 2;
    this.budget.samples(count);
    return Array.from({ length: count }, (_, at) => this.#data.float(tag, at) ?? NaN);
  }

  /** The items of a sequence. */
  override items(tag: string): Elements[] {
    return this.#items(tag, Infinity);
  }

  /** The first item of a sequence. */
  override item(tag: string): Elements | undefined {
    return this.#items(tag, 1)[0];
  }

  #items(tag: string, most: number): Elements[] {
    const items = (this.#data.elements[tag]?.items ?? []).slice(0, most);
    this.budget.items(items.length);
    return items.flatMap((item) =>
      item.dataSet === undefined ? [] : [new Elements(item.dataSet, this.#texts, this.budget)],
    );
  }

  /** A view of the value's bytes; undefined if it is absent or reaches beyond the object. */
  override bytes(tag: string): Uint8Array | undefined {
    const element = this.#data.elements[tag];
    if (element === undefined || element.length > this.#data.byteArray.length) {
      return undefined;
    }
    const end = element.dataOffset + element.length;
    return end > this.#data.byteArray.length
      ? undefined
      : this.#data.byteArray.subarray(element.dataOffset, end);
  }

  override inOurOrder(tag: string): Uint8Array<ArrayBuffer> | undefined {
    const bytes = this.bytes(tag)?.slice();
    const isTurned = this.#data.byteArrayParser === dicomParser.bigEndianByteArrayParser;
    if (bytes !== undefined && isTurned && this.#data.elements[tag]?.vr === 'OW') {
      for (let at = 0; at + 1 < bytes.length; at += 2) {
        bytes.subarray(at, at + 2).reverse();
      }
    }
    return bytes;
  }
}
