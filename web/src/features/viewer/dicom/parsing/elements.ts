import dicomParser, { type DataSet } from 'dicom-parser';
import { Budget } from './budget.ts';
import { LIMITS } from './limits.ts';
import { Values } from './values.ts';
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
export class Elements extends Values {
  readonly #data: DataSet;
  readonly #decoder: TextDecoder;
  /** Of the whole object. */
  readonly budget: Budget;

  constructor(data: DataSet, decoder?: TextDecoder, budget = new Budget()) {
    super();
    this.#data = data;
    this.budget = budget;
    const sets = this.bytes('x00080005')?.subarray(0, LIMITS.fact) ?? [];
    this.#decoder = decoder ?? decoderFor(String.fromCharCode(...sets).replace(/\0+$/u, ''));
  }

  override has(tag: string): boolean {
    return this.#data.elements[tag] !== undefined;
  }

  /** The value as text, several joined by `\`; empty if there is none. */
  override text(tag: string, most: number = LIMITS.text): string {
    const bytes = this.bytes(tag)?.subarray(0, most);
    if (bytes === undefined) {
      return '';
    }
    this.budget.text(bytes.length);
    return this.#decoder.decode(bytes).replace(/\0+$/u, '').trim();
  }

  /** The first of binary 16-bit numbers (US, SS as unsigned). */
  override uint16(tag: string, index = 0): number | undefined {
    const bytes = this.bytes(tag);
    if (bytes === undefined || bytes.length < 2 * index + 2) {
      return undefined;
    }
    return this.#data.uint16(tag, index);
  }

  int32(tag: string): number | undefined {
    return (this.bytes(tag)?.length ?? 0) < 4 ? undefined : this.#data.int32(tag);
  }

  override uint32(tag: string, index = 0): number | undefined {
    return (this.bytes(tag)?.length ?? 0) < 4 * index + 4
      ? undefined
      : this.#data.uint32(tag, index);
  }

  override double(tag: string): number | undefined {
    return (this.bytes(tag)?.length ?? 0) < 8 ? undefined : this.#data.double(tag);
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
      item.dataSet === undefined ? [] : [new Elements(item.dataSet, this.#decoder, this.budget)],
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
