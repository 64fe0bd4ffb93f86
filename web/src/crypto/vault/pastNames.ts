import { HEAD_TOLERANCE } from '../chains/namedHeads.ts';
import type { VerifiedChain } from '../chains/verifiedChain.ts';
import { FormatError, type NotShown, NotShownError } from '../errors.ts';
import { utf8 } from '../ids/bytes.ts';
import type { Instant, KeyringId, StatementHash } from '../ids/ids.ts';
import { currentGeneration, type KeyringState } from '../keyrings/keyringState.ts';
import { roleOpens } from '../keyrings/kinds.ts';
import { type Hop, MAX_HOPS } from '../statements/statement.ts';
import { hashPayload, namedIn } from '../statements/statementCodec.ts';
import type { AskedFor } from './answeredChains.ts';
import type { SentChain, SentChains } from './sentChains.ts';

/** What is to be asked for of a chain that was begun later: the state after one of its statements. */
export interface PastName {
  readonly keyring: KeyringId;
  /** Number of the statement that the chain was begun at. */
  readonly base: number;
  readonly head: StatementHash;
  /** Where it is the last statement that is not after that time, and not before `head`. */
  readonly at?: Instant;
  /** Of whom the state is to be shown. */
  readonly ids: readonly KeyringId[];
  readonly generations: readonly number[];
}

type Find = (id: KeyringId) => VerifiedChain | undefined;

/** What would show that; undefined where that is a whole state, or of a chain that was not begun later. */
export function pastNameOf(find: Find, wanted: NotShown): PastName | undefined {
  const { of, head, at, ids, generations } = wanted;
  const chain = find(of);
  if (chain?.begun === undefined || (ids === undefined && generations === undefined)) {
    return undefined;
  }
  const isPast = head !== undefined && !chain.verifies(head);
  return {
    keyring: of,
    base: chain.from,
    head: isPast ? head : chain.state.head,
    ...(isPast && at !== undefined ? { at } : {}),
    ids: ids ?? [],
    generations: generations ?? [],
  };
}

/** What of them the newest states of these chains do not tell. */
export function untoldOf(
  find: Find,
  chains: Iterable<KeyringId>,
  about: readonly KeyringId[],
): readonly PastName[] {
  return [...new Set(chains)].flatMap((keyring) => {
    const state = find(keyring)?.state;
    const ids = about.filter((id) => state !== undefined && !tells(state, id));
    return pastNameOf(find, { of: keyring, ...(ids.length === 0 ? {} : { ids }) }) ?? [];
  });
}

function tells({ members, endorsements }: KeyringState, id: KeyringId): boolean {
  return members.tells(id) && endorsements.tells(id);
}

/** What would show whether known chains that were begun later contain heads that stand before. */
export function pastsOfSeen(find: Find, heads: readonly SeenHead[]): readonly PastName[] {
  return heads.flatMap(({ keyring, seq, head }) => {
    const chain = find(keyring);
    if (chain?.begun === undefined || seq >= chain.from || chain.shownAt(head) !== undefined) {
      return [];
    }
    return [nothingOf(keyring, chain.from, head)];
  });
}

interface SeenHead {
  readonly keyring: KeyringId;
  readonly seq: number;
  readonly head: StatementHash;
}

/** What is not here of chains that were begun later. */
export interface Lacking {
  /** Those that do not show everything. */
  readonly incomplete: readonly KeyringId[];
  /** Their members that may open: whose keys are the newest is asked of their own chains. */
  readonly members: readonly KeyringId[];
}

/** What changing these keyrings, or sealing to them, may take: of themselves and of groups in them. */
export function lackingOf(find: Find, ids: readonly KeyringId[]): Lacking {
  const incomplete: KeyringId[] = [];
  const members = new Set<KeyringId>();
  const seen = new Set(ids);
  let level = ids;
  for (let depth = 0; depth <= MAX_HOPS + 1; depth++) {
    const next: KeyringId[] = [];
    for (const chain of level.flatMap((id) => find(id) ?? [])) {
      const inside = [...chain.state.members.shown()]
        .filter(([, { role }]) => roleOpens(role))
        .map(([id]) => id);
      if (chain.begun !== undefined) {
        inside.forEach((id) => members.add(id));
      }
      if (chain.begun !== undefined && !isComplete(chain.state)) {
        incomplete.push(chain.id);
      }
      next.push(...inside.filter((id) => !seen.has(id) && seen.add(id)));
    }
    level = next;
  }
  return { incomplete, members: [...members] };
}

function isComplete(state: KeyringState): boolean {
  const { members, endorsements, named } = state;
  return (
    members.isWhole &&
    endorsements.isWhole &&
    named.isWhole &&
    currentGeneration(state).sealedTo.isWhole
  );
}

/** What the heads that an author named at that time take of chains that were begun later. */
export function pastsOfAuthor(find: Find, path: readonly Hop[], time: number): readonly PastName[] {
  const at = (time - HEAD_TOLERANCE) as Instant;
  return path.flatMap(({ keyring, head }, index) => {
    const chain = find(keyring);
    if (chain?.begun === undefined) {
      return [];
    }
    const before = path[index - 1]?.keyring;
    const name = { ...nothingOf(keyring, chain.from, head), ids: listOf(before) };
    return [
      ...(isTold(chain.shownAt(head), before) ? [] : [name]),
      ...(isTold(settledAt(chain, head, at), before) ? [] : [{ ...name, at }]),
    ];
  });
}

/**
 * What has to be shown of chains that were begun later before an answer can be judged: what its statements
 * name, and what was seen of those that it begins, where that stands neither in the answer nor here.
 *
 * @param seen heads that an answer has to contain
 * @param asked a known chain is begun only where it was asked for anew
 */
export function pastsOfAnswer(
  find: Find,
  seen: (id: KeyringId) => readonly StatementHash[],
  { chains }: SentChains,
  { anew = [] }: AskedFor = {},
): readonly PastName[] {
  const begins = (id: KeyringId, begun: SentChain['begun']) =>
    begun !== undefined && (find(id) === undefined || anew.includes(id));
  const answered = new Map(chains.map((chain) => [chain.keyring, chain]));
  const baseOf = (id: KeyringId) => {
    const begun = begins(id, answered.get(id)?.begun) ? answered.get(id) : undefined;
    return begun === undefined ? find(id)?.begun && find(id)?.from : begun.after + 1;
  };
  const heads = new Map<KeyringId, ReadonlySet<StatementHash>>();
  const isAnswered = (id: KeyringId, head: StatementHash) => {
    const own = heads.get(id) ?? headsOf(answered.get(id));
    heads.set(id, own);
    return own.has(head);
  };
  const names = new Map<string, PastName>();
  const payloads = chains.flatMap(({ statements, begun }) => [
    ...(begun?.line ?? []).map(({ statement }) => statement),
    ...statements,
  ]);
  for (const payload of payloads) {
    const path = namedBy(payload);
    path.forEach(({ keyring, head }, index) => {
      const before = path[index - 1]?.keyring;
      const base = baseOf(keyring);
      const isKnown = () => isTold(find(keyring)?.shownAt(head), before);
      if (base !== undefined && !isAnswered(keyring, head) && !isKnown()) {
        const key = `${keyring}:${head}`;
        const name = names.get(key) ?? nothingOf(keyring, base, head);
        names.set(key, { ...name, ids: [...new Set([...name.ids, ...listOf(before)])] });
      }
    });
  }
  for (const { keyring, after, begun } of chains) {
    const shown = begun?.seen === undefined ? undefined : hashPayload(utf8(begun.seen.statement));
    for (const head of begins(keyring, begun) ? seen(keyring) : []) {
      const key = `${keyring}:${head}`;
      if (head !== shown && !isAnswered(keyring, head) && !names.has(key)) {
        names.set(key, nothingOf(keyring, after + 1, head));
      }
    }
  }
  return [...names.values()];
}

function isTold(state: KeyringState | undefined, member: KeyringId | undefined): boolean {
  return state !== undefined && (member === undefined || state.members.tells(member));
}

/** The state at that time, or at `head` where that is later, as far as it is shown. */
function settledAt(chain: VerifiedChain, head: StatementHash, at: Instant) {
  try {
    return chain.atOrAfter(head, at);
  } catch (failure) {
    if (failure instanceof NotShownError) {
      return undefined;
    }
    throw failure;
  }
}

function nothingOf(keyring: KeyringId, base: number, head: StatementHash): PastName {
  return { keyring, base, head, ids: [], generations: [] };
}

function listOf(id: KeyringId | undefined): readonly KeyringId[] {
  return id === undefined ? [] : [id];
}

function headsOf(chain: SentChain | undefined): ReadonlySet<StatementHash> {
  return new Set(chain?.statements.map((payload) => hashPayload(utf8(payload))));
}

/** What a statement that is not verified yet names; nothing where it is none, which is refused later. */
function namedBy(payload: string): readonly Hop[] {
  try {
    return namedIn(utf8(payload));
  } catch (failure) {
    if (failure instanceof FormatError) {
      return [];
    }
    throw failure;
  }
}
