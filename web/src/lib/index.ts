import type { Portal } from './portal.ts';
import { MedsealPortal } from './session/medsealPortal.ts';

export * from './portal.ts';
export { whatIsMissing } from './storage/browser.ts';
export { PortalContext, useFeed, usePortal, usePortalState, useSession } from './PortalContext.ts';

/**
 * Starts the portal: looks for a session that this device still holds. There is one for the page's
 * life.
 *
 * @param lockAfter milliseconds without a sign of anybody until it locks itself; asked anew each time
 */
export function createPortal({ lockAfter }: { readonly lockAfter?: () => number } = {}): Portal {
  return new MedsealPortal(lockAfter);
}
