import type { Page } from '@playwright/test';
import { en } from '../src/ui/texts/en/index.ts';
import { hi } from '../src/ui/texts/hi/index.ts';
import { expect, test } from './test.ts';

/** What a browser may lack, or refuse; each takes it away before the portal's first script. */
const LACKING: readonly {
  readonly what: string;
  readonly take: () => void;
  readonly locale?: string;
  readonly told: 'browser-unsupported' | 'storage-blocked' | undefined;
}[] = [
  {
    what: 'WebAssembly',
    take: () => {
      Reflect.deleteProperty(globalThis, 'WebAssembly');
    },
    told: 'browser-unsupported',
  },
  {
    what: 'the compiling of WebAssembly',
    take: () => {
      WebAssembly.compile = () => Promise.reject(new WebAssembly.CompileError('refused'));
    },
    told: 'browser-unsupported',
  },
  {
    what: 'workers',
    locale: 'hi-IN',
    take: () => {
      Reflect.deleteProperty(globalThis, 'Worker');
    },
    told: 'browser-unsupported',
  },
  {
    what: 'a database',
    take: () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      };
    },
    told: 'storage-blocked',
  },
  {
    what: 'any access to a database',
    locale: 'hi-IN',
    take: () => {
      Object.defineProperty(globalThis, 'indexedDB', {
        get: () => {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
    },
    told: 'storage-blocked',
  },
  {
    what: 'local and session storage',
    take: () => {
      for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(globalThis, name, {
          get: () => {
            throw new DOMException('The operation is insecure.', 'SecurityError');
          },
        });
      }
    },
    told: undefined,
  },
];

async function expectWords(page: Page, words: string) {
  await expect(page.getByText(words)).toBeVisible();
}

test.describe('A browser that lacks what Medseal needs is told so in words', () => {
  for (const { what, take, told, locale = 'en-GB' } of LACKING) {
    test(`${what}: ${told ?? 'the portal works without'}`, async ({ open }) => {
      const { page, context } = await open(undefined, { locale });
      await context.addInitScript(take);
      await page.goto('/');
      const texts = locale === 'hi-IN' ? hi : en;
      await (told === undefined
        ? expect(page.getByRole('heading', { name: texts.entry.logIn.title })).toBeVisible()
        : expectWords(page, texts.errors.codes[told]));
    });
  }

  test('scripts: the page says so itself, in both languages', async ({ open }) => {
    const { page } = await open(undefined, { javaScriptEnabled: false });
    await page.goto('/');
    const [english, hindi] = await page.locator('noscript p').all();
    expect(await english?.isVisible()).toBe(true);
    expect(await english?.innerText()).toContain('needs scripts');
    expect(await hindi?.isVisible()).toBe(true);
    expect(await hindi?.innerText()).toContain('स्क्रिप्ट चाहिए');
  });
});
