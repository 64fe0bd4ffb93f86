import { LIMITS } from './limits.ts';

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
    return this.text(tag, LIMITS.fact);
  }

  /** A name of a person, its groups and components as people write them. */
  personName(tag: string): string {
    return readableName(this.fact(tag));
  }

  /** Numbers written as text (DS, IS). */
  numbers(tag: string): number[] {
    const text = this.text(tag);
    return text === ''
      ? []
      : text
          .split('\\')
          .map((part) => Number.parseFloat(part))
          .filter((value) => Number.isFinite(value));
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

/** `Family^Given^Middle^Prefix^Suffix=…` as "Prefix Given Middle Family, Suffix". */
export function readableName(value: string): string {
  const group = value.split('=').find((each) => each.replaceAll('^', '').trim() !== '') ?? '';
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = group
    .split('^')
    .map((part) => part.trim());
  const name = [prefix, given, middle, family].filter((part) => part !== '').join(' ');
  return suffix === '' ? name : `${name}, ${suffix}`;
}
