import { authorityPath } from '../chains/authority.ts';
import { ChainVerifier } from '../chains/chainVerifier.ts';
import { deriveKeyringId } from '../chains/keyringIds.ts';
import { namedHeadsOf } from '../chains/namedHeads.ts';
import { saying } from '../chains/nextState.ts';
import { neededFor } from '../chains/statementAuthority.ts';
import type { Keyrings, KnownKeyring } from '../chains/verifiedChain.ts';
import { FormatError } from '../errors.ts';
import type { Bytes } from '../ids/bytes.ts';
import { type Instant, type KeyringId, NO_STATEMENT, now, type StatementHash } from '../ids/ids.ts';
import type { OpenedGeneration } from '../envelopes/generations.ts';
import { KeyringKeys } from '../keys/keyringKeys.ts';
import { currentGeneration, type KeyringState } from '../keyrings/keyringState.ts';
import { type Capability, madeByItself } from '../keyrings/kinds.ts';
import type { PublicKeys } from '../keyrings/publicKeys.ts';
import { GenerationSecret } from '../secrets/secret.ts';
import { signStatement, signTogether } from '../statements/statementSigner.ts';
import type { Change, Create, Hop, Signer } from '../statements/statement.ts';
import type { ChainAnswer } from './answeredChains.ts';
import type { ChainStore } from './chainStore.ts';
import type { KeyChest } from './keyChest.ts';

/** Statements for one chain, oldest first, to follow the statement with the seq `after`. */
export interface ChainAppend extends ChainAnswer {
  /**
   * Those that the statements announce, in their order: of a `create` or `set-member`, its members'; of
   * a `rotate`, that with the older secret, then the members' in the order of their ids.
   */
  readonly envelopes: readonly Bytes[];
}

/** A statement of this draft, and what it was signed with. */
interface Written {
  readonly into: Bytes[];
  readonly index: number;
  readonly keys: KeyringKeys;
}

/** What a keyring begins with. */
export interface Beginning extends Omit<Create, 'type' | 'kind' | 'keys' | 'parent'> {
  /** Those that `members` announce, in their order. */
  readonly envelopes: readonly Bytes[];
}

/** Where a signer has its authority from. */
export interface AuthorityWay {
  readonly signer: Signer;
  readonly via: readonly Hop[];
}

/**
 * Statements in the making: signed by the person, each verified here as the service and every reader
 * will verify it, and visible to the next. Nothing changes in the chain store before the service has
 * taken them.
 */
export class Draft implements Keyrings {
  readonly #chains: ChainStore;
  readonly #keys: KeyChest;
  readonly #verifiers = new Map<KeyringId, ChainVerifier>();
  readonly #made = new Map<string, OpenedGeneration>();
  readonly #written: Written[] = [];
  readonly #appends: (ChainAppend & {
    readonly statements: Bytes[];
    readonly envelopes: Bytes[];
  })[] = [];
  #time: Instant;

  constructor(chains: ChainStore, keys: KeyChest, time: Instant = now()) {
    this.#chains = chains;
    this.#keys = keys;
    this.#time = time;
  }

  /** The clock's time when the draft was begun. */
  get time(): Instant {
    return this.#time;
  }

  /** What is made from now on is a millisecond younger, so that it can be told what was made first. */
  goOn() {
    this.#time = (this.#time + 1) as Instant;
  }

  /** In the order in which the service must take them. */
  get appends(): readonly ChainAppend[] {
    return this.#appends;
  }

  find(id: KeyringId): KnownKeyring | undefined {
    const drafted = this.#verifiers.get(id);
    const state = drafted?.state;
    return drafted === undefined || state === undefined
      ? this.#chains.find(id)
      : { state, at: (head) => drafted.at(head), followedAt: (head) => drafted.followedAt(head) };
  }

  state(id: KeyringId): KeyringState {
    return this.find(id)?.state ?? this.#chains.require(id).state;
  }

  /** The person, as signer at the newest head. */
  signer(): Signer {
    const me = this.state(this.#keys.person.keyring);
    return { keyring: me.id, generation: currentGeneration(me).number, head: me.head };
  }

  /** The person's way to that capability on a keyring; refuses where there is none. */
  way(on: KeyringId, capability: Capability): AuthorityWay {
    const signer = this.signer();
    const path = authorityPath(
      this.#keys.participation.among(this),
      signer.keyring,
      on,
      capability,
      this.time,
    );
    if (path === undefined) {
      throw new FormatError('no-authority', `nothing gives the right to do this (${capability})`);
    }
    return {
      signer,
      via: path.map((keyring) => ({ keyring, head: this.state(keyring).head })),
    };
  }

  /** Private keys of a generation, also of one that this draft has just made. */
  keysOf(id: KeyringId, generation: number): Promise<KeyringKeys> {
    const made = this.#made.get(`${id}:${generation}`);
    return made === undefined ? this.#keys.keysOf(id, generation) : Promise.resolve(made.keys);
  }

  /** The secret of a generation, also of one that this draft has just made; to be wiped. */
  secretOf(id: KeyringId, generation: number): Promise<GenerationSecret> {
    const made = this.#made.get(`${id}:${generation}`);
    return made === undefined
      ? this.#keys.secretOf(id, generation)
      : Promise.resolve(new GenerationSecret(made.secret.revealSecretBytes()));
  }

  /**
   * Signs and appends a change to a chain that there is.
   *
   * @param envelopes those that it announces
   */
  async append(
    id: KeyringId,
    change: Exclude<Change, Create>,
    envelopes: readonly Bytes[] = [],
  ): Promise<KeyringState> {
    const state = this.state(id);
    const way =
      id === this.#keys.person.keyring || change.type === 'leave'
        ? { signer: this.signer(), via: [] }
        : this.way(id, neededFor(change, state));
    return this.#sign(id, state.seq + 1, state.head, change, envelopes, way);
  }

  /** Makes a keyring whose first generation has this secret; `rest` is told its id and public keys. */
  async create(
    secret: GenerationSecret,
    { kind, parent }: Pick<Create, 'kind' | 'parent'>,
    rest: (id: KeyringId, keys: PublicKeys) => Promise<Beginning>,
  ): Promise<KeyringState> {
    const keys = await KeyringKeys.derive(secret, kind);
    const self = madeByItself(kind);
    const id = deriveKeyringId(
      kind,
      self ? undefined : this.signer().keyring,
      parent,
      keys.publicKeys,
    );
    this.remember(id, 1, secret, keys);
    const { envelopes, ...more } = await rest(id, keys.publicKeys);
    const change: Create = {
      type: 'create',
      kind,
      ...(parent === undefined ? {} : { parent }),
      keys: keys.publicKeys,
      ...more,
    };
    const way = this.#wayToCreate(id, self, parent);
    return this.#sign(id, 0, NO_STATEMENT, change, envelopes, way);
  }

  /** Remembers a generation that is about to be announced. */
  remember(id: KeyringId, generation: number, secret: GenerationSecret, keys: KeyringKeys) {
    const copy = new GenerationSecret(secret.revealSecretBytes());
    this.#made.set(`${id}:${generation}`, { secret: copy, keys });
  }

  /** Signs everything anew, together: once for all that the same keys have signed in a row. */
  async finish(): Promise<readonly ChainAppend[]> {
    for (let from = 0; from < this.#written.length;) {
      const keys = this.#written[from]?.keys;
      let to = from;
      while (keys !== undefined && this.#written[to]?.keys === keys) {
        to++;
      }
      const row = this.#written.slice(from, to);
      if (keys !== undefined && row.length > 1) {
        const signed = await signTogether(
          row.flatMap(({ into, index }) => into[index] ?? []),
          keys,
        );
        row.forEach(({ into, index }, i) => into.splice(index, 1, signed[i] as Bytes));
      }
      from = to;
    }
    return this.#appends;
  }

  /** Wipes the secrets of what was made here; whoever needs them opens them from the chains. */
  wipe() {
    for (const { secret, keys } of this.#made.values()) {
      secret.wipe();
      keys.wipe();
    }
    this.#made.clear();
  }

  #wayToCreate(id: KeyringId, isSelf: boolean, parent: KeyringId | undefined): AuthorityWay {
    if (isSelf) {
      return { signer: { keyring: id, generation: 1, head: NO_STATEMENT }, via: [] };
    }
    if (parent === undefined) {
      return { signer: this.signer(), via: [] };
    }
    const { signer, via } = this.way(parent, 'manage');
    return { signer, via: [...via, { keyring: parent, head: this.state(parent).head }] };
  }

  async #sign(
    keyring: KeyringId,
    seq: number,
    previous: StatementHash,
    change: Change,
    envelopes: readonly Bytes[],
    { signer, via }: AuthorityWay,
  ): Promise<KeyringState> {
    const named = [signer, ...via].map(({ keyring: id, head }) => this.find(id)?.at(head)?.time);
    const stateBefore = this.find(keyring)?.state;
    const before = [stateBefore?.time, ...named].map((time) => time ?? 0);
    const time = Math.max(this.#time, ...before) as Instant;
    const keys = await this.keysOf(signer.keyring, signer.generation);
    const header = { keyring, seq, previous, time, signer, via };
    const heads = namedHeadsOf(this);
    const bytes = await signStatement(saying(stateBefore, { header, change }, heads), keys);
    const verifier =
      this.#verifiers.get(keyring) ?? new ChainVerifier(keyring, this.#chains.find(keyring));
    this.#verifiers.set(keyring, verifier);
    const state = await verifier.add(verifier.read(bytes), heads);
    const last = this.#appends.at(-1);
    const into = last?.keyring === keyring ? last.statements : [];
    this.#written.push({ into, index: into.length, keys });
    into.push(bytes);
    if (last?.keyring === keyring) {
      last.envelopes.push(...envelopes);
    } else {
      const own = { statements: into, envelopes: [...envelopes] };
      this.#appends.push({ keyring, after: seq - 1, ...own });
    }
    return state;
  }
}
