import {
  type Decisions,
  type Introduction,
  type KeyringDecision,
  type KeyringId,
  type KeyringView,
  type SignerDecision,
} from '@/crypto/index.ts';
import type { KeyringSummary } from '../api/shapes.ts';
import type { Feed } from '../contract/feeds.ts';
import type { KeyringId as ContractKeyringId } from '../contract/ids.ts';
import type { Decided, Offer, Offers, Sharer, Waiting } from '../contract/offers.ts';
import type { Party } from '../contract/people.ts';
import { asPortal } from '../errors/portalErrors.ts';
import { ids } from '../ids.ts';
import { listKeyrings, undecided } from '../records/memberships.ts';
import type { Words } from '../people/backings.ts';
import { isLastOwner } from '../sharing/accessList.ts';
import type { SignedIn } from '../session/signedIn.ts';

/** So many people and offers of each are looked at: strangers may have made any number. */
const MOST_PEOPLE = 30;
const MOST_OFFERS = 5;

/** An offer, and who made it: by its verified history or, where that does not verify, by the service. */
interface Found {
  readonly by: KeyringId;
  readonly offer: Offer;
}

/** What others shared with the person, and what was decided about it. */
export class OfferBook implements Offers {
  readonly #me: SignedIn;
  readonly #people: () => Feed<ContractKeyringId>;
  readonly #onChange: () => Promise<void>;

  /** @param onChange called when something else takes part than before */
  constructor(me: SignedIn, people: () => Feed<ContractKeyringId>, onChange: () => Promise<void>) {
    this.#me = me;
    this.#people = people;
    this.#onChange = onChange;
  }

  people(): Feed<ContractKeyringId> {
    return this.#people();
  }

  waiting(): Promise<Waiting> {
    return asPortal(async () => {
      const { decisions, ownInstitutes, parties } = this.#me;
      const made = await decisions.read();
      const told = await listKeyrings(this.#me);
      await ownInstitutes.follow(told);
      const byPerson = grouped(undecided(told, made, this.#me.keyring));
      // Whoever made many hides nobody who made few.
      const people = [...byPerson].sort(([, one], [, other]) => one.length - other.length);
      const looked = people
        .slice(0, MOST_PEOPLE)
        .flatMap(([, offered]) => offered.slice(0, MOST_OFFERS));
      const found = await this.#look(looked, made);
      const bySigner = new Map<KeyringId, readonly Found[]>();
      found.forEach((one) => bySigner.set(one.by, [...(bySigner.get(one.by) ?? []), one]));
      const named = await parties.named(bySigner.keys());
      return {
        sharers: [...bySigner].flatMap(([by, own]) =>
          sharerOf(named.get(by), own, (byPerson.get(by)?.length ?? 0) - MOST_OFFERS),
        ),
        more: Math.max(0, people.length - MOST_PEOPLE),
      };
    });
  }

  decided(): Promise<Decided> {
    return asPortal(async () => {
      const { decisions, parties, keyring: me } = this.#me;
      const { keyrings, signers } = await decisions.read();
      const told = await listKeyrings(this.#me);
      // Whoever is blocked is that alone: to be asked again about what they share takes unblocking.
      const declined = grouped(
        told.filter(
          ({ keyring, addedBy }) =>
            addedBy !== undefined &&
            addedBy !== me &&
            signers.get(addedBy) !== 'blocked' &&
            keyrings.get(keyring) === 'declined',
        ),
      );
      const named = await parties.named([...signers.keys(), ...declined.keys()]);
      const groups = await parties.all(await this.#leavableGroups(told));
      const decidedAs = (decision: SignerDecision) =>
        [...signers].flatMap(([id, made]) => (made === decision ? (named.get(id) ?? []) : []));
      return {
        accepted: decidedAs('accepted'),
        blocked: decidedAs('blocked'),
        declined: [...declined].flatMap(([by, offered]) => {
          const party = named.get(by);
          const own = offered.map(({ keyring }) => ids.keyring(keyring));
          return party === undefined ? [] : [{ party, keyrings: own }];
        }),
        groups: [...groups.values()],
      };
    });
  }

  accept({ party, offers }: Sharer): Promise<void> {
    const accepted = offers.filter(({ refusal }) => refusal === undefined);
    const signer = ids.toKeyring(party.keyring);
    return this.#change((before) => ({
      ...withKeyrings(
        before,
        accepted.map(({ keyring }) => ids.toKeyring(keyring)),
        'accepted',
      ),
      signers: before.signers.has(signer)
        ? before.signers
        : new Map(before.signers).set(signer, 'accepted'),
    }));
  }

  decline({ party, offers }: Sharer): Promise<void> {
    return asPortal(async () => {
      const signer = ids.toKeyring(party.keyring);
      const told = await listKeyrings(this.#me);
      const more = told.filter(({ addedBy }) => addedBy === signer);
      const shown = offers.map(({ keyring }) => ids.toKeyring(keyring));
      await this.#change((before) =>
        withKeyrings(
          before,
          [...shown, ...more.map(({ keyring }) => keyring)].filter(
            (id) => !before.keyrings.has(id),
          ),
          'declined',
        ),
      );
    });
  }

  block(party: ContractKeyringId): Promise<void> {
    const signer = ids.toKeyring(party);
    return this.#change((before) => ({
      ...before,
      signers: new Map(before.signers).set(signer, 'blocked'),
    }));
  }

  forget(party: ContractKeyringId): Promise<void> {
    const signer = ids.toKeyring(party);
    return this.#change((before) => {
      const signers = new Map(before.signers);
      return signers.delete(signer) ? { ...before, signers } : before;
    });
  }

  askAgain(again: readonly ContractKeyringId[]): Promise<void> {
    return this.#change((before) => {
      const keyrings = new Map(before.keyrings);
      again.forEach((id) => keyrings.delete(ids.toKeyring(id)));
      return { ...before, keyrings };
    });
  }

  #change(change: (before: Decisions) => Decisions): Promise<void> {
    return asPortal(async () => {
      await this.#me.decisions.change(change);
      await this.#onChange();
    });
  }

  /** Fetches and verifies; what takes part after all, or is a blocked person's, is left out. */
  async #look(looked: readonly KeyringSummary[], made: Decisions): Promise<readonly Found[]> {
    const { backings, chains, vault } = this.#me;
    const all = looked.map(({ keyring }) => keyring);
    await chains.tryRefresh(all);
    const views = await chains.views(all);
    const words = await backings.ask(
      looked.filter(({ kind }) => kind === 'institute').map(({ keyring }) => keyring),
    );
    const how = await vault.offers.introductions(all);
    const part = new Set(await vault.offers.takingPart(all));
    return looked.flatMap((summary): Found[] => {
      const view = views.get(summary.keyring);
      const introduction = view === undefined ? undefined : how.get(summary.keyring);
      const by = introduction?.by ?? summary.addedBy;
      return by === undefined || part.has(summary.keyring) || made.signers.get(by) === 'blocked'
        ? []
        : [{ by, offer: this.#offer(summary, view, introduction, words) }];
    });
  }

  /** Those that take part and have the person as a member itself. */
  async #leavableGroups(told: readonly KeyringSummary[]): Promise<readonly KeyringId[]> {
    const { chains, vault, keyring: me } = this.#me;
    const groups = told.filter(({ kind }) => kind === 'department' || kind === 'institute');
    const part = await vault.offers.takingPart(groups.map(({ keyring }) => keyring));
    const views = await chains.views(part);
    return [...views.values()].flatMap((view) => {
      const mine = view.members.find(({ keyring }) => keyring === me);
      return mine === undefined || isLastOwner(view, mine) ? [] : [view.keyring];
    });
  }

  #offer(
    summary: KeyringSummary,
    view: KeyringView | undefined,
    how: Introduction | undefined,
    words: Words,
  ): Offer {
    const { backings, chains, keyring: me } = this.#me;
    const mine = view?.members.find(({ keyring }) => keyring === me);
    const name = view?.card?.name ?? '';
    return {
      keyring: ids.keyring(summary.keyring),
      kind: kindOf(summary),
      name: name === '' ? undefined : name,
      backing: view?.kind === 'institute' ? backings.of(words, view) : undefined,
      role: mine?.role,
      until: mine?.until === undefined ? undefined : new Date(mine.until),
      since: how === undefined ? undefined : new Date(how.at),
      refusal:
        how === undefined ? (chains.refusal(summary.keyring)?.code ?? 'not-found') : undefined,
    };
  }
}

function grouped(offered: readonly KeyringSummary[]): Map<KeyringId, readonly KeyringSummary[]> {
  const groups = new Map<KeyringId, KeyringSummary[]>();
  for (const summary of offered) {
    if (summary.addedBy !== undefined) {
      const own = groups.get(summary.addedBy) ?? [];
      own.push(summary);
      groups.set(summary.addedBy, own);
    }
  }
  return groups;
}

function withKeyrings(
  before: Decisions,
  decided: readonly KeyringId[],
  decision: KeyringDecision,
): Decisions {
  const keyrings = new Map(before.keyrings);
  decided.forEach((id) => keyrings.set(id, decision));
  return { ...before, keyrings };
}

function sharerOf(
  party: Party | undefined,
  found: readonly Found[],
  more: number,
): readonly Sharer[] {
  const offers = found
    .map(({ offer }) => offer)
    .sort((one, other) => (other.since?.getTime() ?? 0) - (one.since?.getTime() ?? 0));
  return party === undefined ? [] : [{ party, offers, more: Math.max(0, more) }];
}

function kindOf({ kind }: KeyringSummary): Offer['kind'] {
  switch (kind) {
    case 'section':
    case 'share':
    case 'department':
    case 'institute':
      return kind;
    default:
      return 'record'; // nobody is a member of the other kinds
  }
}
