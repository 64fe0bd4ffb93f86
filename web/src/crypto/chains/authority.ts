import type { KeyringId } from '../ids/ids.ts';
import { capabilitiesAs, type KeyringState, ownCapabilities } from '../keyrings/keyringState.ts';
import { ALL_CAPABILITIES, type Capability } from '../keyrings/kinds.ts';
import { MAX_HOPS } from '../statements/statement.ts';
import type { Keyrings } from './verifiedChain.ts';

/**
 * Everything that `who` may do in `on` at that time, directly or through others, over the newest
 * chains known (spec/keyrings.md section 7). Members that are not shown give nothing.
 */
export function capabilities(
  keyrings: Keyrings,
  who: KeyringId,
  on: KeyringId,
  at: number,
): ReadonlySet<Capability> {
  return new Set(
    [...ALL_CAPABILITIES].filter(
      (capability) => authorityPath(keyrings, who, on, capability, at) !== undefined,
    ),
  );
}

/**
 * Whether it is certain that `who` may do nothing in `on`: not where a keyring on the way is shown in part
 * only, so that there may be more.
 */
export function isOutside(keyrings: Keyrings, who: KeyringId, on: KeyringId, at: number): boolean {
  let sawAll = true;
  const looking: Keyrings = {
    find: (id) => {
      const found = keyrings.find(id);
      sawAll &&= found?.state.members.isWhole !== false;
      return found;
    },
  };
  return capabilities(looking, who, on, at).size === 0 && sawAll;
}

/** A keyring on the way, and what one needs there. */
interface Step {
  readonly keyring: KeyringId;
  readonly capability: Capability;
  /** The keyrings from this one towards the end, this one first. */
  readonly way: readonly KeyringId[];
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
  let level: readonly Step[] = [{ keyring: on, capability, way: [] }];
  const seen = new Set<string>();
  for (let hops = 0; hops <= MAX_HOPS; hops++) {
    const next: Step[] = [];
    for (const step of level) {
      const state = keyrings.find(step.keyring)?.state;
      if (state === undefined) {
        continue;
      }
      if (direct(state, who, at).has(step.capability)) {
        return step.way;
      }
      next.push(...stepsBack(keyrings, state, step, who, on, at));
    }
    level = next.filter(({ keyring, capability: needed }) => {
      const place = `${keyring}:${needed}`;
      return !seen.has(place) && seen.add(place);
    });
  }
  return undefined;
}

/** The members through which one may come to a step: never one that stands on the way already. */
function stepsBack(
  keyrings: Keyrings,
  state: KeyringState,
  { capability, way }: Step,
  who: KeyringId,
  on: KeyringId,
  at: number,
): readonly Step[] {
  return [...state.members.shown()].flatMap(([member, membership]) => {
    const between = keyrings.find(member)?.state;
    const needed = between === undefined ? undefined : neededOn(between, capability);
    return needed === undefined ||
      member === who ||
      member === on ||
      way.includes(member) ||
      !capabilitiesAs(state, membership, at).has(capability)
      ? []
      : [{ keyring: member, capability: needed, way: [member, ...way] }];
  });
}

function direct(state: KeyringState, who: KeyringId, at: number): ReadonlySet<Capability> {
  return who === state.id
    ? ownCapabilities(state)
    : capabilitiesAs(state, state.members.shownOf(who), at);
}

/**
 * What one needs on a member to have a capability that was given to it: the one place where this rule
 * stands. Undefined where the member passes nothing on.
 */
function neededOn(member: KeyringState, given: Capability): Capability | undefined {
  if (member.closed && given !== 'open') {
    return undefined;
  }
  return member.kind === 'record' || member.kind === 'section' ? given : 'open';
}

/** What passes through a member to those behind it, who may do `onMember` on it. */
export function through(
  member: KeyringState,
  onMember: ReadonlySet<Capability>,
  given: ReadonlySet<Capability>,
): ReadonlySet<Capability> {
  return new Set(
    [...given].filter((capability) => {
      const needed = neededOn(member, capability);
      return needed !== undefined && onMember.has(needed);
    }),
  );
}
