/** The scripts that the portal starts by their address: workers, its own and its libraries'. */
const SCRIPTS = /^\/(?:assets\/[\w.-]+\.m?js|media-worker\.js)$/;

interface TrustedTypes {
  createPolicy(
    name: 'default',
    rules: { createScriptURL: (address: string) => string | null },
  ): unknown;
}

/**
 * What the policy `require-trusted-types-for 'script'` asks before a text becomes a script. Only the
 * address of a file of the portal itself passes; there is no way at all from text to HTML or code.
 * It is the default policy, and the only one, since libraries start workers of their own.
 */
export function trustedScript(address: string): string | null {
  const { href, origin, pathname, search, hash } = new URL(address, location.href);
  const isPlain = search === '' && hash === '';
  return origin === location.origin && isPlain && SCRIPTS.test(pathname) ? href : null;
}

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
trustedTypes?.createPolicy('default', { createScriptURL: trustedScript });
