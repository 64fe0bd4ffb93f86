import type { KeyringId, RemoteVault } from '@/crypto/index.ts';
import type { Connection } from '../api/connection.ts';
import { Changes } from '../chains/changes.ts';
import { shownVault } from '../chains/shown.ts';
import type { TrustedChains } from '../chains/trustedChains.ts';
import { DecisionBook } from '../offers/decisionBook.ts';
import { Backings } from '../people/backings.ts';
import { Contacts } from '../people/contacts.ts';
import { OwnInstitutes } from '../people/ownInstitutes.ts';
import { Parties } from '../people/parties.ts';
import { Keeper } from '../storage/keeper.ts';

/** The person whose keys the vault holds, and what everything done in their name needs. */
export class SignedIn {
  /** Gets shown what it needs of chains that were begun later. */
  readonly vault: RemoteVault;
  readonly connection: Connection;
  readonly chains: TrustedChains;
  readonly changes: Changes;
  readonly keeper: Keeper;
  readonly contacts: Contacts;
  readonly backings: Backings;
  readonly parties: Parties;
  readonly decisions: DecisionBook;
  readonly ownInstitutes: OwnInstitutes;
  readonly email: string;
  readonly keyring: KeyringId;

  private constructor(
    vault: RemoteVault,
    connection: Connection,
    chains: TrustedChains,
    keeper: Keeper,
    email: string,
    keyring: KeyringId,
  ) {
    this.vault = vault;
    this.connection = connection;
    this.chains = chains;
    this.keeper = keeper;
    this.email = email;
    this.keyring = keyring;
    this.decisions = new DecisionBook(vault, connection, keeper);
    this.changes = new Changes(chains, keyring);
    this.contacts = new Contacts(keeper);
    this.backings = new Backings(connection, chains, keeper);
    this.ownInstitutes = new OwnInstitutes(this.backings, chains, this.decisions, keyring);
    this.parties = new Parties(connection, chains, this.contacts, this.backings, keyring);
  }

  /**
   * For the person that the vault has just been unlocked for, whose chain is known. Rejects with
   * `broken-chain` where it is not the one that this device has seen before.
   */
  static async open(
    own: RemoteVault,
    connection: Connection,
    chains: TrustedChains,
    email: string,
  ): Promise<SignedIn> {
    const vault = shownVault(own, chains);
    const { keyring, generation } = await vault.accounts.hold();
    const keeper = new Keeper(vault, keyring, generation);
    await chains.remember(keeper);
    const me = new SignedIn(vault, connection, chains, keeper, email, keyring);
    await Promise.all([me.contacts.load(), me.backings.load(), me.decisions.restore()]);
    me.contacts.know(keyring, email);
    return me;
  }

  /** The name that the person goes by: published, or else the one sealed at sign-up. */
  async ownName(): Promise<string | undefined> {
    const { card, names } = await this.chains.view(this.keyring);
    return card === undefined || card.name === '' ? names.name : card.name;
  }
}
