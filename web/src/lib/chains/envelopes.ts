import { type EnvelopeName, type EnvelopeSource, UnansweredError } from '@/crypto/index.ts';
import type { Connection } from '../api/connection.ts';
import { answers } from '../api/shapes.ts';
import { toPortalError } from '../errors/portalErrors.ts';

/**
 * Asks the service for the envelopes that the vault wants; where that is too much at once, by halves.
 * What is too much even alone is left out alone.
 *
 * @param connection the one that there is now
 */
export function envelopesOf(connection: () => Connection): EnvelopeSource {
  const fetch: EnvelopeSource['fetch'] = async (wanted) => {
    try {
      return await query(connection(), wanted);
    } catch (failure) {
      const { code, retryAfterSeconds } = toPortalError(failure);
      if (code === 'history-too-long') {
        const half = Math.ceil(wanted.length / 2);
        return wanted.length > 1
          ? [...(await fetch(wanted.slice(0, half))), ...(await fetch(wanted.slice(half)))]
          : [];
      }
      throw new UnansweredError(
        retryAfterSeconds === undefined ? { code } : { code, retryAfterSeconds },
      );
    }
  };
  return { fetch };
}

async function query(connection: Connection, wanted: readonly EnvelopeName[]) {
  const body = { envelopes: wanted };
  const options = { mayRepeat: true };
  const answer = await connection.post('/envelopes/query', body, answers.envelopes, options);
  return answer.envelopes;
}
