import { correctionsOf } from '../chains/reportStandings.ts';
import { reportBinding } from '../envelopes/binding.ts';
import { openReportKey, sealEnvelope } from '../envelopes/envelopes.ts';
import { type Bytes, equalBytes } from '../ids/bytes.ts';
import type { Instant, KeyringId, ReportId } from '../ids/ids.ts';
import { currentGeneration, type KeyringState } from '../keyrings/keyringState.ts';
import { type Role, roleOpens } from '../keyrings/kinds.ts';
import { isCorrection, sealCorrection, withWords, type Words } from '../manifests/correction.ts';
import { GenerationSecret, type ReportKey } from '../secrets/secret.ts';
import type { NewMember } from '../statements/statement.ts';
import { freshen, requireFresh } from './cascade.ts';
import type { ChainStore } from './chainStore.ts';
import { Draft } from './draft.ts';
import { type Drafted, drafted } from './drafted.ts';
import type { KeyChest } from './keyChest.ts';
import { namesOf } from './names.ts';
import { doesNotOpen } from './openingWalk.ts';
import { sealProfile } from './profiles.ts';
import type { ReportVault } from './reportVault.ts';
import { memberOf, rotate, sealTo } from './rotation.ts';

/** What became of a correction; `moved` where somebody else corrected the report since it was verified. */
export type Correcting = 'corrected' | 'moved' | 'too-long';

/** What became of a report that was added anew elsewhere: `deleted` by somebody before, `corrected` since. */
export type Leaving = 'moved' | 'deleted' | 'corrected';

/** Gives and ends access: to a record or section by membership, to one report by a share of it. */
export class SharingVault {
  readonly #chains: ChainStore;
  readonly #chest: KeyChest;
  readonly #reports: ReportVault;

  constructor(chains: ChainStore, chest: KeyChest, reports: ReportVault) {
    this.#chains = chains;
    this.#chest = chest;
    this.#reports = reports;
  }

  /** Sets the one role of `member` in a record, section or group; whoever loses access by it is locked out. */
  async set(
    keyring: KeyringId,
    member: KeyringId,
    role: Role,
    until: Instant | undefined,
  ): Promise<Drafted<void>> {
    const draft = this.#draft();
    await this.#set(draft, keyring, member, role, until);
    return drafted(draft, undefined);
  }

  /** Ends a membership, with a new generation where the member could open. */
  async remove(keyring: KeyringId, member: KeyringId): Promise<Drafted<void>> {
    const draft = this.#draft();
    const { rotationDue } = await draft.append(keyring, { type: 'remove-member', member });
    if (rotationDue) {
      await rotate(draft, keyring);
    }
    return drafted(draft, undefined);
  }

  /**
   * Tries whether the person may end a member's memberships in all of these, one after the other: what
   * is ended first may be the way to what follows, or to the keys that have to be renewed. Refuses
   * where not; nothing is changed either way.
   */
  async requireRemovable(keyrings: readonly KeyringId[], member: KeyringId): Promise<void> {
    const draft = this.#draft();
    for (const keyring of keyrings) {
      const { rotationDue } = await draft.append(keyring, { type: 'remove-member', member });
      if (rotationDue) {
        draft.way(keyring, 'manage');
      }
    }
  }

  /** The person leaves, who is a member itself. */
  async leave(keyring: KeyringId): Promise<Drafted<void>> {
    const draft = this.#draft();
    await draft.append(keyring, { type: 'leave' });
    return drafted(draft, undefined);
  }

  /**
   * Makes `to` a recipient of one report: in the first of these shares of it that is as it should be,
   * else in a new one. Answers which.
   */
  async shareReport(
    section: KeyringId,
    report: ReportId,
    shares: readonly KeyringId[],
    to: KeyringId,
    until: Instant | undefined,
  ): Promise<Drafted<KeyringId>> {
    const draft = this.#draft();
    const key = await this.#reports.secretOf(report);
    try {
      const share =
        (await this.#shareWith(section, report, key, shares)) ??
        (await this.#makeShare(draft, section, report, key));
      await this.#set(draft, share, to, 'reader', until);
      return await drafted(draft, share);
    } finally {
      key.wipe();
    }
  }

  /** Corrects the words of a report that was verified here; all that its newest correction says else stays. */
  async correctReport(
    section: KeyringId,
    report: ReportId,
    words: Words,
  ): Promise<Drafted<Correcting>> {
    const verified = this.#reports.verified(report);
    if (verified === undefined) {
      throw new Error('this report has not been opened');
    }
    const { manifest, sealed, corrected } = verified;
    const draft = this.#draft();
    if (correctionsOf(draft.state(section), report) !== (corrected?.number ?? 0)) {
      return drafted(draft, 'moved');
    }
    const document = withWords(corrected?.document ?? manifest.document, words);
    if (!isCorrection(document)) {
      return drafted(draft, 'too-long');
    }
    const key = await this.#reports.bodyKey(report);
    const correction = await sealCorrection(key, report, sealed, document);
    await draft.append(section, { type: 'correct-report', report, correction });
    return drafted(draft, 'corrected');
  }

  /**
   * Deletes a report that was added anew elsewhere.
   *
   * @param corrections how often it had been corrected by what was added elsewhere
   */
  async leaveReport(
    section: KeyringId,
    report: ReportId,
    corrections: number,
  ): Promise<Drafted<Leaving>> {
    const draft = this.#draft();
    const state = draft.state(section);
    if (state.reports.get(report)?.deletion !== undefined) {
      return drafted(draft, 'deleted');
    }
    if (correctionsOf(state, report) !== corrections) {
      return drafted(draft, 'corrected');
    }
    await draft.append(section, { type: 'delete-report', report, moved: true });
    return drafted(draft, 'moved');
  }

  async deleteReport(section: KeyringId, report: ReportId): Promise<Drafted<void>> {
    const draft = this.#draft();
    await draft.append(section, { type: 'delete-report', report });
    return drafted(draft, undefined);
  }

  #draft(): Draft {
    return new Draft(this.#chains, this.#chest);
  }

  async #set(
    draft: Draft,
    keyring: KeyringId,
    member: KeyringId,
    role: Role,
    until: Instant | undefined,
  ) {
    const { set, envelopes } = await this.#member(draft, keyring, member, role);
    const { rotationDue } = await draft.append(
      keyring,
      { type: 'set-member', member: { ...set, ...(until === undefined ? {} : { until }) } },
      envelopes,
    );
    if (rotationDue) {
      await rotate(draft, keyring);
    }
  }

  async #member(
    draft: Draft,
    keyring: KeyringId,
    member: KeyringId,
    role: Role,
  ): Promise<{ readonly set: NewMember; readonly envelopes: readonly Bytes[] }> {
    if (!roleOpens(role)) {
      const generation = currentGeneration(draft.state(member)).number;
      return { set: { keyring: member, generation, role }, envelopes: [] };
    }
    await requireFresh(draft, this.#chest, member);
    // What is stale here is renewed where that can be; the new member may hold it either way.
    await freshen(draft, this.#chest, keyring);
    const { number } = currentGeneration(draft.state(keyring));
    const secret = await draft.secretOf(keyring, number);
    try {
      const sealed = await sealTo(draft, keyring, number, secret, member);
      return { set: memberOf(sealed, role), envelopes: [sealed.envelope] };
    } finally {
      secret.wipe();
    }
  }

  /** The first share of that report whose key is the one that opens the report's manifest. */
  async #shareWith(
    section: KeyringId,
    report: ReportId,
    key: ReportKey,
    shares: readonly KeyringId[],
  ): Promise<KeyringId | undefined> {
    for (const id of shares) {
      const state = this.#chains.find(id)?.state;
      if (state?.parent === section && !state.closed && (await this.#carries(state, report, key))) {
        return id;
      }
    }
    return undefined;
  }

  async #carries({ id, shared }: KeyringState, report: ReportId, key: ReportKey): Promise<boolean> {
    if (shared?.report !== report) {
      return false;
    }
    try {
      const keys = await this.#chest.keysOf(id, 1);
      const carried = await openReportKey(keys, reportBinding(report, id, 1), shared.envelope);
      const isSame = equalBytes(carried.revealSecretBytes(), key.revealSecretBytes());
      carried.wipe();
      return isSame;
    } catch (failure) {
      if (doesNotOpen(failure)) {
        return false; // somebody made it badly; another one is made
      }
      throw failure;
    }
  }

  /** A share of one report, owned by its section, which says whose report it is. */
  async #makeShare(
    draft: Draft,
    section: KeyringId,
    report: ReportId,
    key: ReportKey,
  ): Promise<KeyringId> {
    await requireFresh(draft, this.#chest, section);
    const secret = GenerationSecret.random();
    try {
      const share = await draft.create(
        secret,
        { kind: 'share', parent: section },
        async (id, keys) => {
          const sealed = await sealTo(draft, id, 1, secret, section);
          return {
            members: [memberOf(sealed, 'owner')],
            report,
            envelope: await sealEnvelope(keys, reportBinding(report, id, 1), key),
            envelopes: [sealed.envelope],
          };
        },
      );
      const { patient } = await namesOf(draft.state(section), this.#chest);
      if (patient !== undefined) {
        const note = await sealProfile(share, { patient });
        await draft.append(share.id, { type: 'profile', note });
      }
      return share.id;
    } finally {
      secret.wipe();
    }
  }
}
