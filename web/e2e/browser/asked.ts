import type { BrowserContext, Request } from '@playwright/test';

/** What a page asks of the service, and how much it is answered; of what it asks for after {@link begin}. */
export class Asked {
  readonly paths: string[] = [];
  bytes = 0;
  #begun = new WeakSet<Request>();

  constructor(context: BrowserContext) {
    context.on('request', (request) => {
      this.#begun.add(request);
    });
    context.on('requestfinished', (request) => {
      const { pathname, search } = new URL(request.url());
      if (this.#begun.has(request) && pathname.startsWith('/api/')) {
        this.paths.push(`${request.method()} ${pathname.slice('/api/v1'.length)}${search}`);
        void request.sizes().then(({ responseBodySize }) => {
          this.bytes += responseBodySize;
        });
      }
    });
  }

  /** Counts from here; what is under way already belongs to what was done before. */
  begin() {
    this.#begun = new WeakSet();
    this.paths.length = 0;
    this.bytes = 0;
  }

  of(pattern: RegExp): string[] {
    return this.paths.filter((path) => pattern.test(path));
  }
}
