import type { BrowserContext, Request } from '@playwright/test';

const QUIET = 1_000;
const PATIENCE = 60_000;

/**
 * Answers when nothing has been under way for a second, of what was asked for since this was called. Whether
 * there is news is asked for all the time, and does not count.
 */
export function quietOf(context: BrowserContext): () => Promise<void> {
  const running = new Set<Request>();
  let since = performance.now();
  const ended = (request: Request) => {
    running.delete(request);
    since = performance.now();
  };
  context.on('request', (request) => {
    if (!request.url().endsWith('&wait=true')) {
      running.add(request);
    }
  });
  context.on('requestfinished', ended);
  context.on('requestfailed', ended);
  return async () => {
    const begun = performance.now();
    since = begun;
    while (running.size > 0 || performance.now() < since + QUIET) {
      if (performance.now() > begun + PATIENCE) {
        throw new Error(`never quiet: ${[...running].map((one) => one.url()).join(', ')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
}
