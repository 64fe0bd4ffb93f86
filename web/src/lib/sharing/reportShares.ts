import type { KeyringId } from '@/crypto/index.ts';
import { allOf } from '../api/paging.ts';
import { answers } from '../api/shapes.ts';
import type { Scope } from '../contract/records.ts';
import { hasCode } from '../errors/portalErrors.ts';
import { ids } from '../ids.ts';
import type { SignedIn } from '../session/signedIn.ts';

/** Finds the shares of a report: all of them for whoever manages its section, else one's own. */
export class ReportShares {
  readonly #me: SignedIn;
  readonly #own: (report: string) => readonly KeyringId[];

  constructor(me: SignedIn, own: (report: string) => readonly KeyringId[]) {
    this.#me = me;
    this.#own = own;
  }

  /** Loaded and up to date, as far as they verify. */
  async of({ section, report }: Extract<Scope, { kind: 'report' }>): Promise<readonly KeyringId[]> {
    const { chains } = this.#me;
    const here = (await chains.views([ids.toKeyring(section)])).get(ids.toKeyring(section));
    const isManager = here === undefined || here.capabilities.has('manage');
    const all = isManager ? await this.#named(section, report) : undefined;
    const named = all ?? this.#own(report);
    await chains.tryRefresh(named);
    const views = await chains.views(named);
    // The service's word is not believed for which report a share is of.
    return named.filter((id) => {
      const view = views.get(id);
      return view?.report === ids.toReport(report) && view.parent === ids.toKeyring(section);
    });
  }

  async #named(
    section: string,
    report: Extract<Scope, { kind: 'report' }>['report'],
  ): Promise<readonly KeyringId[] | undefined> {
    const { connection } = this.#me;
    const path = `/keyrings/${section}/shares?report=${report}&limit=200`;
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
