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
  readonly #keeper: Pick<Keeper, 'read' | 'change'>;
  readonly #pins = new Map<string, KeyringId>();
  readonly #emails = new Map<KeyringId, string>();
  readonly #told = new Map<KeyringId, string>();
  #compared = new Set<KeyringId>();

  constructor(keeper: Pick<Keeper, 'read' | 'change'>) {
    this.#keeper = keeper;
  }

  async load() {
    const [pins, compared] = await Promise.all([
      this.#keeper.read('pins'),
      this.#keeper.read('compared'),
    ]);
    pinsIn(pins).forEach((keyring, email) => {
      this.#set(email, keyring);
    });
    this.#compared = comparedIn(compared);
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
    await this.#pin(email, keyring, (known) => {
      if (known !== undefined && known !== keyring) {
        this.#set(email, known); // by another page, meanwhile
        throw new PortalError('contact-changed');
      }
    });
  }

  /** Pins an address anew to a keyring whose safety number was compared. */
  async accept(email: string, keyring: KeyringId) {
    const before = this.#pins.get(email);
    if (before !== undefined && before !== keyring) {
      this.#emails.delete(before);
    }
    await this.#pin(email, keyring, () => undefined);
    await this.setCompared(keyring, true);
  }

  /** @param check told to whom the address is pinned by now */
  async #pin(
    email: string,
    keyring: KeyringId,
    check: (known: KeyringId | undefined) => void,
  ): Promise<void> {
    await this.#keeper.change('pins', (kept) => {
      const pins = pinsIn(kept);
      check(pins.get(email));
      pins.set(email, keyring);
      const written: readonly Pin[] = [...pins].map(([address, id]) => ({
        email: address,
        keyring: id,
      }));
      return Promise.resolve(written);
    });
    this.#set(email, keyring);
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
    await this.#keeper.change('compared', (kept) => {
      const after = comparedIn(kept);
      if (compared) {
        after.add(keyring);
      } else {
        after.delete(keyring);
      }
      this.#compared = after;
      return Promise.resolve([...after]);
    });
  }

  #set(email: string, keyring: KeyringId) {
    this.#pins.set(email, keyring);
    this.#emails.set(keyring, email);
  }
}

function pinsIn(kept: unknown): Map<string, KeyringId> {
  const pins = (kept ?? []) as readonly Pin[];
  return new Map(pins.map(({ email, keyring }) => [email, keyringId(keyring)]));
}

function comparedIn(kept: unknown): Set<KeyringId> {
  return new Set((kept ?? []) as readonly KeyringId[]);
}

/** The one form of an address; one that could be mistaken for another is refused. */
export function normalEmail(typed: string): string {
  const email = canonicalEmail(typed);
  if (email === undefined) {
    throw new PortalError('email-refused');
  }
  return email;
}
