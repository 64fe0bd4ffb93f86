import type { KeyringId } from '@/crypto/index.ts';
import { AccountApi } from '../accounts/accountApi.ts';
import { Connection } from '../api/connection.ts';
import type { AccountNotice } from '../contract/account.ts';
import { PortalError } from '../contract/errors.ts';

/** A session that the service knows; its keys may be locked. */
export interface KnownSession {
  readonly email: string;
  readonly keyring: KeyringId;
  readonly token: string;
  readonly passkeys: boolean;
}

/** The way to the service, with the session that there is now, if any. */
export class ServiceLink {
  readonly #onRefused: (token: string) => void;
  #known: KnownSession | undefined;
  #news: readonly AccountNotice[] = [];
  #connection: Connection;
  #api: AccountApi;

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

  require(): KnownSession {
    if (this.#known === undefined) {
      throw new PortalError('unauthenticated');
    }
    return this.#known;
  }

  /**
   * From now on, this is the session that is asked with.
   *
   * @param news what the service told with the log-in
   */
  know(known: KnownSession | undefined, news: readonly AccountNotice[] = []) {
    this.#known = known;
    this.#news = news;
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

  /** Requests of a session that is over carry no other session's token. */
  #connectionOf(token: string | undefined): Connection {
    return new Connection({
      token: () => (this.#known?.token === token ? token : undefined),
      refused: this.#onRefused,
    });
  }
}
