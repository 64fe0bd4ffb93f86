// Control and format characters (among them those that reverse the direction of a name), and what
// Windows, macOS or a shell gives a meaning to.
const REFUSED = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029<>:"/\\|?*]/gu;
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const LONGEST = 120;

/**
 * A name to save a report's file under: one segment that leaves no folder, hides nothing, and that
 * every system takes. Folders become part of the name, so that slices of two series stay apart.
 */
export function safeName(name: string): string {
  const flat = name
    .normalize('NFC')
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
    .join(' - ')
    .replaceAll(REFUSED, '_')
    .replace(/^[.\s]+/, '')
    .replace(/[.\s]+$/, '');
  if (flat === '') {
    return 'file';
  }
  const free = RESERVED.test(flat) ? `_${flat}` : flat;
  const characters = [...free];
  if (characters.length <= LONGEST) {
    return free;
  }
  const dot = free.lastIndexOf('.');
  const ending = dot > 0 && free.length - dot <= 12 ? free.slice(dot) : '';
  return characters.slice(0, LONGEST - [...ending].length).join('') + ending;
}
