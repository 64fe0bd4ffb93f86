import {
  type KeyringId,
  type RemoteVault,
  startVault,
  type Unlocking,
  type WayIn,
} from '@/crypto/index.ts';
import { Inactivity, LOCK_AFTER } from '../accounts/inactivity.ts';
import { newPerson } from '../accounts/newPerson.ts';
import { passkeysSupported, askPasskey } from '../accounts/passkeys.ts';
import { asCredentials, hasPasskey, refuseWeak, wayOf, withUnlockKey } from '../accounts/waysIn.ts';
import type { SessionOpened, Slot } from '../api/shapes.ts';
import { envelopesOf } from '../chains/envelopes.ts';
import { TrustedChains } from '../chains/trustedChains.ts';
import { Turns } from '../chains/turns.ts';
import type { Proof, RecoveryCode } from '../contract/account.ts';
import { PortalError } from '../contract/errors.ts';
import type { LongAction } from '../contract/feeds.ts';
import type { NewAccount, Portal, PortalState } from '../contract/sessions.ts';
import { asPortal, hasCode, throwIfAborted } from '../errors/portalErrors.ts';
import { forgetMedia, forgetOldMedia, MediaAddresses } from '../media/mediaAddresses.ts';
import { normalEmail } from '../people/contacts.ts';
import {
  forgetSession,
  keepPerson,
  keepSession,
  type KeptSession,
  keptSession,
} from '../storage/sessionStore.ts';
import type { UploadSources } from '../uploads/uploadQueue.ts';
import type { OpenSession } from './openSession.ts';
import { askAhead, loadSession } from './ahead.ts';
import { forgetOwn } from './forgetOwn.ts';
import { ownVault } from './ownVault.ts';
import { ServiceLink } from './serviceLink.ts';
import { StateTeller } from './stateTeller.ts';
import { Tabs } from './tabs.ts';

export class MedsealPortal implements Portal {
  readonly #vault: RemoteVault;
  readonly #link: ServiceLink;
  readonly #media = new MediaAddresses();
  readonly #sources: UploadSources = new Map();
  readonly #tabs: Tabs;
  readonly #turns = new Turns();
  readonly #teller = new StateTeller();
  readonly #lockAfter: () => number;
  #session: OpenSession | undefined;
  #sessionEnd = new AbortController();
  #inactivity: Inactivity | undefined;

  constructor(lockAfter = () => LOCK_AFTER) {
    this.#lockAfter = lockAfter;
    this.#vault = startVault(envelopesOf(() => this.#link.connection));
    this.#link = new ServiceLink((token) => {
      void this.#turns.take(() => this.#ended(token));
    });
    this.#tabs = new Tabs((message) => {
      void this.#turns.take(() => this.#otherTab(message));
    });
    void this.#turns.take(() => this.#start());
  }

  state(): PortalState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    return this.#teller.subscribe(listener);
  }

  prepare: Portal['prepare'] = () => loadSession(this.#vault);

  approach() {
    this.#link.approach();
  }

  lastActive(): number {
    return this.#inactivity?.last ?? Date.now();
  }

  readonly passkeysSupported = passkeysSupported;

  judgePassword: Portal['judgePassword'] = (password, owner) =>
    asPortal(() => this.#vault.accounts.judgePassword(password, owner));

  recoveryCodeIsWellTyped: Portal['recoveryCodeIsWellTyped'] = (code) =>
    asPortal(() => this.#vault.accounts.recoveryCodeIsWellTyped(code));

  signUpRule() {
    return asPortal(() => this.#link.api.signUpRule());
  }

  signUp(account: NewAccount, { signal }: LongAction = {}): Promise<RecoveryCode> {
    return this.#transition(async () => {
      const email = normalEmail(account.email);
      const made = await newPerson(this.#vault, email, account);
      throwIfAborted(signal);
      const opened = await this.#link.api.signUp(email, made, account.invitation);
      if (opened.keyring !== made.keyring || made.recoveryCode === undefined) {
        throw new PortalError('tampered');
      }
      this.#link.enter(opened, account.wayIn.kind === 'passkey');
      const session = await this.#openSession(await this.#ownChains(made.keyring));
      if (account.record !== undefined) {
        // The account is there, and its code is shown only once: a record can be made later too.
        await session.newRecord(account.record).catch(() => undefined);
      }
      return { text: made.recoveryCode, email, made: new Date() };
    });
  }

  logIn(typed: string, password: string, { signal }: LongAction = {}): Promise<void> {
    return this.#transition(async () => {
      const email = normalEmail(typed);
      const parameters = await this.#link.api.passwordParameters(email);
      throwIfAborted(signal);
      await this.#logIn(email, { kind: 'password', password, parameters });
    });
  }

  logInWithPasskey(typed: string): Promise<void> {
    return this.#transition(async () => {
      const { prf } = await askPasskey([]);
      await this.#logIn(normalEmail(typed), { kind: 'passkey', prf });
    });
  }

  recover(
    typed: string,
    code: string,
    password: string,
    { signal }: LongAction = {},
  ): Promise<RecoveryCode> {
    return this.#transition(async () => {
      const email = normalEmail(typed);
      await refuseWeak(this.#vault, password, { email });
      const way: WayIn = { kind: 'recovery', code };
      return withUnlockKey(this.#vault, way, async (unlocking) => {
        throwIfAborted(signal);
        const { keyring, slots: own } = await this.#newSession(email, unlocking);
        const chains = await this.#ownChains(keyring);
        await this.#unlockVault(unlocking, keyring, own);
        const { slots } = await this.#link.api.account();
        const ways = { password, recovery: true };
        const made = await this.#vault.accounts.rewrite(unlocking, slots, ways);
        const kept = slots.filter(({ kind }) => kind === 'passkey').map(({ id }) => id);
        await this.#link.api.changeSlots({ ...unlocking, slot: made.proof }, made, kept);
        if (made.recoveryCode === undefined) {
          throw new Error('a new recovery slot comes with its code');
        }
        await this.#openSession(chains);
        return { text: made.recoveryCode, email, made: new Date() };
      });
    });
  }

  unlock(password: string): Promise<void> {
    return this.#unlockWith({ kind: 'password', password });
  }

  unlockWithPasskey(): Promise<void> {
    return this.#unlockWith({ kind: 'passkey' });
  }

  lock(): Promise<void> {
    return this.#guarded(async () => {
      if (this.#state.kind === 'open') {
        await this.#lockHere();
        this.#tabs.tell({ kind: 'locked' });
      }
    });
  }

  logOut(): Promise<void> {
    return this.#guarded(async () => {
      const keeper = this.#session?.signedIn.keeper;
      const person = this.#link.known?.keyring;
      if (person !== undefined) {
        // Logging out of this device must work without the service; its session then ends by itself.
        await this.#link.api.logOut().catch(() => undefined);
      }
      await this.#wipe();
      await forgetOwn(person, keeper);
      this.#set({ kind: 'out' });
      this.#tabs.tell({ kind: 'out' });
    });
  }

  async #start() {
    let kept: KeptSession | undefined;
    try {
      kept = await keptSession();
      await forgetOldMedia();
    } catch {
      kept = undefined;
    }
    if (kept === undefined) {
      this.#set({ kind: 'out' });
      return;
    }
    const { email, keyring, token, passkeys, person, lastActive } = kept;
    this.#link.know({ email, keyring, token, passkeys: passkeys || undefined });
    if (person === undefined || Date.now() - lastActive >= this.#lockAfter()) {
      await this.#lockHere();
      return;
    }
    this.#set({ kind: 'starting', resuming: true });
    try {
      void this.prepare();
      const chains = await this.#begin(keyring);
      await this.#vault.accounts.resume(person);
      await this.#openSession(chains, lastActive);
    } catch (failure) {
      if (hasCode(failure, 'session-expired', 'unauthenticated')) {
        return; // the refusal has been noted, and ends the session
      }
      await this.#lockHere();
    }
  }

  #unlockWith(proof: Proof): Promise<void> {
    return this.#transition(async () => {
      const { keyring } = this.#link.require();
      const [{ slots }, chains] = await Promise.all([
        this.#link.api.account(),
        this.#ownChains(keyring),
      ]);
      const way = await wayOf(proof, slots);
      await withUnlockKey(this.#vault, way, async (unlocking) => {
        await this.#unlockVault(unlocking, keyring, slots);
        this.#link.notePasskeys(hasPasskey(slots));
        await askAhead(this.#link);
        await this.#openSession(chains);
      });
    });
  }

  async #logIn(email: string, way: WayIn) {
    await withUnlockKey(this.#vault, way, async (unlocking) => {
      const { keyring, slots } = await this.#newSession(email, unlocking);
      const chains = await this.#begin(keyring);
      await this.#unlockVault(unlocking, keyring, slots);
      await this.#openSession(chains);
    });
  }

  async #newSession(email: string, unlocking: Unlocking): Promise<SessionOpened> {
    const opened = await this.#link.api.logIn(email, unlocking);
    this.#link.enter(opened, unlocking.kind === 'passkey' ? true : undefined);
    return opened;
  }

  /** Asks for the person's own chain, and meanwhile for what their session takes next. */
  async #begin(keyring: KeyringId): Promise<TrustedChains> {
    const [chains] = await Promise.all([this.#ownChains(keyring), askAhead(this.#link)]);
    return chains;
  }

  /** The person's own chain is known. */
  async #unlockVault(unlocking: Unlocking, keyring: KeyringId, slots: readonly Slot[]) {
    await asCredentials(() => this.#vault.accounts.unlock(unlocking, keyring, slots));
  }

  /** With the person's own chain. */
  async #ownChains(keyring: KeyringId): Promise<TrustedChains> {
    const vault = ownVault(this.#vault, this.#sessionEnd.signal);
    const chains = new TrustedChains(vault, this.#link.connection);
    await chains.refresh([keyring]);
    return chains;
  }

  /**
   * The vault is unlocked: everything else that belongs to an open session.
   *
   * @param chains the person's own one among them
   * @param lastActive when somebody was there last; a reload is nobody's sign
   */
  async #openSession(chains: TrustedChains, lastActive = Date.now()): Promise<OpenSession> {
    const { email, keyring, token, passkeys } = this.#link.require();
    const vault = ownVault(this.#vault, this.#sessionEnd.signal);
    const { OpenSession, SignedIn } = await import('./openSession.ts');
    const signedIn = await SignedIn.open(vault, this.#link.connection, chains, email);
    const person = await this.#vault.accounts.hold();
    await keepSession({ email, keyring, token, passkeys: passkeys ?? false, person, lastActive });
    if (passkeys === undefined) {
      void this.#link.lookForPasskeys(() => {
        if (this.#state.kind === 'locked') {
          this.#set({ ...this.#state, passkeys: true });
        }
      });
    }
    const parts = { media: this.#media, sources: this.#sources, news: this.#link.takeNews() };
    const session = await OpenSession.begin(signedIn, parts, () => {
      if (this.#session === session) {
        this.#set({ kind: 'open', session });
      }
    });
    this.#session = session;
    this.#inactivity = new Inactivity(() => void this.lock(), this.#lockAfter, lastActive);
    this.#set({ kind: 'open', session });
    this.#tabs.tell({ kind: 'opened', keyring });
    return session;
  }

  /** A way in, or nothing: what fails half-way leaves things as if it had not been tried. */
  #transition<T>(action: () => Promise<T>): Promise<T> {
    return this.#guarded(async () => {
      const before = this.#state;
      if (before.kind === 'open') {
        throw new PortalError('already-exists');
      }
      try {
        return await action();
      } catch (failure) {
        await this.#undo(before);
        throw failure;
      }
    });
  }

  async #undo(before: PortalState) {
    if (before.kind === 'locked' && this.#link.known !== undefined) {
      await this.#lockHere();
      return;
    }
    if (this.#link.known !== undefined) {
      await this.#link.api.logOut().catch(() => undefined);
    }
    await this.#wipe();
    await forgetSession();
    this.#set(before.kind === 'out' ? before : { kind: 'out' });
  }

  #guarded<T>(action: () => Promise<T>): Promise<T> {
    return this.#turns.take(() => asPortal(action));
  }

  /** The service says that this session is over. */
  async #ended(token: string) {
    if (this.#link.known?.token === token && this.#state.kind !== 'out') {
      await this.#wipe();
      await forgetSession();
      this.#set({ kind: 'out', ended: 'session-expired' });
      this.#tabs.tell({ kind: 'out' });
    }
  }

  async #otherTab(message: Parameters<Tabs['tell']>[0]) {
    if (message.kind === 'locked') {
      if (this.#state.kind === 'open') {
        await this.#lockHere();
      }
      return;
    }
    const known = this.#link.known;
    const over =
      message.kind === 'out'
        ? this.#state.kind !== 'out'
        : known !== undefined && message.keyring !== known.keyring;
    if (over) {
      await this.#wipe();
      this.#set({ kind: 'out' });
    }
  }

  async #lockHere() {
    const known = this.#link.require();
    await this.#closeSession();
    await keepPerson(undefined);
    this.#set({ kind: 'locked', email: known.email, passkeys: known.passkeys ?? false });
  }

  async #wipe() {
    await this.#closeSession();
    this.#link.know(undefined);
    this.#sources.clear();
  }

  async #closeSession() {
    this.#inactivity?.stop();
    this.#inactivity = undefined;
    this.#session?.close();
    this.#session = undefined;
    this.#sessionEnd.abort();
    this.#sessionEnd = new AbortController();
    this.#link.connection.dropAhead();
    await this.#vault.accounts.lock();
    await this.#vault.chains.clear();
    await forgetMedia();
  }

  get #state(): PortalState {
    return this.#teller.state;
  }

  #set(state: PortalState) {
    this.#teller.set(state);
  }
}
