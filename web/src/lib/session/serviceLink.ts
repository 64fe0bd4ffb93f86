import type { KeyringId } from '@/crypto/index.ts';
import { AccountApi } from '../accounts/accountApi.ts';
import { hasPasskey } from '../accounts/waysIn.ts';
import { Connection } from '../api/connection.ts';
import type { SessionOpened } from '../api/shapes.ts';
import type { AccountNotice } from '../contract/account.ts';
import { PortalError } from '../contract/errors.ts';
import { keepPasskeys } from '../storage/sessionStore.ts';

/** A session that the service knows; its keys may be locked. */
export interface KnownSession {
  readonly email: string;
  readonly keyring: KeyringId;
  readonly token: string;
  /** Undefined where it is not known whether the account has one. */
  readonly passkeys: boolean | undefined;
}

/** Connections that nobody uses are kept open for longer than that. */
const APPROACHED_FOR = 20_000;

/** The way to the service, with the session that there is now, if any. */
export class ServiceLink {
  readonly #onRefused: (token: string) => void;
  #known: KnownSession | undefined;
  #news: readonly AccountNotice[] = [];
  #connection: Connection;
  #api: AccountApi;
  #approachedAt = Number.NEGATIVE_INFINITY;

  /** @param onRefused called when the service does not know that session (any more) */
  constructor(onRefused: (token: string) => void) {
    this.#onRefused = onRefused;
    this.#connection = this.#connectionOf(undefined);
    this.#api = new AccountApi(this.#connection);
  }

  get known(): KnownSession | undefined {
    return this.#known;
  }

  get connection(): Connection {
    return this.#connection;
  }

  get api(): AccountApi {
    return this.#api;
  }

  /**
   * Opens the connections that a log-in takes, so that its requests have them; asks for nothing that
   * counts.
   */
  approach() {
    const now = performance.now();
    if (now >= this.#approachedAt + APPROACHED_FOR) {
      this.#approachedAt = now;
      for (let count = connectionsTaken(); count > 0; count--) {
        this.#api.signUpRule().catch(() => undefined);
      }
    }
  }

  require(): KnownSession {
    if (this.#known === undefined) {
      throw new PortalError('unauthenticated');
    }
    return this.#known;
  }

  /**
   * As {@link know}, of a session that has just begun.
   *
   * @param passkeys whether the account has one, where the way in tells
   */
  enter({ email, keyring, token, notices }: SessionOpened, passkeys: boolean | undefined) {
    this.know({ email, keyring, token, passkeys });
    this.#news = notices;
  }

  /** From now on, this is the session that is asked with. */
  know(known: KnownSession | undefined) {
    this.#known = known;
    this.#news = [];
    this.#connection = this.#connectionOf(known?.token);
    this.#api = new AccountApi(this.#connection);
  }

  /** What happened to the account before this log-in; once. */
  takeNews(): readonly AccountNotice[] {
    const news = this.#news;
    this.#news = [];
    return news;
  }

  /** The same session; its account has a passkey, or none. */
  notePasskeys(passkeys: boolean) {
    this.#known = { ...this.require(), passkeys };
  }

  /**
   * Looks whether the account has a passkey, which a log-in with another way does not tell. Nothing
   * waits for it: where no answer comes, the next unlocking looks again.
   *
   * @param onFound called where it has one
   */
  async lookForPasskeys(onFound: () => void) {
    const { keyring, token } = this.require();
    try {
      const { slots } = await this.#api.account();
      if (hasPasskey(slots) && this.#known?.token === token) {
        this.notePasskeys(true);
        await keepPasskeys(keyring);
        onFound();
      }
    } catch {
      // as if there were none
    }
  }

  /** Requests of a session that is over carry no other session's token. */
  #connectionOf(token: string | undefined): Connection {
    return new Connection({
      token: () => (this.#known?.token === token ? token : undefined),
      refused: this.#onRefused,
    });
  }
}

/** HTTP/1.1 takes a connection for each request that is under way; browsers open six at most. */
function connectionsTaken(): number {
  const [page] = performance.getEntriesByType('navigation');
  return page instanceof PerformanceNavigationTiming && page.nextHopProtocol === 'http/1.1' ? 6 : 1;
}
