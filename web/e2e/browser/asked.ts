import type { BrowserContext } from '@playwright/test';

/** What a page asks of the service, and how much it is answered. */
export class Asked {
  readonly paths: string[] = [];
  bytes = 0;

  constructor(context: BrowserContext) {
    context.on('requestfinished', (request) => {
      const { pathname, search } = new URL(request.url());
      if (pathname.startsWith('/api/')) {
        this.paths.push(`${request.method()} ${pathname.slice('/api/v1'.length)}${search}`);
        void request.sizes().then(({ responseBodySize }) => {
          this.bytes += responseBodySize;
        });
      }
    });
  }

  begin() {
    this.paths.length = 0;
    this.bytes = 0;
  }

  of(pattern: RegExp): string[] {
    return this.paths.filter((path) => pattern.test(path));
  }
}
