import type { KeyringId } from '@/crypto/index.ts';

/** What one tab tells the others. */
export type TabMessage =
  | { readonly kind: 'locked' }
  | { readonly kind: 'out' }
  | { readonly kind: 'opened'; readonly keyring: KeyringId };

/** The other tabs of the portal in this browser: what is locked in one is locked in all. */
export class Tabs {
  readonly #channel = new BroadcastChannel('medseal/session');

  constructor(onMessage: (message: TabMessage) => void) {
    this.#channel.addEventListener('message', (event: MessageEvent<TabMessage>) => {
      onMessage(event.data);
    });
  }

  tell(message: TabMessage) {
    this.#channel.postMessage(message);
  }
}
