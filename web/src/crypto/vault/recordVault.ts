import type { KeyringState } from '../keyrings/keyringState.ts';
import type { KeyringId } from '../ids/ids.ts';
import type { KeyringKind } from '../keyrings/kinds.ts';
import { GenerationSecret } from '../secrets/secret.ts';
import { requireFresh } from './cascade.ts';
import type { ChainStore } from './chainStore.ts';
import { Draft } from './draft.ts';
import { type Drafted, drafted } from './drafted.ts';
import type { KeyChest } from './keyChest.ts';
import { namesOf } from './names.ts';
import { type Patient, sealProfile } from './profiles.ts';
import { memberOf, sealTo } from './rotation.ts';

/** Makes patients' records and their sections. Names travel sealed only. */
export class RecordVault {
  readonly #chains: ChainStore;
  readonly #chest: KeyChest;

  constructor(chains: ChainStore, chest: KeyChest) {
    this.#chains = chains;
    this.#chest = chest;
  }

  /** A record with these sections; the person becomes its owner. */
  async create(patient: Patient, sections: readonly string[]): Promise<Drafted<KeyringId>> {
    const draft = new Draft(this.#chains, this.#chest);
    const record = await makeKeyring(draft, 'record');
    const note = await sealProfile(record, { patient });
    await draft.append(record.id, { type: 'profile', note });
    for (const name of sections) {
      draft.goOn();
      await makeSection(draft, record.id, name, patient);
    }
    return drafted(draft, record.id);
  }

  async addSection(record: KeyringId, name: string): Promise<Drafted<KeyringId>> {
    const draft = new Draft(this.#chains, this.#chest);
    await requireFresh(draft, this.#chest, record);
    const { patient } = await namesOf(draft.state(record), this.#chest);
    const section = await makeSection(draft, record, name, patient);
    return drafted(draft, section.id);
  }

  /** Publishes a name in the person's own chain, signed. */
  async publishCard(card: {
    readonly name: string;
    readonly specialty?: string;
  }): Promise<Drafted<KeyringId>> {
    const draft = new Draft(this.#chains, this.#chest);
    const { keyring } = this.#chest.person;
    await draft.append(keyring, { type: 'card', ...card });
    return drafted(draft, keyring);
  }
}

async function makeSection(
  draft: Draft,
  record: KeyringId,
  name: string,
  patient: Patient | undefined,
): Promise<KeyringState> {
  const section = await makeKeyring(draft, 'section', record);
  const profile = patient === undefined ? { name } : { name, patient };
  const note = await sealProfile(section, profile);
  return draft.append(section.id, { type: 'profile', note });
}

/** A keyring whose first owner is the person or, for a section, its record. */
async function makeKeyring(
  draft: Draft,
  kind: KeyringKind,
  parent?: KeyringId,
): Promise<KeyringState> {
  const owner = parent ?? draft.signer().keyring;
  const secret = GenerationSecret.random();
  try {
    return await draft.create(
      secret,
      parent === undefined ? { kind } : { kind, parent },
      async (id) => {
        const sealed = await sealTo(draft, id, 1, secret, owner);
        return { members: [memberOf(sealed, 'owner')], envelopes: [sealed.envelope] };
      },
    );
  } finally {
    secret.wipe();
  }
}
