import type { KeyringId } from './ids.ts';

/**
 * What stands behind an institute's name: anybody may found one and call it as they like. Nothing of
 * it: the institute is unverified, and its word gives nobody a name.
 */
export interface Backing {
  /** A domain that names the institute, as the service found; the institute's own card names it too. */
  readonly domain:
    | {
        /** In ASCII, other scripts as `xn--`. */
        readonly name: string;
        readonly method: 'dns' | 'well-known';
        readonly checked: Date;
      }
    | undefined;
  /** When the service's operator confirmed the name, as the service says. */
  readonly operator: Date | undefined;
  /** When the owner of this session compared the safety number. Kept on this device. */
  readonly you: Date | undefined;
}

/** Institutes. */
export interface Institutes {
  /**
   * Notes that the institute's safety number was compared, or that it no longer counts. It counts
   * while the institute keeps the name that it has now.
   */
  setCompared(institute: KeyringId, compared: boolean): Promise<void>;
}
