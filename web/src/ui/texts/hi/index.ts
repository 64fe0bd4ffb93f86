import type { Texts } from '../texts.ts';
import { account } from './account.ts';
import { activity } from './activity.ts';
import { codes } from './codes.ts';
import { common } from './common.ts';
import { entry } from './entry.ts';
import { errors } from './errors.ts';
import { institutes } from './institutes.ts';
import { offers } from './offers.ts';
import { people } from './people.ts';
import { records } from './records.ts';
import { report } from './report.ts';
import { sharing } from './sharing.ts';
import { shell } from './shell.ts';
import { upload } from './upload.ts';
import { viewer } from './viewer.ts';

/** Every text of the portal in Hindi; the type makes it complete. */
export const hi: Texts = {
  account,
  activity,
  codes,
  common,
  entry,
  errors,
  institutes,
  offers,
  people,
  records,
  report,
  sharing,
  shell,
  upload,
  viewer,
};
