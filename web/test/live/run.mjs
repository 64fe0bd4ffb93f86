/**
 * The portal's lower half against the real service, in a real browser: `node test/live/run.mjs`.
 * With words: only the steps whose names contain one of them.
 */
import { startLive } from './live.mjs';
import { accounts } from './steps/accounts.mjs';
import { beginnings } from './steps/beginnings.mjs';
import { groups } from './steps/groups.mjs';
import { sharing } from './steps/sharing.mjs';
import { trust } from './steps/trust.mjs';
import { uploads } from './steps/uploads.mjs';

const live = await startLive(process.argv.slice(2));
for (const steps of [beginnings, sharing, accounts, uploads, trust, groups]) {
  await steps(live);
}
const failed = await live.end();
console.log(failed === 0 ? 'all passed' : `${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
