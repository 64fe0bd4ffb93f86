import { AccountVault } from './accountVault.ts';
import { ChainStore } from './chainStore.ts';
import { ChainVault } from './chainVault.ts';
import type { EnvelopeSource } from './envelopeBook.ts';
import { KeyChest } from './keyChest.ts';
import { OfferVault } from './offerVault.ts';
import type { IndexedRecords } from './indexedRecords.ts';
import type { IndexedReports } from './indexedReports.ts';
import { type Later, loadedLater } from './loadedLater.ts';
import type { RecordVault } from './recordVault.ts';
import { ReportVault } from './reportVault.ts';
import type { SharingVault } from './sharingVault.ts';
import { UploadVault } from './uploadVault.ts';

/**
 * Everything that works with secrets: keys, verified chains, open reports, running uploads of one
 * person. It speaks to no service: it is handed what the service answered, and hands back what to send.
 * Envelopes alone it asks for itself, when it has the keys that open them.
 */
export class Vault {
  readonly accounts: AccountVault;
  readonly chains: ChainVault;
  readonly offers: OfferVault;
  readonly records: RecordVault;
  readonly recordIndex: Later<IndexedRecords>;
  readonly reports: ReportVault;
  readonly reportIndex: Later<IndexedReports>;
  readonly sharing: SharingVault;
  readonly uploads: UploadVault;

  /** @param envelopes asks the service for them */
  constructor(envelopes: EnvelopeSource) {
    const chains = new ChainStore();
    const chest = new KeyChest(chains, envelopes);
    this.chains = new ChainVault(chains, chest);
    this.offers = new OfferVault(chains, chest);
    this.records = loadedLater(async () => {
      const { RecordVault } = await import('./recordVault.ts');
      return new RecordVault(chains, chest);
    });
    this.recordIndex = loadedLater(async () => {
      const { IndexedRecords } = await import('./indexedRecords.ts');
      return new IndexedRecords(chains, chest);
    });
    this.reports = new ReportVault(chains, chest);
    this.reportIndex = loadedLater(async () => {
      const { IndexedReports } = await import('./indexedReports.ts');
      return new IndexedReports(chains, chest, this.reports);
    });
    this.sharing = loadedLater(async () => {
      const { SharingVault } = await import('./sharingVault.ts');
      return new SharingVault(chains, chest, this.reports);
    });
    this.uploads = new UploadVault(chains, chest);
    this.accounts = new AccountVault(chains, chest, () => {
      this.reports.wipe();
      this.uploads.wipe();
    });
  }
}

/** The vault as whoever is not in its worker calls it. */
export type RemoteVault = {
  readonly [G in keyof Vault]: {
    readonly [M in keyof Vault[G] as Vault[G][M] extends Asynchronous ? M : never]: Vault[G][M];
  };
};

type Asynchronous = (...args: never[]) => Promise<unknown>;
