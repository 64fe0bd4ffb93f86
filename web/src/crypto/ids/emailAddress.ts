/** Latin letters beyond ASCII, without those that look like another one or are two in one. */
const LATIN =
  '\\u00df-\\u00f6\\u00f8-\\u0130\\u0132\\u0134-\\u0137\\u0139-\\u013f\\u0141-\\u0148\\u014a-\\u017e';
const DEVANAGARI_LETTERS = '\\u0905-\\u0939\\u093d\\u0950\\u0960\\u0961';
const DEVANAGARI_MARKS = '\\u0901-\\u0903\\u093c\\u093e-\\u094d\\u0951\\u0952\\u0962\\u0963';

const ATOM = `[a-z0-9!#$%&'*+/=?^_\`{|}~${LATIN}-]+`;
const LOCAL = new RegExp(`^(?=.{1,64}$)${ATOM}(?:\\.${ATOM})*$`);
const ASCII_LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const OTHER_LABEL = new RegExp(
  `^(?!..--)(?!.*\\u00df)(?!.*-$)[a-z0-9${LATIN}${DEVANAGARI_LETTERS}]` +
    `[${DEVANAGARI_MARKS}a-z0-9${LATIN}${DEVANAGARI_LETTERS}-]*$`,
);

const MOST = 254;
const MOST_LABEL = 63;
const MOST_TYPED = 1000;

/**
 * The one form of an e-mail address as somebody typed it; undefined if it is none that is taken
 * (spec/accounts.md section 4).
 */
export function canonicalEmail(typed: string): string | undefined {
  if (typed.length > MOST_TYPED) {
    return undefined;
  }
  const trimmed = typed.replace(/^[ \t\r\n]+/, '').replace(/[ \t\r\n]+$/, '');
  const folded = trimmed.normalize('NFC').toLowerCase();
  const at = folded.indexOf('@');
  const local = folded.slice(0, Math.max(at, 0));
  if (at < 0 || !LOCAL.test(local)) {
    return undefined;
  }
  const labels = folded
    .slice(at + 1)
    .split('.')
    .map(label);
  if (labels.some((ascii) => ascii === undefined || ascii.length > MOST_LABEL)) {
    return undefined;
  }
  const email = `${local}@${labels.join('.')}`;
  return email.length > MOST ? undefined : email;
}

/** The letters that are let through here mean the same in IDNA 2003 and in UTS #46. */
function label(typed: string): string | undefined {
  if (ASCII_LABEL.test(typed)) {
    return typed;
  }
  return OTHER_LABEL.test(typed) ? asciiLabel(typed) : undefined;
}

function asciiLabel(typed: string): string | undefined {
  try {
    return new URL(`http://${typed}`).hostname;
  } catch {
    return undefined; // longer than a label may be
  }
}
