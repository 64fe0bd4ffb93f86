import { expect } from 'vitest';
import type { Beginning } from '@/crypto/chains/base.ts';
import type { Past } from '@/crypto/chains/past.ts';
import type { VerifiedChain } from '@/crypto/chains/verifiedChain.ts';
import { toBase64Url } from '@/crypto/ids/base64url.ts';
import type { Bytes } from '@/crypto/ids/bytes.ts';
import type { KeyringId } from '@/crypto/ids/ids.ts';
import { parseSignedObject } from '@/crypto/statements/signedObject.ts';
import { PortalError } from '@/lib/contract/errors.ts';
import type { Connection } from '@/lib/api/connection.ts';
import type { BegunWorld } from '../crypto/begunWorld.ts';
import { beginningOf, entryOf, pastOf, type Shows } from '../crypto/shownStates.ts';

interface Asked {
  readonly keyring: KeyringId;
  readonly after: number;
  readonly seen?: string;
  readonly form?: 'shown' | 'whole';
}

interface AskedPast {
  readonly keyring: KeyringId;
  readonly base: number;
  readonly head: string;
  readonly ids: readonly KeyringId[];
  readonly generations: readonly number[];
}

/** A service that begins the department at a statement of its choice, and shows as little as it likes. */
export class Service {
  readonly asked: Asked[][] = [];
  readonly pasts: AskedPast[][] = [];
  base = 9;
  line: readonly number[] = [0, 2];
  shows: Shows | undefined;
  /** What it shows where everything is asked for; undefined for everything. */
  showsAll: Shows | undefined;
  /** The newest statement that it has. */
  to: number | undefined;
  /** Whether whole chains are more than it answers. */
  hasTooMuch = false;
  /** Whether what it answers of it is signed by nobody. */
  spoils = false;
  hidesSeen = false;
  hidesPasts = false;
  /** What becomes of something past on its way. */
  onTheWay = (past: Past): Past => past;
  readonly #w: BegunWorld;
  readonly #others: ReadonlyMap<KeyringId, VerifiedChain>;

  constructor(w: BegunWorld, others: ReadonlyMap<KeyringId, VerifiedChain>) {
    this.#w = w;
    this.#others = others;
  }

  /** As whoever speaks to a service. */
  get connection(): Connection {
    const post = async (path: string, body: unknown, read: (json: unknown) => unknown) => {
      await Promise.resolve();
      const answer =
        path === '/statements/pasts'
          ? this.#answerPasts((body as { pasts: readonly AskedPast[] }).pasts)
          : this.#answer(body as { keyrings: Asked[]; begun: boolean; closure: boolean });
      return read(JSON.parse(JSON.stringify(answer)));
    };
    return { clockAgrees: true, post } as unknown as Connection;
  }

  #answer({ keyrings, begun, closure }: { keyrings: Asked[]; begun: boolean; closure: boolean }) {
    expect(begun).toBe(true);
    this.asked.push(keyrings);
    if (this.hasTooMuch && keyrings.some(({ form }) => form === 'whole')) {
      throw new PortalError('history-too-long');
    }
    const signatures: Bytes[] = [];
    const sign = (bytes: Bytes) => {
      const { payload } = parseSignedObject(bytes);
      return signatures.push(bytes.subarray(5 + payload.length)) - 1;
    };
    const wanted = new Map(keyrings.map((one) => [one.keyring, one]));
    const others = closure ? [...this.#others.keys()].filter((id) => !wanted.has(id)) : [];
    const chains = [...keyrings, ...others.map((keyring) => ({ keyring, after: -1 }))].map(
      (one: Asked) => {
        const chain = this.#others.get(one.keyring) ?? this.#w.whole;
        const begins =
          this.base > 0 &&
          one.keyring === this.#w.department &&
          one.after === -1 &&
          one.form !== 'whole';
        const from = begins ? this.base : one.after + 1;
        const isOwn = one.keyring === this.#w.department;
        const to = (isOwn ? this.to : undefined) ?? chain.state.seq;
        const statements = chain.entries.slice(from, to + 1).map(({ bytes }) => bytes);
        const newest = entryOf(chain, to).state;
        return {
          keyring: one.keyring,
          after: from - 1,
          seq: newest.seq,
          head: newest.head,
          statements: statements.map(payloadText),
          signedBy: statements.map((bytes) => sign(isOwn && this.spoils ? spoilt(bytes) : bytes)),
          ...(begins ? { begun: this.#begun(one, sign) } : {}),
        };
      },
    );
    return { chains, signatures: signatures.map(toBase64Url) };
  }

  #begun({ form, seen }: Asked, sign: (bytes: Bytes) => number) {
    const shows = form === 'shown' ? this.showsAll : this.shows;
    const { line, state }: Beginning = beginningOf(this.#w.whole, this.base, this.line, shows);
    const at = this.#w.whole.entries.findIndex((entry) => entry.state.head === seen);
    return {
      line: line.map(({ statement, path }) => ({
        statement: payloadText(statement),
        signedBy: sign(statement),
        path,
      })),
      state: toBase64Url(state),
      ...(at >= 0 && at < this.base && !this.hidesSeen
        ? { seen: sent(pastOf(this.#w.whole, this.base, at)) }
        : {}),
    };
  }

  #answerPasts(pasts: readonly AskedPast[]) {
    this.pasts.push([...pasts]);
    return {
      pasts: pasts.flatMap(({ keyring, base, head, ids, generations }) => {
        const seq = this.#w.whole.entries.findIndex((entry) => entry.state.head === head);
        return keyring === this.#w.department && seq >= 0 && !this.hidesPasts
          ? [
              {
                keyring,
                past: sent(this.onTheWay(this.#w.past(base, seq, { ids, generations }))),
              },
            ]
          : [];
      }),
    };
  }
}

function spoilt(bytes: Bytes): Bytes {
  return bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte));
}

function payloadText(bytes: Bytes): string {
  return new TextDecoder().decode(parseSignedObject(bytes).payload);
}

function sent({ statement, path, next, nextPath, state }: Past) {
  const text = (bytes: Bytes) => new TextDecoder().decode(bytes);
  return {
    statement: text(statement),
    path,
    ...(next === undefined ? {} : { next: text(next) }),
    nextPath,
    state: toBase64Url(state),
  };
}
