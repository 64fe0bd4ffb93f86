import type { Decided, KeyringId, Offer, Offers, Party, Sharer } from '../../src/lib/portal.ts';
import { FakeFeed } from './feed.ts';
import { keyringId } from './world.ts';

/** A record that somebody shares. */
export function offer(number: number, more: Partial<Offer> = {}): Offer {
  return {
    keyring: keyringId(number),
    kind: 'record',
    name: undefined,
    backing: undefined,
    role: 'reader',
    until: undefined,
    since: new Date('2026-11-20T09:00:00Z'),
    refusal: undefined,
    ...more,
  };
}

/** Somebody with what they share. */
export function sharer(by: Party, offers: readonly Offer[], more = 0): Sharer {
  return { party: by, offers, more };
}

/** Offers and decisions in memory. */
export class FakeOffers implements Offers {
  readonly #feed = new FakeFeed<KeyringId>([]);
  sharers: readonly Sharer[] = [];
  more = 0;
  settled: Decided = { accepted: [], blocked: [], declined: [], groups: [] };

  /** These people wait for an answer. */
  offer(...sharers: readonly Sharer[]) {
    this.#set([...this.sharers, ...sharers]);
  }

  people = () => this.#feed;
  waiting = () => Promise.resolve({ sharers: this.sharers, more: this.more });
  decided = () => Promise.resolve(this.settled);

  accept(sharer: Sharer) {
    this.settled = { ...this.settled, accepted: [...this.settled.accepted, sharer.party] };
    return this.#answered(sharer.party.keyring);
  }

  decline({ party, offers }: Sharer) {
    const keyrings = offers.map(({ keyring }) => keyring);
    this.settled = {
      ...this.settled,
      declined: [...this.settled.declined, { party, keyrings }],
    };
    return this.#answered(party.keyring);
  }

  block(keyring: KeyringId) {
    const party = this.#known(keyring);
    this.settled = {
      ...this.settled,
      accepted: this.settled.accepted.filter((one) => one !== party),
      blocked: [...this.settled.blocked, party],
    };
    return this.#answered(keyring);
  }

  forget(keyring: KeyringId) {
    const others = (people: readonly Party[]) => people.filter((one) => one.keyring !== keyring);
    const { accepted, blocked } = this.settled;
    this.settled = { ...this.settled, accepted: others(accepted), blocked: others(blocked) };
    return Promise.resolve();
  }

  askAgain(again: readonly KeyringId[]) {
    const declined = this.settled.declined.filter(
      ({ keyrings }) => !keyrings.some((id) => again.includes(id)),
    );
    this.settled = { ...this.settled, declined };
    return Promise.resolve();
  }

  #answered(keyring: KeyringId): Promise<void> {
    this.#set(this.sharers.filter(({ party }) => party.keyring !== keyring));
    return Promise.resolve();
  }

  #known(keyring: KeyringId): Party {
    const people = [...this.sharers.map(({ party }) => party), ...this.settled.accepted];
    const party = people.find((one) => one.keyring === keyring);
    if (party === undefined) {
      throw new Error('nobody of that keyring');
    }
    return party;
  }

  #set(sharers: readonly Sharer[]) {
    this.sharers = sharers;
    this.#feed.change(() => sharers.map(({ party }) => party.keyring));
  }
}
