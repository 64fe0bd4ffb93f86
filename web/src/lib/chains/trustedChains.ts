import {
  type Accepted,
  type ChainAnswer,
  type ChainHead,
  type ErrorClass,
  type KeyringId,
  type KeyringView,
  type NotShown,
  type PastName,
  type RemoteVault,
  type StatementHash,
} from '@/crypto/index.ts';
import type { Connection } from '../api/connection.ts';
import { appendsOut } from '../api/shapes.ts';
import * as wire from '../api/wire.ts';
import { PortalError } from '../contract/errors.ts';
import type { ChainAppend, Instant } from '@/crypto/index.ts';
import type { Keeper } from '../storage/keeper.ts';
import { ChainQueries, type Extent, fits } from './chainQueries.ts';
import { isNew } from './gathered.ts';
import { heads, isNewer, type Remembered, toRemember } from './rememberedHeads.ts';
import { nothingShown, shown } from './shown.ts';
import { Turns } from './turns.ts';
import { MORE, Verification } from './verification.ts';

const CHAINS_A_QUERY = 200;
const FEW = 100;

type Refusal = ErrorClass | 'history-too-long';

/**
 * The chains that this page knows, all verified by the vault. Queries and appends take turns: an answer
 * that is older than what an append made would otherwise look like a chain rolled back.
 */
export class TrustedChains {
  readonly #vault: RemoteVault;
  readonly #connection: Connection;
  readonly #turns = new Turns();
  readonly #remembered = new Map<KeyringId, Remembered>();
  readonly #refused = new Map<KeyringId, Refusal>();
  #heads = new Map<KeyringId, ChainHead>();
  #keeper: Keeper | undefined;
  readonly #toLearn: Remembered[] = [];
  readonly #doubted = new Set<KeyringId>();
  readonly #queries: ChainQueries;
  readonly #verification: Verification;

  constructor(vault: RemoteVault, connection: Connection) {
    this.#vault = vault;
    this.#connection = connection;
    this.#queries = new ChainQueries(connection, {
      head: (id) => this.#heads.get(id),
      seen: (id) => this.#remembered.get(id)?.head,
      held: (asked) => this.#held(asked),
    });
    this.#verification = new Verification(vault, this.#queries);
  }

  /**
   * Takes over what earlier visits have seen; refuses chains that are known already and do not
   * continue it.
   */
  async remember(keeper: Keeper) {
    const known = [...this.#heads.keys()];
    const kept = heads(await keeper.read('heads'));
    kept.forEach((head) => this.#remembered.set(head.keyring, head));
    const refused = await this.#vault.chains.remember(kept);
    // Another page may have seen more since they were fetched: they are judged by what there is now.
    refused.forEach(({ keyring }) => this.#heads.delete(keyring));
    await this.tryRefresh(refused.map(({ keyring }) => keyring));
    this.#keeper = keeper;
    await this.#remember([...this.#heads.keys()]);
    this.#throwRefused([...known, ...this.#heads.keys()]);
  }

  head(id: KeyringId): StatementHash | undefined {
    return this.#heads.get(id)?.head;
  }

  /** Whether this device has seen a newer statement of a keyring, or another one there. */
  hasSeenOther(id: KeyringId, seq: number, head: StatementHash): boolean {
    const seen = this.#remembered.get(id);
    return seen !== undefined && (seen.seq > seq || (seen.seq === seq && seen.head !== head));
  }

  knows(id: KeyringId): boolean {
    return this.#heads.has(id) && !this.#refused.has(id);
  }

  /** Why the newest answer for that chain was refused. */
  refusal(id: KeyringId): PortalError | undefined {
    const code = this.#refused.get(id);
    return code === undefined ? undefined : new PortalError(code);
  }

  /** Asks for what is new in these; rejects where one of them does not verify. */
  async refresh(ids: Iterable<KeyringId>): Promise<void> {
    const all = [...new Set(ids)];
    await this.tryRefresh(all);
    this.#throwRefused(all);
  }

  /** As {@link refresh}; what does not verify is told by {@link refusal}. */
  tryRefresh(ids: Iterable<KeyringId>): Promise<void> {
    const all = [...new Set(ids)];
    return all.length === 0 ? Promise.resolve() : this.#turns.take(() => this.#fetchAll(all));
  }

  /** Asks for those that are not known yet. */
  async load(ids: Iterable<KeyringId>): Promise<void> {
    await this.tryRefresh([...ids].filter((id) => !this.#heads.has(id)));
  }

  /** A verified keyring; rejects with `not-found` where the service does not show it. */
  async view(id: KeyringId): Promise<KeyringView> {
    await this.load([id]);
    this.#throwRefused([id]);
    const [view] = await this.#describe([id]);
    if (view === undefined) {
      throw new PortalError('not-found');
    }
    return view;
  }

  /** The known ones among these, without those that were refused. */
  async views(ids: Iterable<KeyringId>): Promise<ReadonlyMap<KeyringId, KeyringView>> {
    const wanted = [...new Set(ids)].filter((id) => !this.#refused.has(id));
    const views = await this.#describe(wanted);
    return new Map(views.map((view) => [view.keyring, view]));
  }

  /** Asks for what changing these, sealing to them or listing them takes of chains that begin later. */
  async complete(ids: Iterable<KeyringId>): Promise<void> {
    const all = [...new Set(ids)];
    if (this.#verification.anyBegun) {
      await this.#turns.take(() => this.#complete(all));
    }
  }

  async #complete(ids: readonly KeyringId[]) {
    const refreshed = new Set<KeyringId>();
    for (const extent of [...MORE, ...MORE]) {
      const { incomplete, members } = await this.#vault.chains.lacking(ids);
      if (incomplete.length > 0) {
        await this.#fetch(incomplete, true, extent);
      }
      // Those of a chain that begins later do not come along with it.
      const others = members.filter((id) => isNew(refreshed, id));
      await this.#fetchAll(others);
      if (incomplete.length === 0 && others.length === 0) {
        return;
      }
    }
  }

  /** Asks for what the newest states of these chains say of those others. */
  async tell(chains: readonly KeyringId[], about: readonly KeyringId[]): Promise<void> {
    if (this.#verification.anyBegun) {
      await this.showPasts(await this.#vault.chains.untold(chains, about));
    }
  }

  /** Asks for what is past in chains that were begun later. */
  showPasts(names: readonly PastName[]): Promise<void> {
    return this.#turns.take(() => this.#showPasts(names));
  }

  /** As {@link Verification.nextFor}; answers whether there was anything left to ask for. */
  show(wanted: NotShown, asked: Set<string>): Promise<boolean> {
    return this.#turns.take(async () => {
      const next = await this.#verification.nextFor(wanted, asked);
      if (typeof next === 'string') {
        await this.#fetch([wanted.of], true, next);
      } else if (next !== undefined) {
        await this.#showPasts([next]);
      }
      return next !== undefined;
    });
  }

  async #showPasts(names: readonly PastName[]) {
    const pasts = await this.#queries.pasts(names);
    if (pasts.length > 0) {
      const nothing = { chains: [], signatures: [] };
      await this.#note([], await this.#vault.chains.acceptSent(nothing, pasts));
    }
  }

  /** Sends statements; they are known here once the service has taken them. */
  append(appends: readonly ChainAppend[]): Promise<void> {
    return this.#turns.take(async () => {
      await this.#connection.post('/statements', appendsOut(appends), wire.nothing);
      await this.#note(appends, await this.#vault.chains.accept(appends));
    });
  }

  /** A person says that what was added late to a chain is right, up to that statement. */
  acceptLate(id: KeyringId, newest: StatementHash): Promise<void> {
    return this.#turns.take(async () => {
      const head = await this.#vault.chains.acceptLate(id, newest, this.#seenAt());
      this.#refused.delete(id);
      await (this.#keeper === undefined ? undefined : this.#write(this.#keeper, [head]));
      await this.#fetchAll([id]);
    });
  }

  /** Whether the service has these statements, when it is not known what became of them. */
  async arrived(appends: readonly ChainAppend[]): Promise<boolean> {
    const before = new Map(this.#heads);
    await this.tryRefresh(appends.map(({ keyring }) => keyring));
    const length = new Map(
      appends.map(({ keyring, after, statements }) => [keyring, after + statements.length]),
    );
    return [...length].every(([id, seq]) => {
      const now = this.#heads.get(id);
      return now !== undefined && now.seq >= seq && now.head !== before.get(id)?.head;
    });
  }

  /** Takes statements over that have reached the service by another way. */
  adopt(answered: readonly ChainAnswer[]): Promise<void> {
    return this.#turns.take(async () => {
      await this.#note(answered, await this.#vault.chains.accept(answered));
    });
  }

  #describe(ids: readonly KeyringId[]) {
    return shown(this, () => this.#vault.chains.describe(ids));
  }

  async #fetchAll(ids: readonly KeyringId[]) {
    for (let from = 0; from < ids.length; from += CHAINS_A_QUERY) {
      await this.#fetchApart(ids.slice(from, from + CHAINS_A_QUERY));
    }
  }

  /** All at once; where that is too much, by halves, so that a long history fails alone. */
  async #fetchApart(ids: readonly KeyringId[]): Promise<void> {
    if (await fits(() => this.#fetch(ids, true))) {
      return;
    }
    const [first] = ids;
    if (ids.length === 1 && first !== undefined) {
      await this.#fetchByItself(first);
      return;
    }
    const half = Math.ceil(ids.length / 2);
    await this.#fetchApart(ids.slice(0, half));
    await this.#fetchApart(ids.slice(half));
  }

  /** What comes along with it may be what is too long: then that one fails, by its own name. */
  async #fetchByItself(id: KeyringId) {
    if (!(await fits(() => this.#fetch([id], false)))) {
      this.#refused.set(id, 'history-too-long');
      return;
    }
    const [view] = await this.#vault.chains.describe([id]).catch(nothingShown);
    const around = [view?.parent, ...(view?.members ?? []).map(({ keyring }) => keyring)];
    for (const other of around) {
      if (
        other !== undefined &&
        !this.#heads.has(other) &&
        !(await fits(() => this.#fetch([other], false)))
      ) {
        this.#refused.set(other, 'history-too-long');
      }
    }
  }

  async #fetch(ids: readonly KeyringId[], closure: boolean, extent: Extent = 'new') {
    await this.#learnNews();
    await this.#askDoubted();
    await this.#ask(ids, closure, extent);
    await this.#askDoubted();
  }

  /** What is wrong with chains that are begun later is said by the whole ones only. */
  async #askDoubted() {
    for (const id of this.#doubted) {
      const ask = (closure: boolean) => fits(() => this.#ask([id], closure, 'whole'));
      if (!(await ask(true)) && !(await ask(false))) {
        this.#refused.set(id, 'history-too-long');
      }
      this.#doubted.delete(id);
    }
  }

  #ask(ids: readonly KeyringId[], closure: boolean, extent: Extent) {
    return this.#verification.ask(ids, closure, extent, (answered, accepted, first) =>
      this.#note(answered, accepted, first ? ids : undefined),
    );
  }

  /** What need not come along again, while it is little. */
  #held(asked: readonly KeyringId[]) {
    return this.#heads.size > FEW
      ? []
      : [...this.#heads.values()].filter(({ keyring }) => !asked.includes(keyring));
  }

  async #note(
    answered: readonly { readonly keyring: KeyringId }[],
    { refused }: Pick<Accepted, 'refused'>,
    asked?: readonly KeyringId[],
  ) {
    const ids = [...new Set(answered.map(({ keyring }) => keyring))];
    ids.forEach((id) => this.#refused.delete(id));
    asked?.forEach((id) => this.#refused.delete(id));
    refused.forEach(({ keyring, code }) => this.#refused.set(keyring, code));
    for (const head of await this.#vault.chains.heads(ids)) {
      this.#heads.set(head.keyring, head);
    }
    await this.#remember(ids.filter((id) => !this.#refused.has(id)));
  }

  #seenAt(): Instant | undefined {
    return this.#connection.clockAgrees ? (Date.now() as Instant) : undefined;
  }

  /** Remembers where these stand, before anything is made of it. */
  async #remember(ids: readonly KeyringId[]) {
    if (this.#keeper === undefined) {
      return;
    }
    const standing = ids.map((id) => this.#heads.get(id)).filter((head) => head !== undefined);
    const fresh = toRemember(standing, this.#remembered, this.#seenAt());
    if (fresh.length > 0) {
      await this.#vault.chains.remember(fresh);
      await this.#write(this.#keeper, fresh);
    }
  }

  /**
   * Beside what other pages of this browser have kept meanwhile. What contradicts that is refused, and
   * not written; what goes beyond what is known here counts from the next answer on.
   */
  async #write(keeper: Keeper, fresh: readonly Remembered[]) {
    const isSound = ({ keyring }: Remembered) => !this.#refused.has(keyring);
    await keeper.change('heads', async (kept) => {
      const all = new Map(heads(kept).map((head) => [head.keyring, head]));
      const others = [...all.values()].filter((head) => this.#isNews(head));
      const isAhead = ({ keyring, seq }: Remembered) => (this.#heads.get(keyring)?.seq ?? -1) < seq;
      this.#toLearn.push(...others.filter(isAhead));
      await this.#learn(others.filter((head) => !isAhead(head)));
      fresh
        .filter(isSound)
        .filter((head) => isNewer(head, all.get(head.keyring)))
        .forEach((head) => {
          all.set(head.keyring, head);
        });
      return [...all.values()];
    });
    this.#take(fresh.filter(isSound));
  }

  /** What other pages of this browser have seen: an answer that does not contain it is refused. */
  async #learn(seen: readonly Remembered[]) {
    if (seen.length > 0) {
      if (this.#verification.anyBegun) {
        await this.#showPasts(await this.#vault.chains.pastsOfSeen(seen));
      }
      const refused = await this.#vault.chains.learn(seen);
      refused.forEach(({ keyring, code, doubted = [] }) => {
        this.#refused.set(keyring, code);
        doubted.forEach((id) => this.#doubted.add(id));
      });
      this.#take(seen);
    }
  }

  async #learnNews() {
    const news = heads(await this.#keeper?.news('heads')).filter((head) => this.#isNews(head));
    await this.#learn([...this.#toLearn.splice(0), ...news]);
  }

  #take(seen: readonly Remembered[]) {
    seen
      .filter((head) => isNewer(head, this.#remembered.get(head.keyring)))
      .forEach((head) => this.#remembered.set(head.keyring, head));
  }

  #isNews({ keyring, seq, head }: Remembered): boolean {
    const known = this.#remembered.get(keyring);
    return known === undefined || known.seq !== seq || known.head !== head;
  }

  #throwRefused(ids: readonly KeyringId[]) {
    for (const id of ids) {
      const refusal = this.refusal(id);
      if (refusal !== undefined) {
        throw refusal;
      }
    }
  }
}
