import { serve } from './rpc.ts';
import { Vault } from './vault/vault.ts';

serve(self, new Vault());
