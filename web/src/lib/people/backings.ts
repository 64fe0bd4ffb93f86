import type { KeyringId, KeyringView } from '@/crypto/index.ts';
import type { Connection } from '../api/connection.ts';
import { answers, type VerificationAnswer } from '../api/shapes.ts';
import type { TrustedChains } from '../chains/trustedChains.ts';
import { PortalError } from '../contract/errors.ts';
import type { Backing } from '../contract/institutes.ts';
import { hasCode } from '../errors/portalErrors.ts';
import { STOPPING } from '../errors/stopping.ts';
import type { Keeper } from '../storage/keeper.ts';

const ASKED_AT_ONCE = 200;

/** An institute whose safety number was compared; it counts for the name that it had then. */
interface Compared {
  readonly institute: KeyringId;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** What the service says of institutes; none of it counts before it was held against their chains. */
export type Words = ReadonlyMap<KeyringId, VerificationAnswer>;

/** What of a keyring's verified chain counts. */
type InstituteView = Pick<KeyringView, 'keyring' | 'kind' | 'closed' | 'card'>;

/** What stands behind institutes: the service's word, and what was compared on this device. */
export class Backings {
  readonly #connection: Pick<Connection, 'post'>;
  readonly #chains: Pick<TrustedChains, 'view'>;
  readonly #keeper: Pick<Keeper, 'read' | 'change'>;
  #compared: ReadonlyMap<KeyringId, Compared> = new Map();

  constructor(
    connection: Pick<Connection, 'post'>,
    chains: Pick<TrustedChains, 'view'>,
    keeper: Pick<Keeper, 'read' | 'change'>,
  ) {
    this.#connection = connection;
    this.#chains = chains;
    this.#keeper = keeper;
  }

  async load() {
    this.#compared = comparedIn(await this.#keeper.read('institutes'));
  }

  /** What was compared on this device; another map after each change. */
  get compared(): ReadonlyMap<KeyringId, unknown> {
    return this.#compared;
  }

  /** Asks the service. Where it answers nothing sensible, it says nothing. */
  async ask(institutes: readonly KeyringId[]): Promise<Words> {
    const words = new Map<KeyringId, VerificationAnswer>();
    try {
      for (let from = 0; from < institutes.length; from += ASKED_AT_ONCE) {
        const keyrings = institutes.slice(from, from + ASKED_AT_ONCE);
        const answer = await this.#connection.post(
          '/institutes/query',
          { keyrings },
          answers.verifiedInstitutes,
        );
        answer.institutes.forEach((word) => words.set(word.keyring, word));
      }
    } catch (failure) {
      if (hasCode(failure, ...STOPPING)) {
        throw failure;
      }
    }
    return words;
  }

  /** Whether anything may stand behind it: whether its chain is worth a look before others. */
  mayBack(words: Words, institute: KeyringId): boolean {
    return words.has(institute) || this.#compared.has(institute);
  }

  /** Nothing counts but for the name and the domain that the institute's own chain has now. */
  of(words: Words, { keyring, kind, closed, card }: InstituteView): Backing {
    const holds = kind === 'institute' && !closed && card !== undefined;
    const word = holds ? words.get(keyring) : undefined;
    const compared = holds ? this.#compared.get(keyring) : undefined;
    return {
      domain: word?.domain?.name === card?.domain ? word?.domain : undefined,
      operator: word?.operator?.name === card?.name ? word?.operator?.confirmed : undefined,
      you:
        compared !== undefined && compared.name === card?.name
          ? new Date(compared.since)
          : undefined,
    };
  }

  async setCompared(institute: KeyringId, compared: boolean) {
    const { kind, card } = await this.#chains.view(institute);
    if (kind !== 'institute' || card === undefined) {
      throw new PortalError('not-found');
    }
    const { name } = card;
    await this.#keeper.change('institutes', (kept) => {
      const after = comparedIn(kept);
      if (compared) {
        after.set(institute, { institute, name, since: Date.now() });
      } else {
        after.delete(institute);
      }
      this.#compared = after;
      return Promise.resolve([...after.values()]);
    });
  }
}

function comparedIn(kept: unknown): Map<KeyringId, Compared> {
  return new Map(((kept ?? []) as readonly Compared[]).map((one) => [one.institute, one]));
}

/** Whether anything stands behind the institute. */
export function isBacked({ domain, operator, you }: Backing): boolean {
  return domain !== undefined || operator !== undefined || you !== undefined;
}
