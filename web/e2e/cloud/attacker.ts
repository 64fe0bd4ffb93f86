import { NOTHING_DECIDED } from '../../src/crypto/decisions/decisions.ts';
import { previousBinding } from '../../src/crypto/envelopes/generations.ts';
import { sealEnvelope } from '../../src/crypto/envelopes/envelopes.ts';
import { toBase64Url } from '../../src/crypto/ids/base64url.ts';
import { type Bytes, randomBytes } from '../../src/crypto/ids/bytes.ts';
import { type KeyringId, keyringId } from '../../src/crypto/ids/ids.ts';
import { KeyringKeys } from '../../src/crypto/keys/keyringKeys.ts';
import { currentGeneration, openers } from '../../src/crypto/keyrings/keyringState.ts';
import { GenerationSecret } from '../../src/crypto/secrets/secret.ts';
import { joinChains } from '../../src/crypto/vault/sentChains.ts';
import { answers, appendsOut } from '../../src/lib/api/shapes.ts';
import { AccountVault } from '../../src/crypto/vault/accountVault.ts';
import { ChainStore } from '../../src/crypto/vault/chainStore.ts';
import { Draft } from '../../src/crypto/vault/draft.ts';
import { KeyChest } from '../../src/crypto/vault/keyChest.ts';
import { appendRotation, memberOf, sealTo } from '../../src/crypto/vault/rotation.ts';

/** Somebody with an account who writes statements that no client of ours would. */
export class Attacker {
  readonly #chains = new ChainStore();
  readonly #chest = new KeyChest(this.#chains, {
    fetch: () => Promise.reject(new Error('opens nothing that others sealed')),
  });
  readonly #address: string;
  #token = '';

  private constructor(address: string) {
    this.#address = address;
  }

  static async signUp(address: string, email: string, password: string): Promise<Attacker> {
    const attacker = new Attacker(address);
    const accounts = new AccountVault(attacker.#chains, attacker.#chest, () => undefined);
    const made = await accounts.create({ ways: { password } });
    const slots = made.slots.map(({ id, kind, slot, authenticationKey, password: parameters }) => ({
      id: toBase64Url(id),
      kind,
      slot: toBase64Url(slot),
      authenticationKey: toBase64Url(authenticationKey),
      ...(parameters === undefined
        ? {}
        : { password: { ...parameters, salt: toBase64Url(parameters.salt) } }),
    }));
    const opened = (await attacker.#post('/accounts', {
      email,
      statements: made.statements.map(toBase64Url),
      slots,
    })) as { token: string };
    attacker.#token = opened.token;
    return attacker;
  }

  get keyring(): KeyringId {
    return this.#chest.person.keyring;
  }

  /** Makes somebody an owner of a record whose envelope for them holds nothing. */
  async shareJunkWith(email: string): Promise<KeyringId> {
    const { keyring } = (await this.#post('/directory/query', { email })) as { keyring: string };
    const victim = keyringId(keyring);
    await this.#read([victim]);
    const draft = this.#draft();
    const secret = GenerationSecret.random();
    const { id } = await draft.create(secret, { kind: 'record' }, async (made) => {
      const sealed = [
        await sealTo(draft, made, 1, secret, this.keyring),
        {
          keyring: victim,
          generation: currentGeneration(draft.state(victim)).number,
          envelope: junkEnvelope(),
        },
      ];
      return {
        members: sealed.map((one) => memberOf(one, 'owner')),
        envelopes: sealed.map(({ envelope }) => envelope),
      };
    });
    await this.#append(draft);
    return id;
  }

  /** Announces a generation whose envelopes hold another secret; answers how the service took it. */
  async rotateToJunk(id: KeyringId): Promise<number> {
    await this.#read([id]);
    const accepted = new Map([[id, 'accepted'] as const]);
    this.#chest.participation.decide({ ...NOTHING_DECIDED, keyrings: accepted }, new Set());
    const state = this.#chains.require(id).state;
    const before = currentGeneration(state).number;
    const keys = await KeyringKeys.derive(GenerationSecret.random(), state.kind);
    const junk = GenerationSecret.random();
    const draft = this.#draft();
    const back = previousBinding(id, before, before + 1);
    await appendRotation(
      draft,
      id,
      keys.publicKeys,
      before,
      await sealEnvelope(keys.publicKeys, back, junk),
      await Promise.all(
        openers(state, draft.time).map((member) => sealTo(draft, id, before + 1, junk, member)),
      ),
    );
    return this.#append(draft);
  }

  #draft(): Draft {
    return new Draft(this.#chains, this.#chest);
  }

  async #append(draft: Draft): Promise<number> {
    const answer = await this.#send('/statements', appendsOut(draft.appends));
    return answer.status;
  }

  async #read(ids: readonly KeyringId[]) {
    const body = {
      keyrings: ids.map((keyring) => ({ keyring, after: -1 })),
      closure: true,
      held: [],
      begun: false,
    };
    const { chains, signatures } = answers.chains(await this.#post('/statements/query', body));
    await this.#chains.accept(joinChains({ chains, signatures }));
  }

  async #post(path: string, body: unknown): Promise<unknown> {
    const answer = await this.#send(path, body);
    if (!answer.ok) {
      throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
    }
    return answer.json();
  }

  #send(path: string, body: unknown): Promise<Response> {
    return fetch(`${this.#address}/api/v1${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.#token === '' ? {} : { authorization: `Bearer ${this.#token}` }),
      },
      body: JSON.stringify(body),
    });
  }
}

function junkEnvelope(): Bytes {
  const junk = randomBytes(1_169);
  junk[0] = 1;
  return junk;
}
