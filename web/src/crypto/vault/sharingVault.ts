import { reportBinding } from '../envelopes/binding.ts';
import { sealEnvelope } from '../envelopes/envelopes.ts';
import type { Instant, KeyringId, ReportId } from '../ids/ids.ts';
import { currentGeneration } from '../keyrings/keyringState.ts';
import { type Role, roleOpens } from '../keyrings/kinds.ts';
import { freshen, mayOpen, requireFresh } from './cascade.ts';
import type { ChainStore } from './chainStore.ts';
import { Draft } from './draft.ts';
import { type Drafted, drafted } from './drafted.ts';
import type { KeyChest } from './keyChest.ts';
import { namesOf } from './names.ts';
import { sealShareNote } from './profiles.ts';
import type { ReportVault } from './reportVault.ts';
import { rotate, sealTo } from './rotation.ts';

/** Gives and ends access: to a record or section by membership, to one report by its key. */
export class SharingVault {
  readonly #chains: ChainStore;
  readonly #chest: KeyChest;
  readonly #reports: ReportVault;

  constructor(chains: ChainStore, chest: KeyChest, reports: ReportVault) {
    this.#chains = chains;
    this.#chest = chest;
    this.#reports = reports;
  }

  /** Makes `to` a member of a record, section or group. */
  async share(
    keyring: KeyringId,
    to: KeyringId,
    role: Role,
    until: Instant | undefined,
  ): Promise<Drafted<void>> {
    const draft = new Draft(this.#chains, this.#chest);
    const ending = until === undefined ? {} : { until };
    if (roleOpens(role)) {
      await requireFresh(draft, this.#chest, to);
      // What is stale here is renewed where that can be; the new member may hold it either way.
      await freshen(draft, this.#chest, keyring);
      const { number } = currentGeneration(draft.state(keyring));
      const secret = await draft.secretOf(keyring, number);
      try {
        const sealed = await sealTo(draft, keyring, number, secret, to);
        await draft.append(keyring, {
          type: 'add-member',
          member: { ...sealed, role, ...ending },
        });
      } finally {
        secret.wipe();
      }
    } else {
      const generation = currentGeneration(draft.state(to)).number;
      const member = { keyring: to, generation, role, ...ending };
      await draft.append(keyring, { type: 'add-member', member });
    }
    return drafted(draft, undefined);
  }

  /** Ends every role of a member, and gives the keyring a new generation in the same step. */
  async unshare(keyring: KeyringId, member: KeyringId): Promise<Drafted<void>> {
    const draft = new Draft(this.#chains, this.#chest);
    await draft.append(keyring, { type: 'remove-member', member });
    await rotate(draft, keyring);
    return drafted(draft, undefined);
  }

  /** Seals one report's key to `to`, with a note that says whose report it is. */
  async shareReport(
    section: KeyringId,
    report: ReportId,
    to: KeyringId,
    until: Instant | undefined,
  ): Promise<Drafted<void>> {
    const draft = new Draft(this.#chains, this.#chest);
    await requireFresh(draft, this.#chest, to);
    const { number, keys } = currentGeneration(draft.state(to));
    const secret = await this.#reports.secretOf(report);
    try {
      const { patient } = await namesOf(draft.state(section), this.#chest);
      await draft.append(section, {
        type: 'share-report',
        report,
        to: {
          keyring: to,
          generation: number,
          envelope: await sealEnvelope(keys, reportBinding(report, to, number), secret),
          ...(until === undefined ? {} : { until }),
        },
        ...(patient === undefined
          ? {}
          : { note: await sealShareNote(section, to, number, keys, { patient }) }),
      });
    } finally {
      secret.wipe();
    }
    return drafted(draft, undefined);
  }

  async unshareReport(
    section: KeyringId,
    report: ReportId,
    from: KeyringId,
  ): Promise<Drafted<void>> {
    const draft = new Draft(this.#chains, this.#chest);
    await draft.append(section, { type: 'unshare-report', report, from });
    return drafted(draft, undefined);
  }

  /** Renews what is stale among these, as far as the person can. */
  async renew(keyrings: readonly KeyringId[]): Promise<Drafted<void>> {
    const draft = new Draft(this.#chains, this.#chest);
    for (const keyring of keyrings) {
      if (mayOpen(draft, this.#chest, keyring)) {
        await freshen(draft, this.#chest, keyring);
      }
    }
    return drafted(draft, undefined);
  }
}
