import type { Plugin } from 'vite';

const FILE = /@cornerstonejs[/\\]tools[/\\]dist[/\\]esm[/\\]drawingSvg[/\\]drawTextBox\.js$/u;
const ATTRIBUTE = "textElement.setAttribute('style', combinedStyle)";

/** The same text, which writes its style where the content security policy lets a script do so. */
export function throughCssom(code: string): string {
  if (!code.includes(ATTRIBUTE)) {
    throw new Error('the measuring tools write no style attribute any more: take this plugin out');
  }
  return code.replace(ATTRIBUTE, 'textElement.style.cssText = combinedStyle');
}

/**
 * The measuring tools style the words at a length or an angle by an attribute, which the policy
 * refuses with an error in the console for each.
 */
export function libraryStyles(): Plugin {
  return {
    name: 'medseal-library-styles',
    transform: (code, id) => (FILE.test(id) ? { code: throughCssom(code), map: null } : undefined),
  };
}
