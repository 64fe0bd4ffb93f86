import { authorityPath, capabilities } from '../chains/authority.ts';
import { formerAuthority } from '../chains/formerAuthority.ts';
import type { RememberedHead } from '../chains/rememberedHead.ts';
import { correctionsOf } from '../chains/reportStandings.ts';
import { safetyNumber } from '../chains/safetyNumber.ts';
import type { Keyrings } from '../chains/verifiedChain.ts';
import { isStale } from '../chains/staleness.ts';
import {
  type Instant,
  type KeyringId,
  now,
  type ReportId,
  type StatementHash,
} from '../ids/ids.ts';
import { type ErrorClass, FormatError, type NotShown, NotShownError } from '../errors.ts';
import {
  type Card,
  currentGeneration,
  type Endorsement,
  endedAt,
  type KeyringState,
  type Deletion,
  type Member,
} from '../keyrings/keyringState.ts';
import type { Capability, KeyringKind, Role } from '../keyrings/kinds.ts';
import type { AskedFor, ChainAnswer, PastAnswer } from './answeredChains.ts';
import type { Accepted, ChainStore, Refused, Seen } from './chainStore.ts';
import type { LateChain } from './lateChains.ts';
import { joinChains, joinPasts, type SentChains, type SentPast } from './sentChains.ts';
import type { Trie } from '../trees/trie.ts';
import { WithheldError } from './envelopeBook.ts';
import type { KeyChest } from './keyChest.ts';
import { type Names, namesOf } from './names.ts';
import {
  type Lacking,
  lackingOf,
  type PastName,
  pastNameOf,
  pastsOfAnswer,
  pastsOfSeen,
  untoldOf,
} from './pastNames.ts';
import { SealedBadlyError } from './openingWalk.ts';

/** Where a chain stands. */
export interface ChainHead {
  readonly keyring: KeyringId;
  readonly seq: number;
  readonly head: StatementHash;
}

/** What a keyring's newest chain gives somebody. */
export interface Standing {
  /** In that keyring itself; absent where it gives none. */
  readonly role?: Role;
  readonly until?: Instant;
  /** What they may do there, directly or through others. */
  readonly capabilities: ReadonlySet<Capability>;
}

/** A verified keyring, as the person sees it now. */
export interface KeyringView extends ChainHead {
  readonly kind: KeyringKind;
  readonly creator: KeyringId;
  readonly created: Instant;
  readonly parent?: KeyringId;
  readonly generation: number;
  readonly card?: Card;
  /**
   * Ended ones are left out; so are those that are not shown, where the chain was begun later and is not
   * complete.
   */
  readonly members: readonly Member[];
  /** Of a share. */
  readonly report?: ReportId;
  /** As far as they are shown. */
  readonly endorsements: readonly Endorsement[];
  /** From the sealed profile, as far as the person can open it. */
  readonly names: Names;
  readonly safetyNumber: string;
  /** What the person may do here. */
  readonly capabilities: ReadonlySet<Capability>;
  /** When the person's access ends, where every way to it ends. */
  readonly until?: Instant;
  readonly stale: boolean;
  /**
   * Where the current generation should open to the person, and does not; or its names, where the
   * service withholds what opens those. What was sealed to older generations may open all the same.
   */
  readonly unopened?: Unopened;
  readonly closed: boolean;
}

/** Why something does not open. */
export interface Unopened {
  readonly code: ErrorClass;
  /** Who signed what should open it; absent where the service does not hand that out. */
  readonly by?: KeyringId;
}

/** Chains: takes what the service answers, and tells what was verified. */
export class ChainVault {
  readonly #chains: ChainStore;
  readonly #chest: KeyChest;

  constructor(chains: ChainStore, chest: KeyChest) {
    this.#chains = chains;
    this.#chest = chest;
  }

  /** Verifies answers; what verifies is known from then on, also where other answers are refused. */
  accept(
    answers: readonly ChainAnswer[],
    pasts: readonly PastAnswer[] = [],
    asked: AskedFor = {},
  ): Promise<Accepted> {
    return this.#chains.accept(answers, pasts, asked);
  }

  /** As {@link accept}, from answers as they travel. */
  acceptSent(
    answer: SentChains,
    pasts: readonly SentPast[] = [],
    asked: AskedFor = {},
  ): Promise<Accepted> {
    return this.accept(joinChains(answer), joinPasts(pasts), asked);
  }

  /** What is to be shown of chains that begin later before that answer can be judged. */
  pastsOfAnswer(answer: SentChains, asked: AskedFor = {}): Promise<readonly PastName[]> {
    const seen = (id: KeyringId) => this.#chains.seen(id);
    return Promise.resolve(pastsOfAnswer(this.#find, seen, answer, asked));
  }

  /** What would show whether known chains contain heads that were seen elsewhere. */
  pastsOfSeen(heads: readonly ChainHead[]): Promise<readonly PastName[]> {
    return Promise.resolve(pastsOfSeen(this.#find, heads));
  }

  /** What would show that; undefined where it takes a whole state, or chain. */
  pastNameOf(wanted: NotShown): Promise<PastName | undefined> {
    return Promise.resolve(pastNameOf(this.#find, wanted));
  }

  /** What the newest states of these chains do not tell of those others. */
  untold(chains: readonly KeyringId[], about: readonly KeyringId[]): Promise<readonly PastName[]> {
    return Promise.resolve(untoldOf(this.#find, chains, about));
  }

  /** What changing these, or sealing to them, may take of chains that were begun later. */
  lacking(ids: readonly KeyringId[]): Promise<Lacking> {
    return Promise.resolve(lackingOf(this.#find, ids));
  }

  /** Where every known chain stands, or these. */
  heads(ids?: readonly KeyringId[]): Promise<readonly ChainHead[]> {
    return Promise.resolve(
      (ids ?? this.#chains.ids()).flatMap((id) => {
        const state = this.#chains.find(id)?.state;
        return state === undefined ? [] : [{ keyring: id, seq: state.seq, head: state.head }];
      }),
    );
  }

  /**
   * Hands over what this device has seen of chains before: from now on, chains that do not continue it
   * are refused. Answers those that are known already and do not.
   */
  remember(heads: readonly RememberedHead[]): Promise<readonly Refused[]> {
    return Promise.resolve(this.#chains.remember(heads));
  }

  /** As {@link remember}, of what another page of this browser has seen meanwhile. */
  learn(heads: readonly Seen[]): Promise<readonly Refused[]> {
    return Promise.resolve(this.#chains.learn(heads));
  }

  /** Histories that verify and are refused for what was added late. */
  late(): Promise<readonly LateChain[]> {
    return Promise.resolve(this.#chains.late.list(this.#chains));
  }

  /** A person says that one of {@link late} is right, as it was shown. Answers what is remembered of it. */
  acceptLate(id: KeyringId, newest: StatementHash, seenAt?: Instant): Promise<Seen> {
    return Promise.resolve(this.#chains.acceptLate(id, newest, seenAt));
  }

  /** The known ones among these keyrings. */
  async describe(ids: readonly KeyringId[]): Promise<readonly KeyringView[]> {
    const views = await Promise.all(ids.map((id) => this.#view(id)));
    return views.filter((view) => view !== undefined);
  }

  /** What the newest chain of `on` gives `who`. */
  standing(who: KeyringId, on: KeyringId): Promise<Standing> {
    const at = now();
    const member = this.#chains.require(on).state.members.get(who);
    const own = capabilities(this.#chains, who, on, at);
    return Promise.resolve(
      member === undefined || endedAt(member, at)
        ? { capabilities: own }
        : {
            role: member.role,
            ...(member.until === undefined ? {} : { until: member.until }),
            capabilities: own,
          },
    );
  }

  /** Who deleted a report of that section, and when; undefined where nobody did. */
  deletion(section: KeyringId, report: ReportId): Promise<Deletion | undefined> {
    return Promise.resolve(this.#chains.find(section)?.state.reports.get(report)?.deletion);
  }

  /** Those that were corrected more often than is said here, by the chains that are known. */
  correctedMore(
    reports: readonly {
      readonly section: KeyringId;
      readonly report: ReportId;
      readonly corrections: number;
    }[],
  ): Promise<readonly ReportId[]> {
    return Promise.resolve(
      reports
        .filter(({ section, report, corrections }) => {
          const state = this.#chains.find(section)?.state;
          return correctionsOf(state, report) > corrections;
        })
        .map(({ report }) => report),
    );
  }

  /** The groups between `who` and a keyring that `who` may open or add to; undefined without a way. */
  way(
    who: KeyringId,
    on: KeyringId,
    capability: Capability,
  ): Promise<readonly KeyringId[] | undefined> {
    return Promise.resolve(authorityPath(this.#chains, who, on, capability, now()));
  }

  /**
   * Members that were added after the head `seen` by somebody who could not do that any more: to be
   * shown to whoever manages the keyring.
   */
  doubtful(id: KeyringId, seen?: StatementHash): Promise<readonly KeyringId[]> {
    const chain = this.#chains.require(id);
    return Promise.resolve(
      formerAuthority(this.#chains, chain, seen, now()).flatMap(({ statement: { change } }) =>
        change.type === 'set-member' ? [change.member.keyring] : [],
      ),
    );
  }

  /** Forgets every chain. */
  clear(): Promise<void> {
    this.#chains.clear();
    return Promise.resolve();
  }

  readonly #find = (id: KeyringId) => this.#chains.find(id);

  /** Only ways through what takes part are the person's. */
  get #mine(): Keyrings {
    return this.#chest.participation.among(this.#chains);
  }

  get #me(): KeyringId {
    return this.#chest.person.keyring;
  }

  async #view(id: KeyringId): Promise<KeyringView | undefined> {
    const chain = this.#chains.find(id);
    if (chain === undefined) {
      return undefined;
    }
    const at = now();
    const { state } = chain;
    if (this.#chest.isOpen) {
      state.members.get(this.#me); // what it is to the person is never left open
    }
    const until = this.#until(state, at);
    const own = this.#chest.isOpen
      ? capabilities(this.#mine, this.#me, id, at)
      : new Set<Capability>();
    const [notOpen, { names, withheld }] = await Promise.all([
      own.has('open') ? this.#unopened(state) : undefined,
      this.#names(state),
    ]);
    const unopened = notOpen ?? withheld;
    return {
      keyring: id,
      seq: state.seq,
      head: state.head,
      kind: state.kind,
      creator: state.creator,
      created: state.created,
      ...(state.parent === undefined ? {} : { parent: state.parent }),
      generation: currentGeneration(state).number,
      ...(state.card === undefined ? {} : { card: state.card }),
      members: shownIn(state.members).filter((member) => !endedAt(member, at)),
      ...(state.shared === undefined ? {} : { report: state.shared.report }),
      endorsements: shownIn(state.endorsements).filter((one) => !endedAt(one, at)),
      names,
      safetyNumber: safetyNumber(state),
      capabilities: own,
      ...(until === undefined ? {} : { until }),
      stale: this.#isPerhapsStale(id, at),
      ...(unopened === undefined ? {} : { unopened }),
      closed: state.closed,
    };
  }

  /** What is not shown may be stale. */
  #isPerhapsStale(id: KeyringId, at: Instant): boolean {
    try {
      return isStale(this.#chains, id, at);
    } catch (failure) {
      if (failure instanceof NotShownError) {
        return true;
      }
      throw failure;
    }
  }

  /** The latest end of the direct memberships through which the person comes here. */
  #until(state: KeyringState, at: Instant): Instant | undefined {
    if (!this.#chest.isOpen) {
      return undefined;
    }
    const ways = shownIn(state.members).filter(
      (member) =>
        !endedAt(member, at) &&
        (member.keyring === this.#me ||
          authorityPath(this.#mine, this.#me, member.keyring, 'open', at) !== undefined),
    );
    const ends = ways.flatMap(({ until }) => (until === undefined ? [] : [until]));
    return ends.length > 0 && ends.length === ways.length
      ? (Math.max(...ends) as Instant)
      : undefined;
  }

  /** Why the current generation does not open, which should. */
  async #unopened(state: KeyringState): Promise<Unopened | undefined> {
    const { number, announcedBy } = currentGeneration(state);
    try {
      await this.#chest.keysOf(state.id, number);
      return undefined;
    } catch (failure) {
      if (failure instanceof WithheldError) {
        return { code: failure.code };
      }
      if (failure instanceof FormatError && !(failure instanceof NotShownError)) {
        const by = failure instanceof SealedBadlyError ? failure.by : announcedBy;
        return { code: 'wrong-key', by };
      }
      throw failure;
    }
  }

  async #names(
    state: KeyringState,
  ): Promise<{ readonly names: Names; readonly withheld?: Unopened }> {
    try {
      return { names: this.#chest.isOpen ? await namesOf(state, this.#chest) : {} };
    } catch (failure) {
      if (failure instanceof WithheldError) {
        return { names: {}, withheld: { code: failure.code } };
      }
      throw failure;
    }
  }
}

function shownIn<V>(trie: Trie<KeyringId, V>): readonly V[] {
  return [...trie.shown()].map(([, value]) => value);
}
