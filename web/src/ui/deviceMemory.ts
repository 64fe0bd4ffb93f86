/**
 * Small choices that this device keeps. A browser may refuse to keep anything, and throws then; what
 * was chosen lasts as long as the page.
 */
const here = new Map<string, string>();

export function remembered(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? here.get(key);
  } catch {
    return here.get(key);
  }
}

export function remember(key: string, value: string) {
  here.set(key, value);
  try {
    localStorage.setItem(key, value);
  } catch {
    // kept for this page's life
  }
}
