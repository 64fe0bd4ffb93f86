import { wholeNumber } from '@/lib/dicom/days.ts';
import { firstOf, trimmed } from '@/lib/dicom/names.ts';
import { LIMITS } from './limits.ts';

/** Decimal and integer strings (PS3.5 section 6.2), padded by spaces. */
const NUMBER = /^ *[+-]?(?:\d+\.?\d*|\.\d+)(?:[Ee][+-]?\d+)? *$/u;

/** A number as it is written (DS, IS); undefined where it is none as a whole. */
export function writtenNumber(text: string): number | undefined {
  const value = NUMBER.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** Values of an object's attributes, wherever they stand. */
export abstract class Values {
  abstract has(tag: string): boolean;

  /** The value as text, several joined by `\`; empty if there is none. */
  abstract text(tag: string, most?: number): string;

  /** The first of binary 16-bit numbers (US, SS as unsigned). */
  abstract uint16(tag: string, index?: number): number | undefined;

  abstract uint32(tag: string, index?: number): number | undefined;

  abstract double(tag: string): number | undefined;

  /** The items of a sequence. */
  abstract items(tag: string): Values[];

  /** The first item of a sequence. */
  abstract item(tag: string): Values | undefined;

  /** The value's bytes; undefined if there are none. */
  abstract bytes(tag: string): Uint8Array | undefined;

  /** A copy of the value's bytes, those of words that are stored in the other order turned. */
  abstract inOurOrder(tag: string): Uint8Array<ArrayBuffer> | undefined;

  /** A line about the object: what is longer than any line is cut. */
  fact(tag: string): string {
    return trimmed(firstOf(this.text(tag, LIMITS.fact))) ?? '';
  }

  /** Several words of one attribute, cut like a line. */
  words(tag: string): string[] {
    const text = this.text(tag, LIMITS.fact).trim();
    return text === '' ? [] : text.split('\\').map((word) => word.trim());
  }

  /** A name of a person, as people write it: once for each script that it is written in. */
  abstract personNames(tag: string): readonly string[];

  /** In the first script that it is written in. */
  personName(tag: string): string {
    return this.personNames(tag)[0] ?? '';
  }

  /** Numbers written as text (DS, IS): all that stand there, or none where one of them is none. */
  numbers(tag: string): number[] {
    return this.saidNumbers(tag) ?? [];
  }

  /** As {@link numbers}; undefined where nothing is said, and empty where it cannot be read. */
  saidNumbers(tag: string): number[] | undefined {
    if ((this.bytes(tag)?.length ?? 0) > LIMITS.text) {
      // The last number would be cut.
      return [];
    }
    const text = this.text(tag);
    if (text === '') {
      return undefined;
    }
    const numbers = text.split('\\').map(writtenNumber);
    return numbers.every((value) => value !== undefined) ? numbers : [];
  }

  /** The first of whole numbers written as text (IS), by the rules of an upload's headers. */
  whole(tag: string): number | undefined {
    return wholeNumber(this.fact(tag));
  }

  number(tag: string): number | undefined {
    return this.numbers(tag)[0];
  }

  /** What the first item of a sequence of codes means; else its value, and never without whose. */
  code(tag: string): string {
    const item = this.item(tag);
    if (item === undefined) {
      return '';
    }
    const value = [item.text('x00080102'), item.text('x00080100')].filter((part) => part !== '');
    return item.text('x00080104') || value.join(' ');
  }
}

/** What the first data set says that says anything of it; empty where that cannot be read. */
export function firstSaid(sources: readonly Values[], tag: string): number[] | undefined {
  for (const source of sources) {
    const values = source.saidNumbers(tag);
    if (values !== undefined) {
      return values;
    }
  }
  return undefined;
}
