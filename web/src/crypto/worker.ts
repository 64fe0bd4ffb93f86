import { remote, serve } from './rpc.ts';
import type { EnvelopeSource } from './vault/envelopeBook.ts';
import { Vault } from './vault/vault.ts';

// The first message is the way to who answers the vault; all others are calls.
self.addEventListener(
  'message',
  ({ data: port }: MessageEvent<MessagePort>) => {
    const { envelopes } = remote(port) as { readonly envelopes: EnvelopeSource };
    port.start();
    serve(self, new Vault(envelopes));
  },
  { once: true },
);
