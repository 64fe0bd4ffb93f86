import { describe, expect, it } from 'vitest';
import { answers } from '@/lib/api/shapes.ts';
import * as wire from '@/lib/api/wire.ts';
import { PortalError } from '@/lib/contract/errors.ts';

const keyring = 'a'.repeat(64);
const chains = (end: object) => ({
  chains: [{ keyring, after: 0, ...end, statements: [], signedBy: [] }],
  signatures: [],
});

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

  it('says of a chain where it ends', () => {
    expect(answers.chains(chains({ seq: 0, head: keyring })).chains[0]?.head).toBe(keyring);
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
    ['a chain that does not say how long it is', answers.chains, chains({ head: keyring })],
    ['a chain that does not say where it ends', answers.chains, chains({ seq: 0 })],
  ])('is refused as malformed: %s', (_what, read, value) => {
    expect(() => (read as wire.Reader<unknown>)(value)).toThrow(new PortalError('malformed'));
  });
});
