const MAX_BYTES = 200;
const UNWANTED = /[<>:"|?*\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cn}\p{Co}\p{Cs}]/gu;
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/iu;
/** Endings by which a double click runs the file, on one of the systems that people use. */
const RUNS =
  /\.(?:app|appref-ms|apk|bat|chm|cmd|com|command|cpl|desktop|dll|dmg|exe|gadget|hta|inf|jar|jnlp|js|jse|lnk|mjs|msc|msi|msp|pif|pkg|ps1|psm1|reg|scf|scr|sct|sh|shb|terminal|url|vb|vbe|vbs|webloc|ws|wsf|wsh)$/iu;
/** Endings that a browser would open as a page, outside the portal and its policy. */
const OPENS_AS_PAGE = /\.(?:html?|mht|mhtml|shtml|svgz?|xht|xhtml|xml|xsl|xslt)$/iu;

/**
 * The name under which a file of a report is saved. An author chooses names freely; here one becomes
 * such that it leaves no folder, does not hide, means no device and pretends to be of no other kind.
 * What would run or open as a page at a double click gets `.txt` behind its name.
 */
export function safeFileName(name: string): string {
  const last = name.split('/').at(-1) ?? '';
  const clean = cleaned(last);
  return RUNS.test(clean) || OPENS_AS_PAGE.test(clean) ? shortened(`${clean}.txt`) : clean;
}

/**
 * Names for the files of an archive: as {@link safeFileName}, below folders as the author named them,
 * and no two that are one for a system that does not tell capitals from small letters.
 */
export function safeFilePaths(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const folders = name.split('/').slice(0, -1).map(cleaned);
    const file = safeFileName(name);
    const dot = file.lastIndexOf('.');
    const [start, ending] = dot > 0 ? [file.slice(0, dot), file.slice(dot)] : [file, ''];
    let path = [...folders, file].join('/');
    for (let copy = 2; taken.has(path.toLowerCase()); copy++) {
      path = [...folders, `${start} (${copy})${ending}`].join('/');
    }
    taken.add(path.toLowerCase());
    return path;
  });
}

function cleaned(raw: string): string {
  let clean = raw.normalize('NFC').replace(UNWANTED, '_').trim();
  clean = clean.replace(/[. ]+$/u, (ending) => '_'.repeat(ending.length));
  clean = clean.replace(/^[.\-~]/u, '_');
  if (DEVICE.test(clean)) {
    clean = `_${clean}`;
  }
  return clean === '' ? '_' : shortened(clean);
}

function shortened(name: string): string {
  if (bytes(name) <= MAX_BYTES) {
    return name;
  }
  const dot = name.endsWith('.txt') ? name.slice(0, -4).lastIndexOf('.') : name.lastIndexOf('.');
  const ending = dot > 0 && name.length - dot <= 16 ? name.slice(dot) : '';
  let room = MAX_BYTES - bytes(ending);
  let start = '';
  for (const character of name.slice(0, name.length - ending.length)) {
    room -= bytes(character);
    if (room < 0) {
      break;
    }
    start += character;
  }
  return start + ending;
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
