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

  change = async (name: string, change: (kept: unknown) => Promise<unknown>) => {
    this.#contents.set(name, JSON.stringify(await change(await this.read(name))));
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

describe('an address that only the service tells', () => {
  it('is told of who signs in with it, and stays apart from those that were looked up', () => {
    const contacts = new Contacts(new Kept());
    contacts.hear(BEFORE, EMAIL);
    expect(contacts.toldOf(BEFORE)).toBe(EMAIL);
    expect(contacts.emailOf(BEFORE)).toBeUndefined();
    expect(contacts.toldOf(NOW)).toBeUndefined();
  });

  it('gives way to the one that was looked up', async () => {
    const contacts = new Contacts(new Kept());
    contacts.hear(BEFORE, 'another@demo.invalid');
    await contacts.pin(EMAIL, BEFORE);
    expect(contacts.toldOf(BEFORE)).toBeUndefined();
    expect(contacts.emailOf(BEFORE)).toBe(EMAIL);
  });

  it('is nobody’s where it is known as somebody else’s, or as one’s own', async () => {
    const contacts = new Contacts(new Kept());
    contacts.hear(NOW, EMAIL);
    await contacts.pin(EMAIL, BEFORE);
    expect(contacts.toldOf(NOW)).toBeUndefined();
    contacts.know(BEFORE, 'me@demo.invalid');
    contacts.hear(NOW, 'me@demo.invalid');
    expect(contacts.toldOf(NOW)).toBeUndefined();
  });

  it('is nobody’s where it is somebody else’s earlier address of several', async () => {
    const contacts = new Contacts(new Kept());
    await contacts.pin(EMAIL, BEFORE);
    await contacts.pin('another@demo.invalid', BEFORE);
    contacts.hear(NOW, EMAIL);
    expect(contacts.toldOf(NOW)).toBeUndefined();
  });

  it.each([
    '',
    'Dr. Rosa Demo',
    'ROSA@demo.invalid',
    '"Rosa Demo, confirmed"@demo.invalid',
    'rosa@demo.invalid\u202e',
    `${'a'.repeat(65)}@demo.invalid`,
    'rosa@demo.invalid ',
    'rоsa@demo.invalid',
  ])('is none where it is no address in its one form: %j', (said) => {
    const contacts = new Contacts(new Kept());
    contacts.hear(NOW, said);
    expect(contacts.toldOf(NOW)).toBeUndefined();
  });
});
