import type { KeyringId } from '../ids/ids.ts';
import { directCapabilities } from '../keyrings/keyringState.ts';
import {
  ALL_CAPABILITIES,
  type Capability,
  type KeyringKind,
  kindSigns,
  NO_CAPABILITY,
} from '../keyrings/kinds.ts';
import { MAX_HOPS } from '../statements/statement.ts';
import type { Keyrings } from './verifiedChain.ts';

/**
 * Everything that `who` may do in `on` at that time, directly or through others, over the newest
 * chains known (spec/keyrings.md section 7).
 */
export function capabilities(
  keyrings: Keyrings,
  who: KeyringId,
  on: KeyringId,
  at: number,
): ReadonlySet<Capability> {
  return walk(keyrings, who, on, at, MAX_HOPS + 1, new Set());
}

/**
 * The shortest way from `who` to `on` that gives that capability: the keyrings between them, nearest
 * to `who` first. Empty for a direct member, undefined where there is no way.
 */
export function authorityPath(
  keyrings: Keyrings,
  who: KeyringId,
  on: KeyringId,
  capability: Capability,
  at: number,
): readonly KeyringId[] | undefined {
  for (let hops = 0; hops <= MAX_HOPS; hops++) {
    const found = pathOf(keyrings, who, on, capability, at, hops, new Set());
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** What passes through a member of that kind: the one place where this rule stands. */
export function through(
  member: KeyringKind,
  onMember: ReadonlySet<Capability>,
  given: ReadonlySet<Capability>,
): ReadonlySet<Capability> {
  if (member === 'record') {
    return new Set([...given].filter((capability) => onMember.has(capability)));
  }
  return onMember.has('open') ? given : NO_CAPABILITY;
}

function pathOf(
  keyrings: Keyrings,
  who: KeyringId,
  on: KeyringId,
  capability: Capability,
  at: number,
  hops: number,
  seen: Set<KeyringId>,
): readonly KeyringId[] | undefined {
  const state = keyrings.find(on)?.state;
  if (state === undefined || seen.has(on)) {
    return undefined;
  }
  if (hops === 0) {
    const isItself = who === on && kindSigns(state.kind);
    return isItself || directCapabilities(state, who, at).has(capability) ? [] : undefined;
  }
  seen.add(on);
  try {
    for (const member of state.members.keys()) {
      const between = keyrings.find(member)?.state;
      if (
        between === undefined ||
        member === who ||
        !directCapabilities(state, member, at).has(capability)
      ) {
        continue;
      }
      const needed = between.kind === 'record' ? capability : 'open';
      const before = pathOf(keyrings, who, member, needed, at, hops - 1, seen);
      if (before !== undefined) {
        return [...before, member];
      }
    }
    return undefined;
  } finally {
    seen.delete(on);
  }
}

function walk(
  keyrings: Keyrings,
  who: KeyringId,
  on: KeyringId,
  at: number,
  depth: number,
  seen: Set<KeyringId>,
): ReadonlySet<Capability> {
  const union = new Set<Capability>();
  const state = depth === 0 ? undefined : keyrings.find(on)?.state;
  if (state === undefined || seen.has(on)) {
    return union;
  }
  seen.add(on);
  const include = (more: ReadonlySet<Capability>) => {
    more.forEach((capability) => union.add(capability));
  };
  if (who === on && kindSigns(state.kind)) {
    include(ALL_CAPABILITIES);
  }
  for (const member of state.members.keys()) {
    const given = directCapabilities(state, member, at);
    const between = keyrings.find(member)?.state;
    if (member === who) {
      include(given);
    } else if (given.size > 0 && between !== undefined) {
      include(through(between.kind, walk(keyrings, who, member, at, depth - 1, seen), given));
    }
  }
  seen.delete(on);
  return union;
}
