import {
  type Bytes,
  type MadePerson,
  type MadeSlots,
  type SlotKind,
  toBase64Url,
  type Unlocking,
} from '@/crypto/index.ts';
import type { Connection } from '../api/connection.ts';
import { ACCOUNT } from '../api/paths.ts';
import { type AccountAnswer, answers, type SessionOpened, slotOut } from '../api/shapes.ts';
import * as wire from '../api/wire.ts';
import { deviceToken, keepDeviceToken } from '../storage/deviceTokens.ts';

/** The service's addresses about accounts. */
export class AccountApi {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async signUp(email: string, made: MadePerson, invitation?: string): Promise<SessionOpened> {
    const body = {
      email,
      ...(invitation === undefined ? {} : { invitation }),
      statements: made.statements.map((bytes) => toBase64Url(bytes)),
      slots: made.slots.map(slotOut),
    };
    return opened(await this.#connection.post('/accounts', body, answers.sessionOpened));
  }

  async passwordParameters(email: string) {
    const body = { email, ...(await deviceOf(email)) };
    return this.#connection.post('/sessions/parameters', body, answers.passwordParameters, {
      mayRepeat: true,
    });
  }

  async logIn(email: string, { kind, authenticationKey }: Unlocking): Promise<SessionOpened> {
    const key = toBase64Url(authenticationKey);
    const body = { email, kind, authenticationKey: key, ...(await deviceOf(email)) };
    return opened(await this.#connection.post('/sessions', body, answers.sessionOpened));
  }

  /** Who may make an account. */
  async signUpRule() {
    return (await this.#connection.get('/service', answers.service)).signUp;
  }

  async notices() {
    return (await this.#connection.get('/account/notices', answers.notices)).notices;
  }

  account(): Promise<AccountAnswer> {
    return this.#connection.get(ACCOUNT, answers.account);
  }

  /** Replaces every slot that is not kept; every other session ends. */
  changeSlots(
    proof: { readonly kind: SlotKind; readonly authenticationKey: Bytes; readonly slot: Bytes },
    made: MadeSlots | undefined,
    kept: readonly Bytes[],
  ): Promise<AccountAnswer> {
    const body = {
      kind: proof.kind,
      authenticationKey: toBase64Url(proof.authenticationKey),
      slotId: toBase64Url(proof.slot),
      statements: [],
      envelopes: [],
      slots: made?.slots.map(slotOut) ?? [],
      kept: kept.map((id) => toBase64Url(id)),
    };
    return this.#connection.put('/account/slots', body, answers.account);
  }

  /** What a deletion would leave behind. */
  leftBehind() {
    return this.#connection.get('/account/deletion', answers.leftBehind);
  }

  /** Ends the account for good. */
  delete(proof: {
    readonly kind: SlotKind;
    readonly authenticationKey: Bytes;
    readonly slot: Bytes;
  }): Promise<void> {
    const body = {
      kind: proof.kind,
      authenticationKey: toBase64Url(proof.authenticationKey),
      slotId: toBase64Url(proof.slot),
    };
    return this.#connection.post('/account/deletion', body, wire.nothing);
  }

  async sessions() {
    return (await this.#connection.get('/sessions', answers.sessions)).sessions;
  }

  endSession(id: string): Promise<void> {
    return this.#connection.delete(`/sessions/${encodeURIComponent(id)}`);
  }

  logOut(): Promise<void> {
    return this.#connection.delete('/sessions/current');
  }
}

async function deviceOf(email: string) {
  const device = await deviceToken(email);
  return device === undefined ? {} : { device };
}

async function opened(session: SessionOpened): Promise<SessionOpened> {
  await keepDeviceToken(session.email, session.device);
  return session;
}
