import type { BrowserContext, Page } from '@playwright/test';

/**
 * What must not happen on any page: an error in the console (violations of the content security
 * policy are such), an exception that nobody caught, a request to another origin.
 */
export class Watch {
  private readonly seen: string[] = [];
  private readonly expected: RegExp[] = [];

  /** Everything that happens in a context, on pages that are opened later too. */
  static over(context: BrowserContext, origin: string): Watch {
    const watch = new Watch();
    context.on('console', (message) => {
      if (message.type() === 'error' || /Content Security Policy/i.test(message.text())) {
        watch.seen.push(`console: ${message.text()} (${message.location().url})`);
      }
    });
    context.on('weberror', (error) => {
      watch.seen.push(`exception: ${String(error.error())}`);
    });
    context.on('request', (request) => {
      const url = new URL(request.url());
      if (url.origin !== origin && !['data:', 'blob:', 'about:'].includes(url.protocol)) {
        watch.seen.push(`request to another origin: ${url.origin}`);
      }
    });
    context.on('page', (page) => {
      page.on('crash', () => watch.seen.push('the page crashed'));
    });
    return watch;
  }

  /** From now on, what matches may happen: a browser reports every answer of 400 and above. */
  expect(...patterns: RegExp[]): void {
    this.expected.push(...patterns);
  }

  /** What happened and should not have. */
  get problems(): readonly string[] {
    return this.seen.filter((text) => !this.expected.some((pattern) => pattern.test(text)));
  }
}

/** A passkey that lies in this page's machine and has PRF, whose owner always agrees. */
export async function addPasskeyDevice(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
