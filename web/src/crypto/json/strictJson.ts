import { malformed } from '../errors.ts';

/** A JSON value as read. Numbers that are not written as safe integers are {@link Decimal}. */
export type Json = string | number | boolean | null | Decimal | JsonArray | JsonObject;
export type JsonArray = readonly Json[];
/** Members in the order written. */
export type JsonObject = ReadonlyMap<string, Json>;

/** A number with fraction or exponent, or too large for an exact integer. */
export class Decimal {
  readonly value: number;
  /** Written without sign, fraction and exponent. */
  readonly isWhole: boolean;

  constructor(text: string) {
    this.value = Number(text);
    this.isWhole = /^\d+$/.test(text);
  }
}

// Limits of spec/README.md section 2.
const MAX_DEPTH = 32;
const MAX_NUMBER = 32;
const MAX_STRING = 131_072;
const MAX_NAME = 256;
const MAX_MEMBERS = 1_000;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/**
 * Reads JSON as spec/README.md section 2 wants it: UTF-8 without byte-order mark, no duplicate
 * members, nothing after the value, within the limits of that section. Which members may be there is
 * the readers' part (readers.ts).
 *
 * `JSON.parse` cannot see duplicates; so this reads by itself.
 */
export function parseStrictJson(bytes: Uint8Array): Json {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed('JSON is written in UTF-8');
  }
  const parser = new Parser(text);
  return parser.document();
}

class Parser {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  document(): Json {
    const value = this.value(0);
    this.skipSpace();
    if (this.at !== this.text.length) {
      throw malformed('there is something after the JSON value');
    }
    return value;
  }

  private value(depth: number): Json {
    this.skipSpace();
    const next = this.text[this.at];
    switch (next) {
      case '{':
        return this.object(depth + 1);
      case '[':
        return this.array(depth + 1);
      case '"':
        return this.string(MAX_STRING);
      case 't':
        return this.word('true', true);
      case 'f':
        return this.word('false', false);
      case 'n':
        return this.word('null', null);
      default:
        return this.number();
    }
  }

  private object(depth: number): JsonObject {
    this.enter(depth);
    const members = new Map<string, Json>();
    if (this.takes('}')) {
      return members;
    }
    do {
      this.skipSpace();
      if (this.text[this.at] !== '"') {
        throw notJson();
      }
      const name = this.string(MAX_NAME);
      if (members.has(name)) {
        throw malformed('a member is there twice');
      }
      if (!this.takes(':')) {
        throw notJson();
      }
      if (members.size === MAX_MEMBERS) {
        throw malformed('an object has at most 1,000 members');
      }
      members.set(name, this.value(depth));
    } while (this.takes(','));
    if (!this.takes('}')) {
      throw notJson();
    }
    return members;
  }

  private array(depth: number): JsonArray {
    this.enter(depth);
    const elements: Json[] = [];
    if (this.takes(']')) {
      return elements;
    }
    do {
      elements.push(this.value(depth));
    } while (this.takes(','));
    if (!this.takes(']')) {
      throw notJson();
    }
    return elements;
  }

  private enter(depth: number) {
    if (depth > MAX_DEPTH) {
      throw malformed('JSON is nested deeper than 32 levels');
    }
    this.at++;
  }

  private string(longest: number): string {
    let value = '';
    this.at++;
    for (;;) {
      PLAIN.lastIndex = this.at;
      const plain = PLAIN.exec(this.text)?.[0] ?? '';
      value += plain;
      if (value.length > longest) {
        throw malformed('a string is longer than it may be');
      }
      this.at += plain.length;
      const next = this.text[this.at++];
      if (next === '"') {
        return value;
      }
      if (next !== '\\') {
        throw notJson();
      }
      value += this.escape();
    }
  }

  private escape(): string {
    const letter = this.text[this.at++] ?? '';
    if (letter === 'u') {
      const digits = this.text.slice(this.at, this.at + 4);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) {
        throw notJson();
      }
      this.at += 4;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const meaning = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
    if (meaning === undefined) {
      throw notJson();
    }
    return meaning;
  }

  private number(): Json {
    NUMBER.lastIndex = this.at;
    const match = NUMBER.exec(this.text);
    if (match === null) {
      throw notJson();
    }
    if (match[0].length > MAX_NUMBER || match[0] === '-0') {
      throw malformed('a number is written longer than it may be, or is a negative zero');
    }
    this.at += match[0].length;
    const value = Number(match[0]);
    const isInteger = match[1] === undefined && match[2] === undefined;
    return isInteger && Number.isSafeInteger(value) ? value : new Decimal(match[0]);
  }

  private word<T extends Json>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) {
      throw notJson();
    }
    this.at += word.length;
    return value;
  }

  /** Skips space, then takes that character if it is next. */
  private takes(character: string): boolean {
    this.skipSpace();
    if (this.text[this.at] !== character) {
      return false;
    }
    this.at++;
    return true;
  }

  private skipSpace() {
    for (;;) {
      const next = this.text[this.at];
      if (next !== ' ' && next !== '\n' && next !== '\r' && next !== '\t') {
        return;
      }
      this.at++;
    }
  }
}

function notJson() {
  return malformed('this is not JSON');
}
