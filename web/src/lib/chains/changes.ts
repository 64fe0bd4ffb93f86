import type { Drafted, KeyringId } from '@/crypto/index.ts';
import { PortalError } from '../contract/errors.ts';
import { hasCode } from '../errors/portalErrors.ts';
import type { TrustedChains } from './trustedChains.ts';

const ATTEMPTS = 12;
const PAUSE = 25;

/** Appends statements, all or none, as often as others were quicker. */
export class Changes {
  readonly #chains: TrustedChains;
  readonly #me: KeyringId;

  constructor(chains: TrustedChains, me: KeyringId) {
    this.#chains = chains;
    this.#me = me;
  }

  /**
   * @param involved chains that must be the newest while statements are made
   * @param draft makes them; called again after each time that another writer was quicker
   */
  async commit<T>(involved: readonly KeyringId[], draft: () => Promise<Drafted<T>>): Promise<T> {
    const fresh = new Set([this.#me, ...involved]);
    for (let attempt = 1; ; attempt++) {
      await this.#chains.refresh(fresh);
      await this.#chains.complete(fresh);
      const { appends, value } = await draft();
      if (appends.length === 0) {
        return value;
      }
      try {
        await this.#chains.append(appends);
        return value;
      } catch (failure) {
        if (hasCode(failure, 'offline', 'unavailable')) {
          if (await this.#chains.arrived(appends)) {
            return value;
          }
          throw failure;
        }
        if (!hasCode(failure, 'head-moved', 'stale-seal')) {
          throw failure;
        }
      }
      if (attempt === ATTEMPTS) {
        throw new PortalError('head-moved');
      }
      appends.filter(({ after }) => after >= 0).forEach(({ keyring }) => fresh.add(keyring));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * PAUSE * attempt));
    }
  }
}
