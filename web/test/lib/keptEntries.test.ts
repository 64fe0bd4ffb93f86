import { expect, it } from 'vitest';
import type { Connection } from '@/lib/api/connection.ts';
import { keepEntries } from '@/lib/api/keptEntries.ts';
import { PortalError } from '@/lib/contract/errors.ts';

it.each([1, 900, 1_900, 5_900])(
  'entries of %i bytes go in bodies that are taken',
  async (length) => {
    const bodies: (readonly { readonly number: number }[])[] = [];
    const connection = {
      put: (_: string, body: { readonly entries: readonly { readonly number: number }[] }) => {
        const isTaken = JSON.stringify(body).length <= 256 * 1024 && body.entries.length <= 200;
        if (!isTaken) {
          return Promise.reject(new PortalError('too-large'));
        }
        bodies.push(body.entries);
        return Promise.resolve();
      },
    } as unknown as Connection;
    const entries = Array.from({ length: 450 }, (_, number) => ({
      number,
      entry: 'x'.repeat(length),
    }));
    await keepEntries(connection, '/records/index', entries);
    expect(bodies.flat().map(({ number }) => number)).toEqual(entries.map(({ number }) => number));
  },
);
