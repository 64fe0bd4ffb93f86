import {
  type ChainHead,
  instantText,
  type KeyringId,
  type PastName,
  type SentChains,
  type SentPast,
  type StatementHash,
} from '@/crypto/index.ts';
import type { Connection } from '../api/connection.ts';
import { answers } from '../api/shapes.ts';
import { hasCode } from '../errors/portalErrors.ts';
import { Gathered } from './gathered.ts';

const PASTS_A_QUERY = 200;

/**
 * How much of a chain is asked for: what is new, where long ones may begin later; where it begins later,
 * with all that can be shown; or from the first statement.
 */
export type Extent = 'new' | 'shown' | 'whole';

/** What of the chains is here already. */
export interface Here {
  /** Where a known chain stands. */
  head(id: KeyringId): ChainHead | undefined;
  /** The newest head that this device remembers of a chain that is not known yet. */
  seen(id: KeyringId): StatementHash | undefined;
  /** What need not come along. */
  held(asked: readonly KeyringId[]): readonly ChainHead[];
}

/** Asks the service for chains, and for what was before chains that were begun later. */
export class ChainQueries {
  readonly #connection: Connection;
  readonly #here: Here;

  constructor(connection: Connection, here: Here) {
    this.#connection = connection;
    this.#here = here;
  }

  /** With all that verifying and sealing need, or one after the other, each alone. */
  async chains(
    ids: readonly KeyringId[],
    closure: boolean,
    extent: Extent = 'new',
  ): Promise<SentChains> {
    if (!closure && ids.length > 1) {
      const gathered = new Gathered();
      for (const id of ids) {
        gathered.add(await this.chains([id], false, extent));
      }
      return gathered.answer;
    }
    const body = {
      keyrings: ids.map((id) => this.#asked(id, extent)),
      closure,
      held: closure
        ? this.#here.held(ids).map(({ keyring, seq }) => ({ keyring, after: seq }))
        : [],
      begun: true,
    };
    return this.#connection.post('/statements/query', body, answers.chains, { mayRepeat: true });
  }

  /** What there is of that. What is too much even alone is left out. */
  async pasts(names: readonly PastName[]): Promise<readonly SentPast[]> {
    const all: SentPast[] = [];
    for (let from = 0; from < names.length; from += PASTS_A_QUERY) {
      all.push(...(await this.#pastsApart(names.slice(from, from + PASTS_A_QUERY))));
    }
    return all;
  }

  /** All at once; where that is too much, by halves. */
  async #pastsApart(names: readonly PastName[]): Promise<readonly SentPast[]> {
    const pasts = names.map(({ at, ...name }) => ({
      ...name,
      ...(at === undefined ? {} : { at: instantText(at) }),
    }));
    try {
      const options = { mayRepeat: true };
      const body = { pasts };
      return (await this.#connection.post('/statements/pasts', body, answers.pasts, options)).pasts;
    } catch (failure) {
      if (!hasCode(failure, 'history-too-long')) {
        throw failure;
      }
      const half = Math.ceil(names.length / 2);
      return names.length > 1
        ? [
            ...(await this.#pastsApart(names.slice(0, half))),
            ...(await this.#pastsApart(names.slice(half))),
          ]
        : [];
    }
  }

  #asked(keyring: KeyringId, extent: Extent) {
    const head = this.#here.head(keyring);
    if (extent === 'new' && head !== undefined) {
      return { keyring, after: head.seq };
    }
    const seen = head?.head ?? this.#here.seen(keyring);
    return {
      keyring,
      after: -1,
      ...(seen === undefined ? {} : { seen }),
      ...(extent === 'new' ? {} : { form: extent }),
    };
  }
}

/** Does that, unless it is too much. */
export async function fits(fetch: () => Promise<void>): Promise<boolean> {
  try {
    await fetch();
    return true;
  } catch (failure) {
    if (hasCode(failure, 'history-too-long')) {
      return false;
    }
    throw failure;
  }
}
