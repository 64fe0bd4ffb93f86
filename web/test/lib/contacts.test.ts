import { describe, expect, it } from 'vitest';
import { keyringId } from '../../src/crypto/index.ts';
import { Contacts } from '../../src/lib/people/contacts.ts';

const EMAIL = 'rosa@demo.invalid';
const BEFORE = keyringId('1'.repeat(64));
const NOW = keyringId('2'.repeat(64));

/** What a device keeps, unsealed. */
class Kept {
  readonly #contents = new Map<string, string>();

  read = (name: string): Promise<unknown> => {
    const content = this.#contents.get(name);
    return Promise.resolve(content === undefined ? undefined : JSON.parse(content));
  };

  write = (name: string, content: unknown) => {
    this.#contents.set(name, JSON.stringify(content));
    return Promise.resolve();
  };
}

async function reloaded(kept: Kept): Promise<Contacts> {
  const contacts = new Contacts(kept);
  await contacts.load();
  return contacts;
}

describe('whom an address was pinned to', () => {
  it('nobody else is pinned in their place', async () => {
    const kept = new Kept();
    await new Contacts(kept).pin(EMAIL, BEFORE);
    const contacts = await reloaded(kept);
    expect(() => contacts.check(EMAIL, NOW)).toThrow('contact-changed');
    await expect(contacts.pin(EMAIL, NOW)).rejects.toThrow('contact-changed');
    expect((await reloaded(kept)).pinnedTo(EMAIL)).toBe(BEFORE);
  });

  it('changes when the new keys are accepted, which says that they were compared', async () => {
    const kept = new Kept();
    const contacts = new Contacts(kept);
    await contacts.pin(EMAIL, BEFORE);
    await contacts.accept(EMAIL, NOW);
    const later = await reloaded(kept);
    expect(later.check(EMAIL, NOW)).toBe('known');
    expect(() => later.check(EMAIL, BEFORE)).toThrow('contact-changed');
    expect(later.isCompared(NOW)).toBe(true);
    expect(later.isCompared(BEFORE)).toBe(false);
    expect(later.emailOf(BEFORE)).toBeUndefined();
    expect(later.emailOf(NOW)).toBe(EMAIL);
  });
});
