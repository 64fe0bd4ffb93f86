import type { KeyringId, KeyringView } from '@/crypto/index.ts';
import type { Connection } from '../api/connection.ts';
import { endorsementsPath } from '../api/paths.ts';
import { answers } from '../api/shapes.ts';
import type { TrustedChains } from '../chains/trustedChains.ts';
import { PortalError } from '../contract/errors.ts';
import type { Card, Endorsement, Party } from '../contract/people.ts';
import { hasCode } from '../errors/portalErrors.ts';
import { STOPPING } from '../errors/stopping.ts';
import { ids } from '../ids.ts';
import { type Backings, isBacked } from './backings.ts';
import type { Contacts } from './contacts.ts';

const ENDORSEMENTS_LAST = 5 * 60_000;

/** Institutes that nothing stands behind; anybody may found a thousand of them. */
const MOST_UNVERIFIED = 20;

interface Asked {
  readonly at: number;
  readonly endorsements: Promise<readonly Endorsement[]>;
}

/** Describes people and groups from their verified chains. */
export class Parties {
  readonly #connection: Connection;
  readonly #chains: TrustedChains;
  readonly #contacts: Contacts;
  readonly #backings: Backings;
  readonly #me: KeyringId;
  readonly #asked = new Map<KeyringId, Asked>();

  constructor(
    connection: Connection,
    chains: TrustedChains,
    contacts: Contacts,
    backings: Backings,
    me: KeyringId,
  ) {
    this.#connection = connection;
    this.#chains = chains;
    this.#contacts = contacts;
    this.#backings = backings;
    this.#me = me;
  }

  async one(id: KeyringId): Promise<Party> {
    const party = (await this.all([id])).get(id);
    if (party === undefined) {
      throw this.#chains.refusal(id) ?? new PortalError('not-found');
    }
    return party;
  }

  /** As {@link one}, before what institutes say is known: nobody is asked anything. */
  async bare(id: KeyringId): Promise<Party> {
    const view = (await this.#chains.views([id])).get(id);
    const party = view === undefined ? undefined : await this.#party(view, false);
    if (party === undefined) {
      throw this.#chains.refusal(id) ?? new PortalError('not-found');
    }
    return party;
  }

  /** As {@link all}, with a line that says so for each of whom nothing can be believed. */
  async named(wanted: Iterable<KeyringId>): Promise<ReadonlyMap<KeyringId, Party>> {
    const list = [...new Set(wanted)];
    // Those whose chains are still to come are people: what is asked of them comes along.
    const unknown = list.filter((id) => !this.#chains.knows(id) && this.#kept(id) === undefined);
    this.#connection.askAhead(unknown.map(endorsementsPath));
    const known = await this.all(list);
    return new Map(list.map((id) => [id, known.get(id) ?? this.#unbelieved(id)]));
  }

  /** Those of them that are known and verify. */
  async all(wanted: Iterable<KeyringId>): Promise<ReadonlyMap<KeyringId, Party>> {
    const list = [...new Set(wanted)];
    await this.#chains.load(list);
    const views = await this.#chains.views(list);
    const parties = await Promise.all(
      [...views.values()].map(async (view) => [view.keyring, await this.#party(view)] as const),
    );
    return new Map(
      parties.flatMap(([id, party]) => (party === undefined ? [] : [[id, party] as const])),
    );
  }

  /** What is asked anew next time. */
  forget() {
    this.#asked.clear();
  }

  /** @param asks whether anybody is asked about them */
  async #party(view: KeyringView, asks = true): Promise<Party | undefined> {
    const { keyring, kind } = view;
    if (kind === 'record' || kind === 'section' || kind === 'share') {
      return undefined;
    }
    const hasEndorsements =
      asks && (kind === 'person' || kind === 'service' || kind === 'institute');
    return {
      keyring: ids.keyring(keyring),
      kind,
      email: this.#contacts.emailOf(keyring),
      toldEmail: this.#contacts.toldOf(keyring),
      card: cardOf(view.card),
      endorsements: hasEndorsements ? await this.#endorsements(keyring) : [],
      backing:
        asks && kind === 'institute'
          ? this.#backings.of(await this.#backings.ask([keyring]), view)
          : undefined,
      safetyNumber: view.safetyNumber,
      compared: this.#contacts.isCompared(keyring),
      me: keyring === this.#me,
    };
  }

  #unbelieved(id: KeyringId): Party {
    return {
      keyring: ids.keyring(id),
      kind: 'person',
      email: this.#contacts.emailOf(id),
      toldEmail: this.#contacts.toldOf(id),
      card: undefined,
      endorsements: [],
      backing: undefined,
      safetyNumber: '',
      compared: false,
      me: id === this.#me,
      refusal: this.#chains.refusal(id)?.code ?? 'not-found',
    };
  }

  /** What was asked a moment ago. */
  #kept(id: KeyringId): Asked | undefined {
    const before = this.#asked.get(id);
    return before !== undefined && before.at + ENDORSEMENTS_LAST > Date.now() ? before : undefined;
  }

  #endorsements(id: KeyringId): Promise<readonly Endorsement[]> {
    const before = this.#kept(id);
    if (before !== undefined) {
      return before.endorsements;
    }
    const endorsements = this.#ask(id);
    this.#asked.set(id, { at: Date.now(), endorsements });
    endorsements.catch(() => this.#asked.delete(id));
    return endorsements;
  }

  /** What institutes say now, each read from the institute's own verified chain. */
  async #ask(id: KeyringId): Promise<readonly Endorsement[]> {
    let institutes: readonly KeyringId[];
    try {
      ({ institutes } = await this.#connection.get(endorsementsPath(id), answers.endorsers));
    } catch (failure) {
      if (hasCode(failure, ...STOPPING)) {
        throw failure;
      }
      return []; // what the service does not say of one person stops no list of many
    }
    const words = await this.#backings.ask(institutes);
    const mayBack = (institute: KeyringId) => this.#backings.mayBack(words, institute);
    const heard = [
      ...institutes.filter(mayBack),
      ...institutes.filter((one) => !mayBack(one)).slice(0, MOST_UNVERIFIED),
    ];
    await this.#chains.tryRefresh(heard);
    await this.#chains.tell(heard, [id]);
    const views = await this.#chains.views(heard);
    const said = [...views.values()].flatMap((institute) =>
      institute.closed || institute.kind !== 'institute'
        ? []
        : institute.endorsements
            .filter(({ subject }) => subject === id)
            .map(({ name, specialty, licence, until }) => ({
              institute: ids.keyring(institute.keyring),
              instituteName: institute.card?.name,
              instituteSafetyNumber: institute.safetyNumber,
              backing: this.#backings.of(words, institute),
              name,
              specialty,
              licence,
              until: until === undefined ? undefined : new Date(until),
            })),
    );
    return [
      ...said.filter(({ backing }) => isBacked(backing)),
      ...said.filter(({ backing }) => !isBacked(backing)),
    ];
  }
}

function cardOf(card: KeyringView['card']): Card | undefined {
  return card === undefined || card.name === ''
    ? undefined
    : { name: card.name, specialty: card.specialty };
}
