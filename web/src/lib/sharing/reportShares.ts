import type { KeyringId } from '@/crypto/index.ts';
import { allOf } from '../api/paging.ts';
import { answers } from '../api/shapes.ts';
import type { Scope } from '../contract/records.ts';
import { hasCode } from '../errors/portalErrors.ts';
import { ids } from '../ids.ts';
import type { SignedIn } from '../session/signedIn.ts';

type InSection = Extract<Scope, { kind: 'section' | 'report' }>;

/** Finds the shares of a report: all of them for whoever manages its section, else one's own. */
export class ReportShares {
  readonly #me: SignedIn;
  readonly #own: (report: string) => readonly KeyringId[];

  constructor(me: SignedIn, own: (report: string) => readonly KeyringId[]) {
    this.#me = me;
    this.#own = own;
  }

  /** Those of a report or of all reports of a section; loaded and up to date, as far as they verify. */
  async of(scope: InSection): Promise<readonly KeyringId[]> {
    const { chains } = this.#me;
    const section = ids.toKeyring(scope.section);
    const report = scope.kind === 'report' ? scope.report : undefined;
    const here = (await chains.views([section])).get(section);
    const isManager = here === undefined || here.capabilities.has('manage');
    const all = isManager ? await this.#named(section, report) : undefined;
    const named = all ?? (report === undefined ? [] : this.#own(report));
    await chains.tryRefresh(named);
    const views = await chains.views(named);
    // The service's word is not believed for which report a share is of.
    return named.filter((id) => {
      const view = views.get(id);
      const isOf = report === undefined || view?.report === ids.toReport(report);
      return isOf && view?.report !== undefined && view.parent === section;
    });
  }

  async #named(
    section: string,
    report: string | undefined,
  ): Promise<readonly KeyringId[] | undefined> {
    const { connection } = this.#me;
    const only = report === undefined ? '' : `&report=${report}`;
    const path = `/keyrings/${section}/shares?limit=200${only}`;
    try {
      const all = await allOf(
        (after) => connection.get(path + after, answers.sharePage),
        ({ shares }) => shares,
        ({ keyring }) => keyring,
      );
      return all.map(({ keyring }) => keyring);
    } catch (failure) {
      if (hasCode(failure, 'denied', 'not-found')) {
        return undefined; // not for whoever does not manage the section
      }
      throw failure;
    }
  }
}
