import {
  type Bytes,
  type MadePerson,
  type MadeSlots,
  type SlotKind,
  toBase64Url,
  type Unlocking,
} from '@/crypto/index.ts';
import type { Connection } from '../api/connection.ts';
import { type AccountAnswer, answers, type SessionOpened, slotOut } from '../api/shapes.ts';

/** The service's addresses about accounts. */
export class AccountApi {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  signUp(email: string, made: MadePerson): Promise<SessionOpened> {
    const body = {
      email,
      statements: made.statements.map((bytes) => toBase64Url(bytes)),
      slots: made.slots.map(slotOut),
    };
    return this.#connection.post('/accounts', body, answers.sessionOpened);
  }

  passwordParameters(email: string) {
    return this.#connection.post('/sessions/parameters', { email }, answers.passwordParameters, {
      mayRepeat: true,
    });
  }

  logIn(email: string, { kind, authenticationKey }: Unlocking): Promise<SessionOpened> {
    const body = { email, kind, authenticationKey: toBase64Url(authenticationKey) };
    return this.#connection.post('/sessions', body, answers.sessionOpened);
  }

  account(): Promise<AccountAnswer> {
    return this.#connection.get('/account', answers.account);
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
      slots: made?.slots.map(slotOut) ?? [],
      kept: kept.map((id) => toBase64Url(id)),
    };
    return this.#connection.put('/account/slots', body, answers.account);
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
