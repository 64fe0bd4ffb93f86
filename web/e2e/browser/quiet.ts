import type { BrowserContext, Request } from '@playwright/test';

const QUIET = 1_000;

/** Answers when nothing has been under way for a second, of what was asked for since this was called. */
export function quietOf(context: BrowserContext): () => Promise<void> {
  const running = new Set<Request>();
  let since = performance.now();
  const ended = (request: Request) => {
    running.delete(request);
    since = performance.now();
  };
  context.on('request', (request) => running.add(request));
  context.on('requestfinished', ended);
  context.on('requestfailed', ended);
  return async () => {
    since = performance.now();
    while (running.size > 0 || performance.now() < since + QUIET) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
}
