import {
  type Deletion,
  type ErrorClass,
  type Instant,
  type KeyringId,
  type Manifest,
  type OpenedReport,
  type RemoteVault,
} from '@/crypto/index.ts';
import type { ReportAnswer } from '../api/shapes.ts';
import type { TrustedChains } from '../chains/trustedChains.ts';
import type { PortalErrorCode } from '../contract/errors.ts';

/** What became of a report that the service answered. */
export type Opened =
  | {
      readonly answer: ReportAnswer;
      readonly manifest: Manifest;
      readonly unawareSince: Instant | undefined;
    }
  | { readonly answer: ReportAnswer; readonly code: PortalErrorCode; readonly deletion?: Deletion };

/**
 * Chains may have grown since they were fetched, and announce other envelopes: what fails so is tried
 * once more with newer ones.
 */
const PERHAPS_BEHIND: ReadonlySet<ErrorClass> = new Set<ErrorClass>([
  'wrong-key',
  'no-authority',
  'keys-withheld',
  'tampered',
]);

/** Opens and verifies reports in the vault, with the chains that this takes. */
export class ReportOpener {
  readonly #vault: RemoteVault;
  readonly #chains: TrustedChains;

  constructor(vault: RemoteVault, chains: TrustedChains) {
    this.#vault = vault;
    this.#chains = chains;
  }

  /** Each by itself, in the order given. */
  async open(reports: readonly ReportAnswer[]): Promise<readonly Opened[]> {
    await this.#chains.load(
      reports.flatMap(({ section, author, shares }) => [section, author, ...shares]),
    );
    const first = await this.#vault.reports.open(reports);
    const behind = reports.filter((_, index) => {
      const opened = first[index];
      return opened?.state === 'broken' && isPerhapsBehind(opened);
    });
    if (behind.length === 0) {
      return reports.map((answer, index) => this.#result(answer, first[index]));
    }
    const missing = first.flatMap((opened) => (opened.state === 'broken' ? opened.missing : []));
    await this.#chains.tryRefresh([...missing, ...behind.flatMap(leansOn)]);
    const second = await this.#vault.reports.open(behind);
    return reports.map((answer, index) => {
      const again = behind.indexOf(answer);
      return this.#result(answer, again < 0 ? first[index] : second[again]);
    });
  }

  /** A chain that was refused is the reason, whatever came of it afterwards. */
  #result(answer: ReportAnswer, opened: OpenedReport | undefined): Opened {
    // What is wrong further up comes first: the rest may only follow from it.
    const refusal =
      this.#chains.refusal(answer.record) ??
      this.#chains.refusal(answer.section) ??
      this.#chains.refusal(
        opened?.state === 'verified' ? opened.manifest.author.keyring : answer.author,
      );
    if (refusal !== undefined) {
      return { answer, code: refusal.code };
    }
    if (opened === undefined) {
      throw new Error('the vault answered fewer reports than it was asked for');
    }
    switch (opened.state) {
      case 'verified':
        return { answer, manifest: opened.manifest, unawareSince: opened.unawareSince };
      case 'deleted':
        return { answer, code: 'deleted', deletion: { by: opened.by, at: opened.at } };
      case 'broken':
        return { answer, code: opened.code };
    }
  }
}

function isPerhapsBehind({ code, missing }: Extract<OpenedReport, { state: 'broken' }>): boolean {
  return missing.length > 0 || PERHAPS_BEHIND.has(code);
}

function leansOn({ section, author, envelopes, shares }: ReportAnswer): readonly KeyringId[] {
  return [section, author, ...shares, ...envelopes.map(({ keyring }) => keyring)];
}
