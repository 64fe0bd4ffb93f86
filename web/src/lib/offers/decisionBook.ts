import {
  type Bytes,
  type Decisions,
  FormatError,
  fromBase64Url,
  type KeyringId,
  NOTHING_DECIDED,
  type RemoteVault,
  toBase64Url,
} from '@/crypto/index.ts';
import type { Connection } from '../api/connection.ts';
import { DECISIONS } from '../api/paths.ts';
import { answers } from '../api/shapes.ts';
import { Turns } from '../chains/turns.ts';
import { PortalError } from '../contract/errors.ts';
import { hasCode } from '../errors/portalErrors.ts';
import type { Keeper } from '../storage/keeper.ts';

const ATTEMPTS = 8;

/** Of a person who has none, or does not know yet. */
export const NO_INSTITUTES: ReadonlySet<KeyringId> = new Set();

/** What of the vault it takes. */
export type DecisionsVault = {
  readonly offers: Pick<RemoteVault['offers'], 'open' | 'seal' | 'decide'>;
};

/**
 * What the person accepted, declined and blocked: one sealed document at the service, replaced by
 * compare-and-swap. Of that document and the newest one that this device has seen, the one with the
 * higher version counts; what does not open counts as none (spec/accounts.md section 5).
 */
export class DecisionBook {
  readonly #vault: DecisionsVault;
  readonly #connection: Pick<Connection, 'getTagged' | 'putIf'>;
  readonly #keeper: Pick<Keeper, 'read' | 'change'>;
  readonly #turns = new Turns();
  #newest = NOTHING_DECIDED;
  #institutes = NO_INSTITUTES;
  #isRead = false;
  #restoring: Promise<void> | undefined;

  constructor(
    vault: DecisionsVault,
    connection: Pick<Connection, 'getTagged' | 'putIf'>,
    keeper: Pick<Keeper, 'read' | 'change'>,
  ) {
    this.#vault = vault;
    this.#connection = connection;
    this.#keeper = keeper;
  }

  /** As last read or changed. */
  get decisions(): Decisions {
    return this.#newest;
  }

  /** Takes what this device has seen before; asks nobody. */
  restore(): Promise<void> {
    this.#restoring ??= this.#restore();
    return this.#restoring;
  }

  async #restore() {
    const kept = await this.#openedKept(await this.#keeper.read('decisions'));
    if (kept !== undefined && kept.version > this.#newest.version) {
      await this.#take(kept);
    }
  }

  async #openedKept(kept: unknown): Promise<Decisions | undefined> {
    return typeof kept === 'string' ? this.#opened(fromBase64Url(kept)) : undefined;
  }

  /** The institutes that count now. */
  get relied(): ReadonlySet<KeyringId> {
    return this.#institutes;
  }

  /**
   * From now on the people of these need no introduction.
   *
   * @param institutes those that something stands behind; the person's own ones among them count
   */
  async rely(institutes: ReadonlySet<KeyringId>) {
    if (institutes !== this.#institutes) {
      this.#institutes = institutes;
      await this.#vault.offers.decide(this.#newest, institutes);
    }
  }

  /** Asks the service. */
  read(): Promise<Decisions> {
    return this.#turns.take(async () => {
      await this.#read();
      return this.#newest;
    });
  }

  /** Asks the service, unless it was asked before. */
  ensure(): Promise<Decisions> {
    return this.#isRead ? Promise.resolve(this.#newest) : this.read();
  }

  /**
   * Decides.
   *
   * @param change made again on top of what another device has decided meanwhile
   */
  change(change: (before: Decisions) => Decisions): Promise<Decisions> {
    return this.#turns.take(async () => {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const tag = await this.#read();
        const before = this.#newest;
        const after = change(before);
        if (after === before) {
          return before;
        }
        const next = { ...after, version: before.version + 1 };
        const document = await this.#sealed(next);
        try {
          await this.#connection.putIf(DECISIONS, { document: toBase64Url(document) }, tag);
        } catch (failure) {
          if (hasCode(failure, 'changed-meanwhile')) {
            continue;
          }
          throw failure;
        }
        if (await this.#keep(next, document)) {
          return next;
        }
      }
      throw new PortalError('changed-meanwhile');
    });
  }

  async #read(): Promise<string> {
    await this.restore();
    await this.#restore(); // another page may have decided since
    const { content, tag } = await this.#connection.getTagged(DECISIONS, answers.decisions);
    const shown = content.document === undefined ? undefined : await this.#opened(content.document);
    if (
      content.document !== undefined &&
      shown !== undefined &&
      shown.version > this.#newest.version
    ) {
      await this.#keep(shown, content.document);
    }
    this.#isRead = true;
    return tag;
  }

  /** Whether these are the newest here; else another page has kept others, and they count. */
  async #keep(decisions: Decisions, document: Bytes): Promise<boolean> {
    const own = toBase64Url(document);
    let newest = decisions;
    await this.#keeper.change('decisions', async (kept) => {
      const other = await this.#openedKept(kept);
      const isOther = other !== undefined && other.version >= decisions.version && kept !== own;
      newest = isOther ? other : decisions;
      return isOther ? kept : own;
    });
    await this.#take(newest);
    return newest === decisions;
  }

  async #take(decisions: Decisions) {
    this.#newest = decisions;
    await this.#vault.offers.decide(decisions, this.#institutes);
  }

  async #opened(document: Bytes): Promise<Decisions | undefined> {
    try {
      return await this.#vault.offers.open(document);
    } catch (failure) {
      if (failure instanceof FormatError) {
        return undefined;
      }
      throw failure;
    }
  }

  async #sealed(decisions: Decisions): Promise<Bytes> {
    try {
      return await this.#vault.offers.seal(decisions);
    } catch (failure) {
      throw failure instanceof FormatError
        ? new PortalError('too-many-decisions', { cause: failure })
        : failure;
    }
  }
}
