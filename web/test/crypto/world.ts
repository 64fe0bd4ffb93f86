import { expect } from 'vitest';
import type { Bytes } from '@/crypto/ids/bytes.ts';
import { type Instant, type KeyringId, now } from '@/crypto/ids/ids.ts';
import { type Decisions, NOTHING_DECIDED } from '@/crypto/decisions/decisions.ts';
import { KeyringKeys } from '@/crypto/keys/keyringKeys.ts';
import { currentGeneration } from '@/crypto/keyrings/keyringState.ts';
import { type KeyringKind, type Role, roleOpens } from '@/crypto/keyrings/kinds.ts';
import { GenerationSecret } from '@/crypto/secrets/secret.ts';
import { ChainStore } from '@/crypto/vault/chainStore.ts';
import { Draft } from '@/crypto/vault/draft.ts';
import { personKeys } from '@/crypto/vault/heldPerson.ts';
import { KeyChest } from '@/crypto/vault/keyChest.ts';
import type { EnvelopeName, EnvelopeSource, FoundEnvelope } from '@/crypto/vault/envelopeBook.ts';
import { memberOf, rotate, sealTo } from '@/crypto/vault/rotation.ts';
import { takeAnnounced } from './announced.ts';

/** A cloud that stores whatever it is given, and people who check what it answers. */
export class World implements EnvelopeSource {
  readonly stored = new Map<KeyringId, Bytes[]>();
  readonly people: KeyringId[] = [];
  /** What was wanted, by request. */
  readonly requests: (readonly EnvelopeName[])[] = [];
  /** What becomes of an envelope on its way to whoever asked; undefined for one that is not handed out. */
  onTheWay = (found: FoundEnvelope): FoundEnvelope | undefined => found;
  readonly #envelopes = new Map<string, FoundEnvelope>();

  fetch(wanted: readonly EnvelopeName[]): Promise<readonly FoundEnvelope[]> {
    this.requests.push(wanted);
    return Promise.resolve(
      wanted.flatMap((name) => {
        const kept = this.envelope(name);
        return kept === undefined ? [] : (this.onTheWay(kept) ?? []);
      }),
    );
  }

  envelope(name: EnvelopeName): FoundEnvelope | undefined {
    return this.#envelopes.get(nameOf(name));
  }

  /** Keeps what was appended to a chain, in place of what has the same name. */
  keep(envelopes: readonly FoundEnvelope[]) {
    envelopes.forEach((one) => this.#envelopes.set(nameOf(one), one));
  }

  /** They accept what the others of this world share, until they decide otherwise. */
  async person(): Promise<Actor> {
    const actor = new Actor(this);
    await actor.signUp();
    this.people.push(actor.id);
    return actor;
  }
}

export class Actor {
  readonly chains = new ChainStore();
  readonly keys: KeyChest;
  readonly #world: World;
  #id: KeyringId | undefined;
  #decided: Decisions | undefined;

  constructor(world: World) {
    this.#world = world;
    this.keys = new KeyChest(this.chains, world);
  }

  get id(): KeyringId {
    if (this.#id === undefined) {
      throw new Error('not signed up');
    }
    return this.#id;
  }

  async signUp() {
    const secret = GenerationSecret.random();
    const draft = this.draft();
    const state = await draft.create(secret, { kind: 'person' }, () =>
      Promise.resolve({ members: [], envelopes: [] }),
    );
    this.#id = state.id;
    this.keys.setPerson(
      { keyring: state.id, generation: 1, ...(await personKeys(secret)) },
      await KeyringKeys.derive(secret, 'person'),
    );
    await this.commit(draft);
  }

  draft(time: Instant = now()): Draft {
    return new Draft(this.chains, this.keys, time);
  }

  /** As after a reload: nothing is open but the person’s own keys. */
  async reload() {
    await this.keys.resume(this.chains.require(this.id).state, this.keys.person);
    await this.sync();
  }

  async commit(draft: Pick<Draft, 'appends'>) {
    for (const { keyring, statements } of draft.appends) {
      this.#world.stored.set(keyring, [...(this.#world.stored.get(keyring) ?? []), ...statements]);
    }
    await this.sync();
    for (const { keyring, after, statements, envelopes } of draft.appends) {
      const { entries } = this.chains.require(keyring);
      const left = [...envelopes];
      const first = after + 1;
      entries.slice(first, first + statements.length).forEach((entry, index) => {
        this.#world.keep(takeAnnounced(entry, entries[after + index]?.state, left));
      });
      expect(left).toEqual([]);
    }
  }

  /** Decides by oneself from now on. */
  decide(decided: Partial<Decisions>, institutes: readonly KeyringId[] = []) {
    this.#decided = { ...NOTHING_DECIDED, ...decided };
    this.keys.participation.decide(this.#decided, new Set(institutes));
  }

  /** Asks the cloud for everything; fails where anything does not verify. */
  async sync() {
    if (this.#decided === undefined) {
      const signers = new Map(this.#world.people.map((id) => [id, 'accepted'] as const));
      this.keys.participation.decide({ ...NOTHING_DECIDED, signers }, new Set());
    }
    const answers = [...this.#world.stored].map(([keyring, statements]) => ({
      keyring,
      after: -1,
      statements,
    }));
    const { refused } = await this.chains.accept(answers);
    if (refused.length > 0) {
      throw new Error(`refused: ${refused.map(({ code }) => code).join(', ')}`);
    }
  }

  /** Makes a group (or a section of `parent`). */
  async make(kind: KeyringKind, parent?: KeyringId): Promise<KeyringId> {
    const draft = this.draft();
    const secret = GenerationSecret.random();
    const owner = parent ?? this.id;
    const state = await draft.create(
      secret,
      parent === undefined ? { kind } : { kind, parent },
      async (id) => {
        const sealed = await sealTo(draft, id, 1, secret, owner);
        return { members: [memberOf(sealed, 'owner')], envelopes: [sealed.envelope] };
      },
    );
    await this.commit(draft);
    return state.id;
  }

  async add(to: KeyringId, who: KeyringId, role: Role, until?: Instant) {
    const draft = this.draft();
    const { number } = currentGeneration(draft.state(to));
    const secret = await this.keys.secretOf(to, number);
    const sealed = await sealTo(draft, to, number, secret, who);
    const { envelope, ...member } = memberOf(sealed, role);
    const end = until === undefined ? {} : { until };
    const opens = roleOpens(role) && envelope !== undefined;
    await draft.append(
      to,
      { type: 'set-member', member: { ...member, ...end, ...(opens ? { envelope } : {}) } },
      opens ? [sealed.envelope] : [],
    );
    await this.commit(draft);
  }

  async remove(from: KeyringId, who: KeyringId) {
    const draft = this.draft();
    const { rotationDue } = await draft.append(from, { type: 'remove-member', member: who });
    if (rotationDue) {
      await rotate(draft, from);
    }
    await this.commit(draft);
  }
}

function nameOf({ keyring, generation, recipient, recipientGeneration }: EnvelopeName): string {
  return `${keyring} ${generation} ${recipient} ${recipientGeneration}`;
}
