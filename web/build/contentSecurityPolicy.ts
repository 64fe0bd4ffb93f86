/**
 * What the portal may load and run. The page carries the policy itself, so that it holds wherever the
 * page is served from; the service sends the same one as a header, and there also says who may frame
 * the page, which a page cannot say of itself.
 *
 * @param importMapDigest the SHA-256 of the one inline element of the page, in base64; undefined where
 *   there is none
 */
export function contentSecurityPolicy(importMapDigest?: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval'${importMapDigest === undefined ? '' : ` 'sha256-${importMapDigest}'`}`,
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');
}
