import type { Bytes } from '@/crypto/ids/bytes.ts';
import { type Instant, type KeyringId, now } from '@/crypto/ids/ids.ts';
import { keyringBinding } from '@/crypto/envelopes/binding.ts';
import { sealEnvelope } from '@/crypto/envelopes/envelopes.ts';
import { type Decisions, NOTHING_DECIDED } from '@/crypto/decisions/decisions.ts';
import { KeyringKeys } from '@/crypto/keys/keyringKeys.ts';
import { currentGeneration } from '@/crypto/keyrings/keyringState.ts';
import { type KeyringKind, type Role, roleOpens } from '@/crypto/keyrings/kinds.ts';
import { GenerationSecret } from '@/crypto/secrets/secret.ts';
import type { NewMember } from '@/crypto/statements/statement.ts';
import { ChainStore } from '@/crypto/vault/chainStore.ts';
import { Draft } from '@/crypto/vault/draft.ts';
import { personKeys } from '@/crypto/vault/heldPerson.ts';
import { KeyChest } from '@/crypto/vault/keyChest.ts';
import { rotate } from '@/crypto/vault/rotation.ts';

/** A cloud that stores whatever it is given, and people who check what it answers. */
export class World {
  readonly stored = new Map<KeyringId, Bytes[]>();
  readonly people: KeyringId[] = [];

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
  readonly keys = new KeyChest(this.chains);
  readonly #world: World;
  #id: KeyringId | undefined;
  #decided: Decisions | undefined;

  constructor(world: World) {
    this.#world = world;
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
      Promise.resolve({ members: [] }),
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

  async commit(draft: Draft) {
    for (const { keyring, statements } of draft.appends) {
      this.#world.stored.set(keyring, [...(this.#world.stored.get(keyring) ?? []), ...statements]);
    }
    await this.sync();
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

  /** A member entry for a keyring's secret. */
  async member(
    draft: Draft,
    of: KeyringId,
    generation: number,
    secret: GenerationSecret,
    who: KeyringId,
    role: Role,
    until?: Instant,
  ): Promise<NewMember> {
    const to = currentGeneration(draft.state(who));
    return {
      keyring: who,
      generation: to.number,
      role,
      ...(until === undefined ? {} : { until }),
      ...(roleOpens(role)
        ? {
            envelope: await sealEnvelope(
              to.keys,
              keyringBinding(of, generation, who, to.number),
              secret,
            ),
          }
        : {}),
    };
  }

  /** Makes a group (or a section of `parent`). */
  async make(kind: KeyringKind, parent?: KeyringId): Promise<KeyringId> {
    const draft = this.draft();
    const secret = GenerationSecret.random();
    const owner = parent ?? this.id;
    const state = await draft.create(
      secret,
      parent === undefined ? { kind } : { kind, parent },
      async (id) => ({ members: [await this.member(draft, id, 1, secret, owner, 'owner')] }),
    );
    await this.commit(draft);
    return state.id;
  }

  async add(to: KeyringId, who: KeyringId, role: Role, until?: Instant) {
    const draft = this.draft();
    const generation = currentGeneration(draft.state(to)).number;
    const secret = await this.keys.secretOf(to, generation);
    await draft.append(to, {
      type: 'set-member',
      member: await this.member(draft, to, generation, secret, who, role, until),
    });
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
