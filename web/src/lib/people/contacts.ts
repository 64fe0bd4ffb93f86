import { canonicalEmail, type KeyringId, keyringId } from '@/crypto/index.ts';
import { PortalError } from '../contract/errors.ts';
import type { Keeper } from '../storage/keeper.ts';

interface Pin {
  readonly email: string;
  readonly keyring: KeyringId;
}

/**
 * Whom the service named for an e-mail address when this person first asked, and whose safety number
 * was compared. Kept on this device, sealed.
 */
export class Contacts {
  readonly #keeper: Pick<Keeper, 'read' | 'write'>;
  readonly #pins = new Map<string, KeyringId>();
  readonly #emails = new Map<KeyringId, string>();
  readonly #told = new Map<KeyringId, string>();
  #compared = new Set<KeyringId>();

  constructor(keeper: Pick<Keeper, 'read' | 'write'>) {
    this.#keeper = keeper;
  }

  async load() {
    const [pins, compared] = await Promise.all([
      this.#keeper.read('pins'),
      this.#keeper.read('compared'),
    ]);
    for (const { email, keyring } of (pins ?? []) as readonly Pin[]) {
      this.#set(email, keyringId(keyring));
    }
    this.#compared = new Set((compared ?? []) as readonly KeyringId[]);
  }

  /** Refuses a keyring other than the one remembered; answers whether the address is new here. */
  check(email: string, keyring: KeyringId): 'new' | 'known' {
    const known = this.#pins.get(email);
    if (known !== undefined && known !== keyring) {
      throw new PortalError('contact-changed');
    }
    return known === undefined ? 'new' : 'known';
  }

  /** Whom the address was last pinned to. */
  pinnedTo(email: string): KeyringId | undefined {
    return this.#pins.get(email);
  }

  async pin(email: string, keyring: KeyringId) {
    this.check(email, keyring);
    await this.#pin(email, keyring);
  }

  /** Pins an address anew to a keyring whose safety number was compared. */
  async accept(email: string, keyring: KeyringId) {
    const before = this.#pins.get(email);
    if (before !== undefined && before !== keyring) {
      this.#emails.delete(before);
    }
    await this.#pin(email, keyring);
    await this.setCompared(keyring, true);
  }

  async #pin(email: string, keyring: KeyringId) {
    this.#set(email, keyring);
    const pins: readonly Pin[] = [...this.#pins].map(([address, id]) => ({
      email: address,
      keyring: id,
    }));
    await this.#keeper.write('pins', pins);
  }

  /** The person's own address. */
  know(keyring: KeyringId, email: string) {
    this.#emails.set(keyring, email);
  }

  /** The service's word for with which address an account signs in: for display only. */
  hear(keyring: KeyringId, email: string) {
    if (canonicalEmail(email) === email) {
      this.#told.set(keyring, email);
    }
  }

  /** The address that this person looked up, or their own. */
  emailOf(keyring: KeyringId): string | undefined {
    return this.#emails.get(keyring);
  }

  /** By the service's word only; an address that is known as somebody else's is nobody's. */
  toldOf(keyring: KeyringId): string | undefined {
    const told = this.#told.get(keyring);
    if (told === undefined || this.#emails.has(keyring)) {
      return undefined;
    }
    const pinned = this.#pins.get(told);
    const known =
      (pinned !== undefined && pinned !== keyring) || [...this.#emails.values()].includes(told);
    return known ? undefined : told;
  }

  pinned(): readonly KeyringId[] {
    return [...new Set(this.#pins.values())];
  }

  isCompared(keyring: KeyringId): boolean {
    return this.#compared.has(keyring);
  }

  async setCompared(keyring: KeyringId, compared: boolean) {
    if (compared) {
      this.#compared.add(keyring);
    } else {
      this.#compared.delete(keyring);
    }
    await this.#keeper.write('compared', [...this.#compared]);
  }

  #set(email: string, keyring: KeyringId) {
    this.#pins.set(email, keyring);
    this.#emails.set(keyring, email);
  }
}

/** The one form of an address; one that could be mistaken for another is refused. */
export function normalEmail(typed: string): string {
  const email = canonicalEmail(typed);
  if (email === undefined) {
    throw new PortalError('email-refused');
  }
  return email;
}
