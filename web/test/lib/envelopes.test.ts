import { describe, expect, it } from 'vitest';
import { type Bytes, keyringId, toBase64Url, UnansweredError } from '@/crypto/index.ts';
import { AccountApi } from '@/lib/accounts/accountApi.ts';
import type { Connection } from '@/lib/api/connection.ts';
import { appendsOut } from '@/lib/api/shapes.ts';
import type { Reader } from '@/lib/api/wire.ts';
import { envelopesOf } from '@/lib/chains/envelopes.ts';
import { PortalError } from '@/lib/contract/errors.ts';
import { toPortalError } from '@/lib/errors/portalErrors.ts';

const [keyring, recipient] = [keyringId('a'.repeat(64)), keyringId('b'.repeat(64))];
const name = { keyring, generation: 2, recipient, recipientGeneration: 3 };
const bytes: Bytes = Uint8Array.of(1, 2, 3);
const hash = 'c'.repeat(64);

/** A service that answers whatever it is given, or refuses, and what it was asked. */
function service(answer: unknown) {
  const asked: unknown[] = [];
  const ask = <T>(path: string, body: unknown, read: Reader<T>, options?: unknown) => {
    asked.push([path, body, options]);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(read(answer));
  };
  return { asked, connection: { post: ask, put: ask } as unknown as Connection };
}

describe('Envelopes', () => {
  it('are asked for by their names, and read with their paths', async () => {
    const found = { ...name, envelope: toBase64Url(bytes), path: [hash] };
    const { asked, connection } = service({ envelopes: [found] });
    const answered = await envelopesOf(() => connection).fetch([name]);
    expect(answered).toEqual([{ ...name, envelope: bytes, path: [hash] }]);
    expect(asked).toEqual([['/envelopes/query', { envelopes: [name] }, { mayRepeat: true }]]);
  });

  it.each([
    ['a path that is none', { path: ['c'] }],
    ['no path', { path: undefined }],
    ['text that is no envelope', { envelope: 'a+b' }],
  ])('are refused with %s', async (_what, lie) => {
    const found = { ...name, envelope: toBase64Url(bytes), path: [hash], ...lie };
    const { connection } = service({ envelopes: [found] });
    const refused = await failureOf(envelopesOf(() => connection).fetch([name]));
    expect(refused).toEqual(new UnansweredError({ code: 'malformed' }));
  });

  it('that could not be asked for say why, here as in the vault', async () => {
    const problem = new PortalError('too-many-requests', { retryAfterSeconds: 7 });
    const { connection } = service(problem);
    const refused = toPortalError(await failureOf(envelopesOf(() => connection).fetch([name])));
    expect([refused.code, refused.retryAfterSeconds]).toEqual(['too-many-requests', 7]);
  });

  it('are sent with the statements that announce them', async () => {
    const append = { keyring, after: 0, statements: [], envelopes: [bytes] };
    expect(appendsOut([append])).toEqual({
      appends: [{ keyring, statements: [], envelopes: [toBase64Url(bytes)] }],
      signatures: [],
    });
    const { asked, connection } = service({
      email: '',
      keyring,
      created: '2026-11-23T12:00:00.000Z',
      slots: [],
    });
    const proof = { kind: 'password', authenticationKey: bytes, slot: bytes } as const;
    await new AccountApi(connection).changeSlots(proof, undefined, []);
    expect(asked).toMatchObject([['/account/slots', { statements: [], envelopes: [] }, undefined]]);
  });
});

function failureOf(refused: Promise<unknown>): Promise<unknown> {
  return refused.then(
    () => undefined,
    (failure: unknown) => failure,
  );
}
