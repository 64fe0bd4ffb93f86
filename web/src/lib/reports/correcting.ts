import type { RemoteVault, Words } from '@/crypto/index.ts';
import type { Changes } from '../chains/changes.ts';
import { PortalError } from '../contract/errors.ts';
import type { ReportAnswer } from '../api/shapes.ts';

const ATTEMPTS = 12;

/** What it takes to sign a correction. */
export interface Signing {
  readonly changes: Pick<Changes, 'commit'>;
  readonly vault: { readonly sharing: Pick<RemoteVault['sharing'], 'correctReport'> };
}

/**
 * Corrects a report; begins anew where somebody else corrected it meanwhile, so that what they corrected
 * stays.
 *
 * @param open verifies it in the vault, each time anew
 */
export async function correctReport(
  { changes, vault }: Signing,
  open: () => Promise<Pick<ReportAnswer, 'section' | 'report'>>,
  words: Words,
): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { section, report } = await open();
    const outcome = await changes.commit([section], () =>
      vault.sharing.correctReport(section, report, words),
    );
    switch (outcome) {
      case 'corrected':
        return;
      case 'too-long':
        throw new PortalError('correction-too-long');
      case 'moved':
    }
  }
  throw new PortalError('head-moved');
}
