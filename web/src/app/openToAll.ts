/** Pages for people who are not logged in. They stay while the session opens, and leave by themselves. */
export const OPEN_TO_ALL: ReadonlySet<string> = new Set(['/login', '/signup', '/recover']);

/** The way to the log-in page, and from there to the address that was asked for. */
export function toLogIn(href: string) {
  return { to: '/login', search: href === '/' ? {} : { then: href }, replace: true } as const;
}
