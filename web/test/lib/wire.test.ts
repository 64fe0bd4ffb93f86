import { describe, expect, it } from 'vitest';
import { answers } from '@/lib/api/shapes.ts';
import * as wire from '@/lib/api/wire.ts';
import { PortalError } from '@/lib/contract/errors.ts';

const keyring = 'a'.repeat(64);

describe('an answer of the service', () => {
  it('is read with its bytes, times and ids', () => {
    const page = answers.eventPage({
      events: [
        { id: '1', time: '2026-11-23T12:00:00.000Z', kind: 'opened', actor: keyring, keyring },
      ],
      next: null,
      more: 'is ignored',
    });
    expect(page.events[0]?.time).toEqual(new Date('2026-11-23T12:00:00.000Z'));
    expect(page.events[0]?.report).toBeUndefined();
    expect(page.next).toBeUndefined();
  });

  it.each([
    ['an id of another length', wire.keyring, 'abc'],
    ['an id in capitals', wire.keyring, 'A'.repeat(64)],
    ['bytes that are not base64url', wire.bytes, 'a+b'],
    ['a time that is none', wire.time, 'yesterday'],
    ['a negative number', wire.count, -1],
    ['a number that is not whole', wire.count, 1.5],
    ['text in place of a list', wire.list(wire.text), 'abc'],
    ['a list in place of an object', wire.object({ a: wire.text }), []],
    ['a member that is missing', wire.object({ a: wire.text }), {}],
    ['another word', wire.oneOf('a', 'b'), 'c'],
    ['a flag that is a number', wire.flag, 1],
  ])('is refused as malformed: %s', (_what, read, value) => {
    expect(() => (read as wire.Reader<unknown>)(value)).toThrow(new PortalError('malformed'));
  });
});
