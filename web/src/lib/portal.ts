/**
 * What the pages ask of the rest of the portal, and all that they may use of it. This file and
 * `contract/` are the contract between pages (`src/features`, `src/app`) and `src/lib`: the pages are
 * written against these types, and `src/lib` implements them over the service and the crypto worker.
 *
 * For every function here:
 *
 * - It resolves when the service has stored what was asked, and rejects with a {@link PortalError}
 *   only. A page shows the error's code in words; an error of any other type is a defect.
 * - What it answers has been verified: chains, signatures, authority, sizes. What does not verify is
 *   never answered in part; it is a `BrokenReport` in a list, or a rejection.
 * - Answers are plain, immutable values. A changed thing is a new object.
 */
export type * from './contract/account.ts';
export type * from './contract/activity.ts';
export type * from './contract/feeds.ts';
export type * from './contract/ids.ts';
export type * from './contract/institutes.ts';
export type * from './contract/offers.ts';
export type * from './contract/people.ts';
export type * from './contract/records.ts';
export type * from './contract/reports.ts';
export type * from './contract/sessions.ts';
export type * from './contract/sharing.ts';
export type * from './contract/uploads.ts';
export { isWayOf } from './contract/sharing.ts';
export { PortalError, type PortalErrorCode } from './contract/errors.ts';
