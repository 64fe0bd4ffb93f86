import type { DataSet } from 'dicom-parser';
import { Budget } from './budget.ts';
import { LIMITS } from './limits.ts';
import { lookUp } from '@/ui/lookUp.ts';

const ENCODINGS: Readonly<Record<string, string>> = {
  '': 'windows-1252',
  'ISO_IR 6': 'windows-1252',
  'ISO_IR 100': 'windows-1252',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'windows-1254',
  'ISO_IR 203': 'iso-8859-15',
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 87': 'iso-2022-jp',
  'ISO_IR 149': 'euc-kr',
  'ISO_IR 58': 'gbk',
  'ISO_IR 192': 'utf-8',
  GB18030: 'gb18030',
  GBK: 'gbk',
};

/** Reads values of a data set; throws for nothing that they contain but more than the budget. */
export class Elements {
  readonly #data: DataSet;
  readonly #decoder: TextDecoder;
  /** Of the whole object. */
  readonly budget: Budget;

  constructor(data: DataSet, decoder?: TextDecoder, budget = new Budget()) {
    this.#data = data;
    this.budget = budget;
    this.#decoder = decoder ?? decoderFor(data.string('x00080005') ?? '');
  }

  has(tag: string): boolean {
    return this.#data.elements[tag] !== undefined;
  }

  /** The value as text, several joined by `\`; empty if there is none. */
  text(tag: string, most: number = LIMITS.text): string {
    const bytes = this.bytes(tag)?.subarray(0, most);
    if (bytes === undefined) {
      return '';
    }
    this.budget.text(bytes.length);
    return this.#decoder.decode(bytes).replace(/\0+$/u, '').trim();
  }

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

  /** The first of binary 16-bit numbers (US, SS as unsigned). */
  uint16(tag: string, index = 0): number | undefined {
    const bytes = this.bytes(tag);
    if (bytes === undefined || bytes.length < 2 * index + 2) {
      return undefined;
    }
    return this.#data.uint16(tag, index);
  }

  int32(tag: string): number | undefined {
    return (this.bytes(tag)?.length ?? 0) < 4 ? undefined : this.#data.int32(tag);
  }

  uint32(tag: string): number | undefined {
    return (this.bytes(tag)?.length ?? 0) < 4 ? undefined : this.#data.uint32(tag);
  }

  double(tag: string): number | undefined {
    return (this.bytes(tag)?.length ?? 0) < 8 ? undefined : this.#data.double(tag);
  }

  /** The items of a sequence. */
  items(tag: string): Elements[] {
    return this.#items(tag, Infinity);
  }

  /** The first item of a sequence. */
  item(tag: string): Elements | undefined {
    return this.#items(tag, 1)[0];
  }

  #items(tag: string, most: number): Elements[] {
    const items = (this.#data.elements[tag]?.items ?? []).slice(0, most);
    this.budget.items(items.length);
    return items.flatMap((item) =>
      item.dataSet === undefined ? [] : [new Elements(item.dataSet, this.#decoder, this.budget)],
    );
  }

  /** A view of the value's bytes; undefined if it is absent or reaches beyond the object. */
  bytes(tag: string): Uint8Array | undefined {
    const element = this.#data.elements[tag];
    if (element === undefined || element.length > this.#data.byteArray.length) {
      return undefined;
    }
    const end = element.dataOffset + element.length;
    return end > this.#data.byteArray.length
      ? undefined
      : this.#data.byteArray.subarray(element.dataOffset, end);
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

function decoderFor(characterSets: string): TextDecoder {
  const names = characterSets
    .split('\\')
    .map((name) => name.trim().replace(/^ISO 2022 IR /u, 'ISO_IR '));
  // With several sets, escape sequences choose; the one that is not Latin decides.
  const name = names.find((each) => each !== '' && each !== 'ISO_IR 6') ?? names[0] ?? '';
  const encoding = lookUp(ENCODINGS, name) ?? 'windows-1252';
  try {
    return new TextDecoder(encoding);
  } catch {
    return new TextDecoder('windows-1252');
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
