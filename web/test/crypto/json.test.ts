import { describe, expect, it } from 'vitest';
import { fromBase64Url, toBase64Url } from '@/crypto/ids/base64url.ts';
import { randomBytes, utf8 } from '@/crypto/ids/bytes.ts';
import { instant, instantText } from '@/crypto/ids/ids.ts';
import { integer, object, optional, plain, text } from '@/crypto/json/readers.ts';
import { parseStrictJson } from '@/crypto/json/strictJson.ts';

const malformed = expect.objectContaining({ code: 'malformed' }) as unknown;

describe('Strict JSON', () => {
  it.each([
    'null',
    '[]',
    '{}',
    '"a\\u00e9\\n\\ud83d\\ude00"',
    ' {"a" : [1, -2, 3.5e-2, true, false, null, {"b": ""}]} ',
    `${'['.repeat(32)}${']'.repeat(32)}`,
    '{"__proto__": {"x": 1}, "a": 9007199254740991}',
  ])('reads %s as JSON.parse does', (source) => {
    const read = plain(parseStrictJson(utf8(source)));
    expect(JSON.stringify(read)).toBe(JSON.stringify(JSON.parse(source)));
  });

  it.each([
    '',
    '{"a":1,"a":1}',
    '{"a":1,"\\u0061":1}',
    '{} {}',
    '\ufeff{}',
    '01',
    '1.',
    '.5',
    '+1',
    'NaN',
    '"\t"',
    '"\\x"',
    '"\\u12g4"',
    '[1,]',
    '{"a":1,}',
    '{a:1}',
    "{'a':1}",
    '[1 2]',
    '"open',
    'tru',
    '/* */1',
    `${'['.repeat(33)}${']'.repeat(33)}`,
  ])('refuses %j', (source) => {
    expect(() => parseStrictJson(utf8(source))).toThrow(malformed);
  });

  it('refuses what is not UTF-8', () => {
    expect(() => parseStrictJson(Uint8Array.of(0x22, 0xc3, 0x28, 0x22))).toThrow(malformed);
  });

  it('is read member by member', () => {
    const reader = object({ a: integer(0, 5), b: optional(text) });
    const read = (source: string) => reader(parseStrictJson(utf8(source)));
    expect(read('{"a":1}')).toEqual({ a: 1 });
    expect(read('{"a":1,"b":"x"}')).toEqual({ a: 1, b: 'x' });
    for (const wrong of [
      '{}',
      '{"a":1,"c":1}',
      '{"a":1,"b":null}',
      '{"a":1.0}',
      '{"a":1e0}',
      '{"a":"1"}',
      '{"a":6}',
      '{"a":true}',
      '[]',
    ]) {
      expect(() => read(wrong)).toThrow(malformed);
    }
  });
});

describe('Base64url', () => {
  it('comes back for every length', () => {
    for (let length = 0; length < 70; length++) {
      const bytes = randomBytes(length);
      expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
      expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
    }
  });

  it.each(['A', 'AA=', 'AA==', 'A+', 'A/', 'AB', 'AAB', 'A A', 'Ä', 'AAAA\n'])(
    'refuses %j',
    (wrong) => {
      expect(() => fromBase64Url(wrong)).toThrow(malformed);
    },
  );
});

describe('A time', () => {
  it('has one form', () => {
    expect(instantText(instant('2026-11-23T12:00:00.000Z'))).toBe('2026-11-23T12:00:00.000Z');
    for (const wrong of [
      '2026-11-23T12:00:00Z',
      '2026-11-23T12:00:00.000+00:00',
      '2026-02-29T12:00:00.000Z',
      '2026-11-23T24:00:00.000Z',
      '2026-11-23T23:59:60.000Z',
      '2026-11-23 12:00:00.000Z',
      '2026-11-23T12:00:00.000z',
    ]) {
      expect(() => instant(wrong)).toThrow(malformed);
    }
  });
});
