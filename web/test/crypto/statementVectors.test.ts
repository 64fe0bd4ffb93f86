import { describe, expect, it } from 'vitest';
import { capabilities } from '@/crypto/chains/authority.ts';
import { checkAuthor } from '@/crypto/chains/authorityCheck.ts';
import type { Beginning } from '@/crypto/chains/base.ts';
import { ChainResolver } from '@/crypto/chains/chainResolver.ts';
import { formerAuthority } from '@/crypto/chains/formerAuthority.ts';
import type { Past } from '@/crypto/chains/past.ts';
import { checkContinues } from '@/crypto/chains/rememberedHead.ts';
import { safetyNumber } from '@/crypto/chains/safetyNumber.ts';
import { isStale, sealTargets } from '@/crypto/chains/staleness.ts';
import type { VerifiedChain } from '@/crypto/chains/verifiedChain.ts';
import { isAnnounced } from '@/crypto/envelopes/commitment.ts';
import { fromBase64Url, toBase64Url } from '@/crypto/ids/base64url.ts';
import { type Bytes, utf8 } from '@/crypto/ids/bytes.ts';
import {
  instant,
  instantText,
  keyringId,
  type KeyringId,
  sha256Text,
  statementHash,
} from '@/crypto/ids/ids.ts';
import {
  currentGeneration,
  type Ending,
  generationOf,
  type KeyringState,
} from '@/crypto/keyrings/keyringState.ts';
import { canSign } from '@/crypto/keyrings/publicKeys.ts';
import { parseSignedObject } from '@/crypto/statements/signedObject.ts';
import type { Statement } from '@/crypto/statements/statement.ts';
import { hashStatement, parseStatement } from '@/crypto/statements/statementCodec.ts';
import { checkVector, type Input, readVector, readVectorFile, vectorFiles } from './vectors.ts';

type Chains = Record<string, readonly string[]>;

interface Hop {
  readonly keyring: string;
  readonly head: string;
}

interface Author extends Hop {
  readonly generation: number;
}

interface VectorPast {
  readonly statement: string;
  readonly path: readonly string[];
  readonly next?: string;
  readonly nextPath: readonly string[];
  readonly state: string;
}

interface VectorBegun {
  readonly line: readonly { readonly statement: string; readonly path: readonly string[] }[];
  readonly state: string;
  readonly seen?: VectorPast;
  readonly statements: readonly string[];
}

interface Remembered {
  readonly head: string;
  readonly seenAt?: string;
}

/** About the state after the statement `head`: one of the others. */
interface Ask {
  readonly head: string;
  readonly member?: string;
  readonly endorsed?: string;
  readonly generation?: number;
  readonly followed?: true;
}

const known = new Map<string, Promise<ReadonlyMap<KeyringId, VerifiedChain>>>();

function statements(chains: Chains): ReadonlyMap<KeyringId, readonly Bytes[]> {
  return new Map(
    Object.entries(chains).map(([id, all]) => [keyringId(id), all.map(fromBase64Url)]),
  );
}

async function verifiedKnown(name: string): Promise<ReadonlyMap<KeyringId, VerifiedChain>> {
  const { chains } = readVectorFile('statements/known', `${name}.json`) as { chains: Chains };
  const resolved = await new ChainResolver(new Map(), statements(chains)).resolve();
  expect(resolved.refused.size).toBe(0);
  return resolved.verified;
}

/** The known chains and those of the case; the first refusal of `wanted`, or of any, is thrown. */
async function keyrings(input: Input, wanted?: KeyringId, pasts: readonly VectorPast[] = []) {
  const name = input.optional('known', (text) => text);
  const before =
    name === undefined
      ? new Map<KeyringId, VerifiedChain>()
      : await (known.get(name) ??
          known.set(name, verifiedKnown(name)).get(name) ??
          Promise.reject(new Error(name)));
  const begun = Object.entries((input.value('begun') ?? {}) as Record<string, VectorBegun>);
  const whole = statements(input.value('chains') as Chains);
  const bases = statements(Object.fromEntries(begun.map(([id, { statements: all }]) => [id, all])));
  const begunAt = begun.map(([id, one]) => [keyringId(id), beginningOf(one)] as const);
  const { verified, refused, unshown } = await new ChainResolver(
    new Map([...before].filter(([id]) => !bases.has(id))),
    new Map([...whole, ...bases]),
    {
      begun: new Map(begunAt),
      pasts: new Map(wanted === undefined ? [] : [[wanted, pasts.map(pastOf)]]),
    },
  ).resolve();
  const refusal = wanted === undefined ? refused.values().next().value : refused.get(wanted);
  const problem = refusal ?? (wanted === undefined ? undefined : unshown.get(wanted));
  if (problem !== undefined) {
    throw problem;
  }
  const all = new Map([...before, ...verified]);
  return {
    find: (id: KeyringId) => all.get(id),
    require(id: KeyringId): VerifiedChain {
      const chain = all.get(id);
      if (chain === undefined) {
        throw new Error('a chain that is not in the case');
      }
      return chain;
    },
  };
}

function pastOf({ statement, path, next, nextPath, state }: VectorPast): Past {
  return {
    statement: utf8(statement),
    path: path.map(sha256Text),
    ...(next === undefined ? {} : { next: utf8(next) }),
    nextPath: nextPath.map(sha256Text),
    state: fromBase64Url(state),
  };
}

function beginningOf({ line, state, seen }: VectorBegun): Beginning {
  return {
    line: line.map(({ statement, path }) => ({
      statement: fromBase64Url(statement),
      path: path.map(sha256Text),
    })),
    state: fromBase64Url(state),
    ...(seen === undefined ? {} : { seen: pastOf(seen) }),
  };
}

/** The chain that a case is about, begun later and compared with what is remembered of it. */
async function begunChain(input: Input, pasts: readonly VectorPast[]): Promise<VerifiedChain> {
  const keyring = input.keyring('keyring');
  const chain = (await keyrings(input, keyring, pasts)).require(keyring);
  const remembered = input.value('remembered') as Remembered | undefined;
  if (remembered !== undefined) {
    const { head, seenAt } = remembered;
    const seen = { keyring, head: statementHash(head) };
    checkContinues(seenAt === undefined ? seen : { ...seen, seenAt: instant(seenAt) }, chain);
  }
  return chain;
}

function asked(chain: VerifiedChain, { head, member, endorsed, generation, followed }: Ask) {
  const hash = statementHash(head);
  const state = chain.at(hash);
  const or = (answer: object | undefined) => answer ?? { absent: true };
  if (state === undefined) {
    throw new Error('a head that is not in the case');
  }
  if (member !== undefined) {
    const found = state.members.get(keyringId(member));
    return or(found && { role: found.role });
  }
  if (endorsed !== undefined) {
    const found = state.endorsements.get(keyringId(endorsed));
    return or(found && { name: found.name });
  }
  if (generation !== undefined) {
    const found = generationOf(state, generation);
    return or(found && { hpke: toBase64Url(found.keys.hpke) });
  }
  expect(followed).toBe(true);
  const time = chain.followedAt(hash);
  return or(time === undefined ? undefined : { time: instantText(time) });
}

function until({ until: end }: Ending) {
  return end === undefined ? {} : { until: instantText(end) };
}

function summary({ header, change }: Statement) {
  return {
    type: change.type,
    keyring: header.keyring,
    seq: header.seq,
    time: instantText(header.time),
  };
}

function byText<T>(items: readonly T[], text: (item: T) => string): readonly T[] {
  return [...items].sort((one, other) => (text(one) < text(other) ? -1 : 1));
}

function describeState(state: KeyringState) {
  const { number, previous, sealedTo } = currentGeneration(state);
  return {
    kind: state.kind,
    creator: state.creator,
    ...(state.parent === undefined ? {} : { parent: state.parent }),
    ...(state.shared === undefined ? {} : { report: state.shared.report }),
    seq: state.seq,
    head: state.head,
    time: instantText(state.time),
    closed: state.closed,
    generation: number,
    ...(previous === undefined ? {} : { previousGeneration: previous.generation }),
    safetyNumber: safetyNumber(state),
    members: byText([...state.members.values()], ({ keyring }) => keyring).map((member) => ({
      keyring: member.keyring,
      role: member.role,
      ...until(member),
      setBy: member.setBy,
      setAt: instantText(member.setAt),
    })),
    sealedTo: byText([...sealedTo], ([to]) => to).map(([keyring, { generation, oldest }]) => ({
      keyring,
      generation,
      oldest,
    })),
    endorsements: byText([...state.endorsements], ([subject]) => subject).map(
      ([subject, endorsement]) => ({
        subject,
        name: endorsement.name,
        ...(endorsement.specialty === undefined ? {} : { specialty: endorsement.specialty }),
        ...(endorsement.licence === undefined ? {} : { licence: endorsement.licence }),
        ...until(endorsement),
      }),
    ),
    ...(state.card === undefined ? {} : { card: { ...state.card } }),
    ...(state.profile === undefined ? {} : { profileGeneration: state.profile.generation }),
  };
}

async function run(operation: string, input: Input): Promise<unknown> {
  switch (operation) {
    case 'read-statement': {
      const bytes = input.bytes('statement');
      const statement = parseStatement(parseSignedObject(bytes));
      return { ...summary(statement), hash: hashStatement(bytes) };
    }
    case 'parse-payload': {
      const unsigned = {
        payload: input.bytes('payload'),
        digests: [],
        ed25519: new Uint8Array(64),
        mlDsa65: new Uint8Array(3_309),
      };
      return summary(parseStatement(unsigned));
    }
    case 'is-announced': {
      const commitment = {
        root: sha256Text(input.text('root')),
        index: input.number('index'),
        size: input.number('size'),
      };
      return {
        announced: isAnnounced(
          commitment,
          input.keyring('recipient'),
          input.number('generation'),
          input.bytes('envelope'),
          (input.value('path') as readonly string[]).map(sha256Text),
        ),
      };
    }
    case 'verify-chain': {
      const keyring = input.keyring('keyring');
      return describeState((await keyrings(input, keyring)).require(keyring).state);
    }
    case 'verify-begun': {
      const { state, from } = await begunChain(input, []);
      return {
        seq: state.seq,
        head: state.head,
        time: instantText(state.time),
        kind: state.kind,
        creator: state.creator,
        generation: currentGeneration(state).number,
        closed: state.closed,
        members: state.members.size,
        lastingOwners: state.lastingOwners,
        before: from,
      };
    }
    case 'ask-begun': {
      const chain = await begunChain(input, input.value('pasts') as readonly VectorPast[]);
      return asked(chain, input.value('ask') as Ask);
    }
    case 'capabilities': {
      const all = await keyrings(input);
      const found = capabilities(all, input.keyring('who'), input.keyring('on'), input.time('at'));
      return { capabilities: [...found].sort() };
    }
    case 'seal-targets': {
      const all = await keyrings(input);
      const keyring = input.keyring('keyring');
      const at = input.time('at');
      const unopened = input.optional('unopened', keyringId);
      const around = new Set(unopened === undefined ? [] : [unopened]);
      return {
        stale: isStale(all, keyring, at),
        targets: [...sealTargets(all, keyring, at, around)].sort(),
      };
    }
    case 'continues': {
      const chain = (await keyrings(input)).require(input.keyring('keyring'));
      const seenAt = input.optional('seenAt', instant);
      checkContinues(
        {
          keyring: input.keyring('seen'),
          head: statementHash(input.text('head')),
          ...(seenAt === undefined ? {} : { seenAt }),
        },
        chain,
      );
      return { seq: chain.state.seq };
    }
    case 'former-authority': {
      const all = await keyrings(input);
      const found = formerAuthority(
        all,
        all.require(input.keyring('keyring')),
        input.optional('seen', statementHash),
        input.time('now'),
      );
      return { statements: found.map(({ state }) => state.seq) };
    }
    case 'check-author': {
      const all = await keyrings(input);
      const author = input.value('author') as Author;
      const keys = checkAuthor(
        all,
        {
          keyring: keyringId(author.keyring),
          generation: author.generation,
          head: statementHash(author.head),
        },
        (input.value('via') as readonly Hop[]).map(({ keyring, head }) => ({
          keyring: keyringId(keyring),
          head: statementHash(head),
        })),
        input.keyring('section'),
        input.time('time'),
      );
      return { ed25519: canSign(keys) ? toBase64Url(keys.ed25519) : undefined };
    }
    default:
      throw new Error(`unknown operation ${operation}`);
  }
}

describe('The vectors of spec/vectors/statements', () => {
  const files = vectorFiles('statements');

  it('are there, good and bad', () => {
    const expected = new Set(files.map((file) => readVector('statements', file).expect));
    expect(expected).toContain('ok');
    expect(expected.size).toBe(13);
  });

  it.each(files)('%s', async (file) => {
    const vector = readVector('statements', file);
    await checkVector(file, vector, (input) => run(vector.operation, input));
  });
});
