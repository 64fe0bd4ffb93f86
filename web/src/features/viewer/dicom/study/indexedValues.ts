import { personNames } from '@/lib/dicom/names.ts';
import { LIMITS } from '../parsing/limits.ts';
import { Values } from '../parsing/values.ts';
import { type Description, NAME_GROUPS, TRANSFER_SYNTAX, type Value } from './attributes.ts';

/** What an index says of an image, read as the file's own elements are. It has no sequences. */
export class IndexedValues extends Values {
  readonly #description: Description;

  constructor(description: Description) {
    super();
    this.#description = description;
  }

  get transferSyntax(): string {
    return this.text(`x${TRANSFER_SYNTAX}`);
  }

  has(tag: string): boolean {
    return this.#values(tag) !== undefined;
  }

  text(tag: string, most: number = LIMITS.text): string {
    return (this.#values(tag) ?? []).map(written).join('\\').slice(0, most);
  }

  personNames(tag: string): readonly string[] {
    return personNames(this.fact(tag));
  }

  uint16(tag: string, index = 0): number | undefined {
    const value = this.#values(tag)?.[index];
    return typeof value === 'number' ? value : undefined;
  }

  uint32(): undefined {
    return undefined;
  }

  double(): undefined {
    return undefined;
  }

  items(): Values[] {
    return [];
  }

  item(): undefined {
    return undefined;
  }

  bytes(): undefined {
    return undefined;
  }

  inOurOrder(): undefined {
    return undefined;
  }

  #values(tag: string): readonly Value[] | undefined {
    return this.#description[tag.slice(1).toUpperCase()]?.Value;
  }
}

/** As it stands in a file. */
function written(value: Value): string {
  if (value === null || typeof value !== 'object') {
    return value === null ? '' : String(value);
  }
  return NAME_GROUPS.map((group) => value[group] ?? '')
    .join('=')
    .replace(/=+$/u, '');
}
