import { expect, type Page } from '@playwright/test';
import { en } from '../../src/ui/texts/en/index.ts';

const { common, entry } = en;

/** Who signs up. */
export interface Newcomer {
  readonly email: string;
  readonly name: string;
  /** A patient gets a record of their own, a professional a public card. */
  readonly as: 'patient' | 'professional';
  readonly password?: string;
}

const email = (page: Page) => page.locator('input[type=email]');
const newPassword = (page: Page) => page.locator('input[autocomplete=new-password]');

/** Signs up, keeps the recovery sheet, and answers its code. */
export async function signUp(page: Page, who: Newcomer): Promise<string> {
  await tryToSignUp(page, who);
  return keepSheet(page);
}

/** Goes through the sign-up form, whatever comes of it. Without a password, with a passkey. */
export async function tryToSignUp(page: Page, who: Newcomer): Promise<void> {
  await page.goto('/signup');
  const kind = who.as === 'patient' ? entry.signUp.patient : entry.signUp.professional;
  await page.getByRole('radio', { name: kind }).click();
  await email(page).fill(who.email);
  await page.locator('input[autocomplete=name]').fill(who.name);
  await page.getByRole('button', { name: common.next }).click();
  if (who.password === undefined) {
    await page.getByRole('radio', { name: entry.signUp.withPasskey }).click();
  } else {
    await newPassword(page).fill(who.password);
  }
  await page.getByRole('button', { name: entry.signUp.create }).click();
}

/** Reads the code off the sheet and types it in, as it is asked back. */
export async function keepSheet(page: Page): Promise<string> {
  const shown = page.getByRole('group', { name: entry.sheet.code });
  await expect(shown).toBeVisible({ timeout: 60_000 });
  const code = (await shown.locator('span').allInnerTexts()).join('-');
  await page.getByRole('button', { name: entry.sheet.kept }).click();
  await page.getByLabel(entry.sheet.askLabel).fill(code.toLowerCase());
  await page.getByRole('button', { name: entry.sheet.confirm }).click();
  await expect(page).not.toHaveURL(/signup|recover/);
  return code;
}

/** Fills the log-in form in. */
export async function fillLogIn(page: Page, address: string, password: string): Promise<void> {
  await page.goto('/login');
  await email(page).fill(address);
  await page.locator('input[autocomplete=current-password]').fill(password);
}

/** Sends the log-in form. */
export async function sendLogIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: entry.logIn.action, exact: true }).click();
}

/** Fills the log-in form in and sends it, whatever comes of it. */
export async function tryToLogIn(page: Page, address: string, password: string): Promise<void> {
  await fillLogIn(page, address, password);
  await sendLogIn(page);
}

/** Logs in. */
export async function logIn(page: Page, address: string, password: string): Promise<void> {
  await tryToLogIn(page, address, password);
  await expect(page).not.toHaveURL(/login/, { timeout: 60_000 });
}

/** Logs in with a passkey. */
export async function logInWithPasskey(page: Page, address: string): Promise<void> {
  await page.goto('/login');
  await email(page).fill(address);
  await page.getByRole('button', { name: entry.logIn.withPasskey }).click();
  await expect(page).not.toHaveURL(/login/, { timeout: 60_000 });
}

/** Fills the form for the recovery sheet in and sends it, whatever comes of it. */
export async function tryToRecover(
  page: Page,
  address: string,
  code: string,
  password: string,
): Promise<void> {
  await page.goto('/recover');
  await email(page).fill(address);
  await page.getByLabel(entry.recover.code).fill(code);
  await newPassword(page).fill(password);
  await page.getByRole('button', { name: entry.recover.action }).click();
}

/** Logs out on the account page. */
export async function logOut(page: Page): Promise<void> {
  await page.getByRole('link', { name: en.shell.account, exact: true }).click();
  await page.getByRole('button', { name: en.account.logOutTitle, exact: true }).last().click();
  await expect(page).toHaveURL(/login/);
}
