import { expect, type Page } from '@playwright/test';
import { en } from '../../src/ui/texts/en/index.ts';

const { offers } = en;

/** Accepts what the one person shares who waits for an answer. */
export async function acceptOffer(page: Page): Promise<void> {
  await page.goto('/offers');
  await page.getByRole('button', { name: /^Accept what / }).click();
  await expect(page.getByRole('region', { name: offers.acceptedTitle })).toBeVisible();
  await page.goto('/');
}
