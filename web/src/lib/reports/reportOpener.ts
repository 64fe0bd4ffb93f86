import {
  type Corrected,
  type Deletion,
  type ErrorClass,
  type Instant,
  type KeyringId,
  type Manifest,
  type OpenedReport,
  type RemoteVault,
} from '@/crypto/index.ts';
import type { ReportAnswer } from '../api/shapes.ts';
import { isNew } from '../chains/gathered.ts';
import type { TrustedChains } from '../chains/trustedChains.ts';
import type { PortalErrorCode } from '../contract/errors.ts';

/** What became of a report that the service answered. */
export type Opened =
  | {
      readonly answer: ReportAnswer;
      readonly manifest: Manifest;
      readonly unawareSince: Instant | undefined;
      readonly corrected: Corrected | undefined;
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
  'broken-chain',
]);

/** Each asks for more of what was not shown. */
const MOST_ROUNDS = 8;

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
    const opened = new Map<ReportAnswer, OpenedReport>();
    const open = async (some: readonly ReportAnswer[]) => {
      const results = await this.#vault.reports.open(some);
      some.forEach((answer, index) => {
        const result = results[index];
        if (result !== undefined) {
          opened.set(answer, result);
        }
      });
    };
    await open(reports);
    const behind = reports.filter((answer) => isPerhapsBehind(opened.get(answer)));
    if (behind.length > 0) {
      await this.#chains.tryRefresh([...missingOf(opened), ...behind.flatMap(leansOn)]);
      await open(behind);
    }
    const asked = new Set<string>();
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const unshown = reports.filter((answer) => isNotShown(opened.get(answer)));
      if (unshown.length === 0 || !(await this.#showMore(unshown, opened, asked))) {
        break;
      }
      await open(unshown);
    }
    return reports.map((answer) => this.#result(answer, opened.get(answer)));
  }

  /** Asks for what these need of chains that were begun later, all at once, and then for more of each. */
  async #showMore(
    reports: readonly ReportAnswer[],
    opened: ReadonlyMap<ReportAnswer, OpenedReport>,
    asked: Set<string>,
  ): Promise<boolean> {
    const broken = reports.flatMap((answer) => brokenOf(opened.get(answer)));
    const names = new Map(
      broken.flatMap(({ pasts }) => pasts.map((name) => [JSON.stringify(name), name] as const)),
    );
    const fresh = [...names].filter(([key]) => isNew(asked, key));
    if (fresh.length > 0) {
      await this.#chains.showPasts(fresh.map(([, name]) => name));
      return true;
    }
    let isMore = false;
    const wanted = broken.flatMap(({ pasts, notShown }) => [
      ...pasts.map(({ keyring }) => ({ of: keyring })),
      ...(notShown === undefined ? [] : [notShown]),
    ]);
    for (const one of new Map(wanted.map((each) => [JSON.stringify(each), each])).values()) {
      isMore = (await this.#chains.show(one, asked)) || isMore;
    }
    return isMore;
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
        return {
          answer,
          manifest: opened.manifest,
          unawareSince: opened.unawareSince,
          corrected: opened.corrected,
        };
      case 'deleted':
        return { answer, code: 'deleted', deletion: { by: opened.by, at: opened.at } };
      case 'broken':
        return { answer, code: opened.code };
    }
  }
}

type Broken = Extract<OpenedReport, { state: 'broken' }>;

function brokenOf(opened: OpenedReport | undefined): readonly Broken[] {
  return opened?.state === 'broken' ? [opened] : [];
}

function missingOf(opened: ReadonlyMap<ReportAnswer, OpenedReport>): readonly KeyringId[] {
  return [...opened.values()].flatMap(brokenOf).flatMap(({ missing }) => missing);
}

function isPerhapsBehind(opened: OpenedReport | undefined): boolean {
  return brokenOf(opened).some(
    ({ code, missing }) => missing.length > 0 || PERHAPS_BEHIND.has(code),
  );
}

function isNotShown(opened: OpenedReport | undefined): boolean {
  return brokenOf(opened).some(({ pasts, notShown }) => pasts.length > 0 || notShown !== undefined);
}

function leansOn({ section, author, envelopes, shares }: ReportAnswer): readonly KeyringId[] {
  return [section, author, ...shares, ...envelopes.map(({ keyring }) => keyring)];
}
